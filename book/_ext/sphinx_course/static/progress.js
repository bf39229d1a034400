// How far the reader is in the course, above the contents. All of it is kept in this browser,
// and can be forgotten.
(() => {
  "use strict";
  const words = window.courseMessages;
  const contents = document.querySelector(".bd-sidebar-primary .bd-links");
  if (!contents || !courseChapters.length) return;

  function sum(numbers) {
    return numbers.reduce((total, number) => total + number, 0);
  }

  // What there is to do of a kind and what is done of it, on the pages of chapters.
  function tally(kind, all) {
    const ids = Object.keys(readerRecord.all(kind));
    const done = courseChapters.map((chapter) => Math.min(chapter[all],
      ids.filter((id) => id.startsWith(`${chapter.page}#`)).length));
    return [words[kind], sum(done), sum(courseChapters.map((chapter) => chapter[all]))];
  }

  function rows() {
    const shares = courseChapters.map(({ page }) => readerRecord.shareRead(page));
    const finished = shares.filter((share) => share === 1).length;
    return [
      [words.read, finished, shares.length, sum(shares)],
      tally("predicted", "predictions"),
      tally("answered", "questions"),
    ].filter(([, , all]) => all);
  }

  const bar = Object.assign(document.createElement("progress"), { max: 1 });
  const line = document.createElement("span");
  const list = document.createElement("ul");
  const box = document.createElement("details");
  box.className = "reader-progress";
  const summary = document.createElement("summary");
  summary.append(line, bar);
  bar.ariaHidden = "true"; // the line says the same
  const where = Object.assign(document.createElement("p"), { textContent: words.kept_here });
  const forget = Object.assign(document.createElement("button"),
    { type: "button", textContent: words.forget });
  box.append(summary, list, where, forget);
  contents.before(box);

  const dialog = document.createElement("dialog");
  dialog.className = "forget-progress";
  dialog.setAttribute("aria-label", words.forget);
  dialog.innerHTML = `<form method="dialog"><p>${words.forget_asked}</p>
    <button value="keep">${words.keep}</button>
    <button value="forget">${words.forget_it}</button></form>`;
  document.body.append(dialog);
  forget.addEventListener("click", () => dialog.showModal());
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "forget") readerRecord.forget();
    dialog.returnValue = "";
  });

  function write() {
    const all = rows();
    const share = sum(all.map(([, done, of, part = done]) => part / of)) / all.length;
    bar.value = share;
    line.textContent = words.progress.replace("{percent}", Math.round(100 * share));
    list.replaceChildren(...all.map(([text, done, of]) => {
      const row = document.createElement("li");
      row.textContent = text.replace("{done}", done).replace("{all}", of);
      return row;
    }));
  }

  write();
  document.addEventListener("readerrecord", write);
})();
