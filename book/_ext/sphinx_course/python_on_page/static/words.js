// The sentences of this part, written by messages.py.
const { words } = window.pythonOnPage;

// A sentence with its {places} filled.
export function said(key, places = {}) {
  if (!(key in words)) throw new TypeError(`no sentence is called ${key}`);
  return words[key].replace(/\{(\w+)\}/g, (_, name) => places[name]);
}
