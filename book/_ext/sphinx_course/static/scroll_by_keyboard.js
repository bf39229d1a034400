// What scrolls sideways on a narrow screen must scroll by keyboard too.
function makeWidePartsFocusable() {
  const wide = "mjx-container[display='true'], .pst-scrollable-table-container, pre";
  for (const part of document.querySelectorAll(`article :is(${wide})`)) {
    if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
  }
}
addEventListener("load", () => {
  (window.MathJax?.startup?.promise ?? Promise.resolve()).then(makeWidePartsFocusable);
});
addEventListener("resize", makeWidePartsFocusable);
