// Of the questions from earlier chapters, asks those that the reader once got wrong, then
// those not answered yet, and none that was answered right a moment ago: that would test
// nothing. Folded by the reader, the box stays folded on this page.
(() => {
  "use strict";
  const MOMENT = 3_600_000; // milliseconds, one hour
  const box = document.querySelector(".before-you-go-on");
  if (!box) return;
  const shown = box.querySelector(".quiz");
  const questions = [...box.querySelector("template").content.children];
  const answer = (question) => readerRecord.get("answered", question.dataset.question);

  function isFresh(question) {
    const before = answer(question);
    return before && !before.due && Date.now() - before.at < MOMENT;
  }

  function rank(question) {
    const before = answer(question);
    if (!before) return 1;
    return before.due ? 0 : 2;
  }

  const some = questions.filter((question) => !isFresh(question));
  const chosen = some.sort((a, b) => rank(a) - rank(b));
  shown.replaceChildren(...chosen.slice(0, shown.children.length));
  box.hidden = !chosen.length;

  const fold = `${readerRecord.page}#before-you-go-on`;
  const isFolded = () => readerRecord.get("read", fold) === "folded";
  box.open = !isFolded();
  box.addEventListener("toggle", () => {
    if (box.open === isFolded()) readerRecord.set("read", fold, box.open ? "open" : "folded");
  });
})();
