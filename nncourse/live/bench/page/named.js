// Words about one of two runs, "A: ...", and the words alone about a single one.
export const named = (name, words) => (name ? `${name}: ${words}` : words);
