// What scrolls sideways on a narrow screen must scroll by keyboard too. What is folded is
// measured when it opens: before that a browser would have to lay it out for the question.
function makeWidePartsFocusable() {
  const wide = "div.math, .pst-scrollable-table-container, pre";
  const shown = `article :is(${wide}):not(details:not([open]) *)`;
  const scrolls = (part) => part.scrollWidth > part.clientWidth;
  for (const part of [...document.querySelectorAll(shown)].filter(scrolls)) part.tabIndex = 0;
}
addEventListener("load", () => document.fonts.ready.then(makeWidePartsFocusable));
addEventListener("resize", makeWidePartsFocusable);
addEventListener("toggle", makeWidePartsFocusable, true);
