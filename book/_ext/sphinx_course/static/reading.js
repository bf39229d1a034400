// Notes in the record which sections of a chapter the reader has come to the end of, as
// {seen: their ids, of: how many there are}. An end counts once it stood on the screen for a
// second.
(() => {
  "use strict";
  const { page } = readerRecord;
  if (!courseChapters.some((chapter) => chapter.page === page)) return;
  const sections = [...document.querySelectorAll("article > section > section")];
  const waiting = new Map();

  function mark(section) {
    const seen = readerRecord.get("read", page)?.seen ?? [];
    if (seen.includes(section.id)) return;
    readerRecord.set("read", page, { seen: [...seen, section.id], of: sections.length });
  }

  const watcher = new IntersectionObserver((entries) => entries.forEach((entry) => {
    const section = entry.target.parentElement;
    clearTimeout(waiting.get(section));
    if (entry.isIntersecting) waiting.set(section, setTimeout(() => mark(section), 1000));
  }));
  for (const section of sections) watcher.observe(section.lastElementChild);
})();
