// The order of what a search finds. Sphinx calls it with each result and its points: 100
// for an entry of the index, 15 for a word in a title, 5 for one in the text.
Scorer.score = ([page, , , , points]) => {
  const bonus = { chapters: 20, exercises: 2, glossary: -15, references: -15 };
  return points + (bonus[page.split("/")[1]] ?? 0);
};
