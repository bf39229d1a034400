// Of the questions from earlier chapters, asks those that the reader once got wrong, then
// those not answered yet, and none that was answered right on the same day: that would test
// nothing. If no other is left, a line says so. Folded by the reader, the box stays folded
// on this page.
(() => {
  "use strict";
  const box = document.querySelector(".before-you-go-on");
  if (!box) return;
  const shown = box.querySelector(".quiz");
  const questions = [...box.querySelector("template").content.children];
  const answer = (question) => readerRecord.get("answered", question.dataset.question);
  const day = (time) => new Date(time).toDateString();

  function isFresh(question) {
    const solved = answer(question)?.solved;
    return solved && day(solved) === day(Date.now());
  }

  function rank(question) {
    const before = answer(question);
    if (!before) return 1;
    return before.due ? 0 : 2;
  }

  const some = questions.filter((question) => !isFresh(question));
  const chosen = some.sort((a, b) => rank(a) - rank(b));
  shown.replaceChildren(...chosen.slice(0, shown.children.length));
  if (!chosen.length) {
    const line = document.createElement("p");
    line.className = "before-you-go-on";
    line.textContent = courseMessages.all_solved_today;
    box.replaceWith(line);
    return;
  }

  const fold = `${readerRecord.page}#before-you-go-on`;
  const isFolded = () => readerRecord.get("read", fold) === "folded";
  box.open = !isFolded();
  box.addEventListener("toggle", () => {
    if (box.open === isFolded()) readerRecord.set("read", fold, box.open ? "open" : "folded");
  });
})();
