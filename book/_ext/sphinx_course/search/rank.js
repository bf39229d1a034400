// The order of what a search finds: chapters, then other pages, then the glossary's terms.
// Sphinx calls this with each result and its points: 100 for an entry of the index, as all
// terms are, 15 for a word in a title, 5 for one in the text.
Scorer.score = ([page, , anchor, , points]) => {
  const bonus = { chapters: 20, exercises: 2, references: -4 };
  const isTerm = anchor.startsWith("#term-");
  return points + (isTerm ? -85 : bonus[page.split("/")[1]] ?? 0);
};

// An excerpt is of the page's prose: the labels of its figures would read as broken words.
addEventListener("DOMContentLoaded", () => {
  const { htmlToText } = Search;
  Search.htmlToText = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    for (const part of page.querySelectorAll("figure, svg, noscript")) part.remove();
    return htmlToText(page.documentElement.outerHTML, anchor);
  };
});
