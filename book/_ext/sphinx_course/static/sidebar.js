// Marks in the contents the chapters that the reader has begun and finished: a sign, and the
// word for those who hear the page; and the points of each chapter's exercises.
(() => {
  "use strict";
  const words = window.courseMessages;
  const links = [...document.querySelectorAll(".bd-sidebar-primary .bd-links a")];

  const linkTo = (page) =>
    links.find(({ href }) => new URL(href).pathname.endsWith(`/${page}.html`));

  function markPoints(chapter) {
    const link = linkTo(chapter.exercises);
    if (!link) return;
    link.querySelector(".chapter-mark")?.remove();
    const earned = readerRecord.points(chapter).reduce((sum, points) => sum + points, 0);
    if (!earned) return;
    const sign = document.createElement("span");
    sign.className = "chapter-mark";
    sign.textContent = words.points.replace("{done}", earned).replace("{all}", chapter.points);
    link.append(sign);
  }

  function mark({ page }) {
    const link = linkTo(page);
    if (!link) return;
    link.querySelector(".chapter-mark")?.remove();
    const share = readerRecord.shareRead(page);
    if (!share) return;
    const sign = document.createElement("span");
    sign.className = "chapter-mark";
    sign.setAttribute("role", "img");
    sign.ariaLabel = share === 1 ? words.finished : words.begun;
    sign.textContent = share === 1 ? "✓" : "◐";
    link.append(sign);
  }

  const markAll = () => courseChapters.forEach((chapter) => {
    mark(chapter);
    markPoints(chapter);
  });
  markAll();
  document.addEventListener("readerrecord", markAll);
})();
