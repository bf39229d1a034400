// The order of what a search finds: chapters, then other pages, then the glossary's terms.
// Sphinx calls this with each result and its points: 100 for an entry of the index, as all
// terms are, 15 for a word in a title, 5 for one in the text.
Scorer.score = ([page, , anchor, , points]) => {
  const bonus = { chapters: 20, exercises: 2, references: -4 };
  const isTerm = anchor.startsWith("#term-");
  return points + (isTerm ? -85 : bonus[page.split("/")[1]] ?? 0);
};

// An excerpt is of the page's prose: the labels of figures would read as broken words, and
// nobody looks for what is folded or asked again from another chapter.
addEventListener("DOMContentLoaded", () => {
  const { htmlToText } = Search;
  const notProse = "figure, svg, noscript, .run-bar, .folded, .before-you-go-on";
  Search.htmlToText = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const main = page.querySelector("[role=main]");
    main.replaceChildren(...main.querySelectorAll("article"));
    for (const part of main.querySelectorAll(notProse)) part.remove();
    return htmlToText(page.documentElement.outerHTML, anchor);
  };
});
