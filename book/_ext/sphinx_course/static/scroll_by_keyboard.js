// What scrolls sideways on a narrow screen must scroll by keyboard too.
function makeWidePartsFocusable() {
  const wide = "div.math, .pst-scrollable-table-container, pre";
  for (const part of document.querySelectorAll(`article :is(${wide})`)) {
    if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
  }
}
addEventListener("load", () => document.fonts.ready.then(makeWidePartsFocusable));
addEventListener("resize", makeWidePartsFocusable);
