// Opened from a folder, a page cannot start Python: browsers allow that from a server only.
if (location.protocol === "file:") {
  for (const note of document.querySelectorAll(".run-note")) {
    note.textContent =
      "To run it from this folder, serve the folder first: python -m http.server " +
      "in its top directory, then open http://localhost:8000.";
  }
}

// What scrolls sideways on a narrow screen must scroll by keyboard too.
function letKeyboardScroll() {
  const wide = "mjx-container[display='true'], .pst-scrollable-table-container, pre";
  for (const part of document.querySelectorAll(`article :is(${wide})`)) {
    if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
  }
}
addEventListener("load", () => {
  (window.MathJax?.startup?.promise ?? Promise.resolve()).then(letKeyboardScroll);
});
addEventListener("resize", letKeyboardScroll);
