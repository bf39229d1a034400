// Opened from a folder, a page cannot start Python: browsers allow that from a server only.
if (location.protocol === "file:") {
  for (const note of document.querySelectorAll(".run-note")) {
    note.textContent =
      "To run it from this folder, serve the folder first: python -m http.server " +
      "in its top directory, then open http://localhost:8000.";
  }
}
