// Of the questions from earlier chapters, asks those that the reader once got wrong, then
// those not answered yet. Folded by the reader, the box stays folded on this page.
(() => {
  "use strict";
  const box = document.querySelector(".before-you-go-on");
  if (!box) return;
  const shown = box.querySelector(".quiz");
  const questions = [...box.querySelector("template").content.children];

  function rank(question) {
    const before = readerRecord.get("answered", question.dataset.question);
    if (!before) return 1;
    return before.due ? 0 : 2;
  }

  const chosen = questions.sort((a, b) => rank(a) - rank(b));
  shown.replaceChildren(...chosen.slice(0, shown.children.length));

  const fold = `${readerRecord.page}#before-you-go-on`;
  const isFolded = () => readerRecord.get("read", fold) === "folded";
  box.open = !isFolded();
  box.addEventListener("toggle", () => {
    if (box.open === isFolded()) readerRecord.set("read", fold, box.open ? "open" : "folded");
  });
})();
