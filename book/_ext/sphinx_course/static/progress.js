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

  // What is done of a kind, and what there is to do, on the chapters' pages.
  function tally(kind) {
    const record = readerRecord.all(kind);
    const ids = Object.keys(record).filter((id) => record[id] !== null); // null: taken back
    const done = courseChapters.map((chapter) => Math.min(chapter[kind],
      ids.filter((id) => id.startsWith(`${chapter.page}#`)).length));
    return [words[kind], sum(done), sum(courseChapters.map((chapter) => chapter[kind]))];
  }

  // The points of the exercises, and how many of these have all of theirs.
  function exercises() {
    const earned = courseChapters.flatMap(readerRecord.points);
    const most = courseChapters.flatMap(({ questions }) => Object.values(questions));
    const passed = earned.filter((points, i) => points === most[i]).length;
    return [[words.points, sum(earned), sum(most)], [words.passed, passed, most.length]];
  }

  function filled(text, done, of) {
    return text.replace("{done}", done).replace("{all}", of);
  }

  function rows() {
    const shares = courseChapters.map(({ page }) => readerRecord.shareRead(page));
    const finished = shares.filter((share) => share === 1).length;
    const [points, passed] = exercises();
    return [
      [words.read, finished, shares.length, sum(shares)],
      tally("predicted"),
      tally("answered"),
      ...(points[1] ? [points, passed] : []),
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
  contents.prepend(box);

  const dialog = document.createElement("dialog");
  dialog.className = "forget-progress";
  dialog.setAttribute("aria-label", words.forget);
  dialog.innerHTML = `<form method="dialog"><p>${words.forget_asked}</p>
    <button value="keep">${words.keep}</button>
    <button value="forget">${words.forget_it}</button></form>`;
  document.body.append(dialog);
  forget.addEventListener("click", () => dialog.showModal());
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "forget") {
      readerRecord.forget();
      liteDrive.forget();
    }
    dialog.returnValue = "";
  });

  function write() {
    const all = rows();
    const share = sum(all.map(([, done, of, part = done]) => part / of)) / all.length;
    bar.value = share;
    line.textContent = words.progress.replace("{percent}", Math.round(100 * share));
    list.replaceChildren(...all.map(([text, done, of]) => {
      const row = document.createElement("li");
      row.textContent = filled(text, done, of);
      return row;
    }));
    const [[, earned, most]] = exercises();
    for (const place of document.querySelectorAll(".reader-points")) {
      place.textContent = filled(words.your_points, earned, most);
      place.hidden = !earned;
    }
  }

  write();
  document.addEventListener("readerrecord", write);
})();
