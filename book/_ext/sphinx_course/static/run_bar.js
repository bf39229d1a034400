// Opened from a folder, a page cannot start Python: the button says so and leads nowhere.
if (location.protocol === "file:") {
  for (const note of document.querySelectorAll(".run-note")) {
    note.textContent = courseMessages.run_from_folder;
  }
  for (const button of document.querySelectorAll(".run-browser")) {
    button.removeAttribute("href");
    button.tabIndex = 0;
    for (const [name, value] of [
      ["role", "link"],
      ["aria-disabled", "true"],
      ["aria-describedby", "run-note"],
    ]) {
      button.setAttribute(name, value);
    }
  }
}
