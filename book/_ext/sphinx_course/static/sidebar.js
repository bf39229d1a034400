// Marks in the contents the chapters that the reader has begun and finished: a sign, and the
// word for those who hear the page.
(() => {
  "use strict";
  const words = window.courseMessages;
  const links = [...document.querySelectorAll(".bd-sidebar-primary .bd-links a")];

  function mark({ page }) {
    const link = links.find(({ href }) => new URL(href).pathname.endsWith(`/${page}.html`));
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

  const markAll = () => courseChapters.forEach(mark);
  markAll();
  document.addEventListener("readerrecord", markAll);
})();
