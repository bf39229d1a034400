// The reader's record: what was read, predicted, answered, passed and written, in this browser
// alone.
//
//     readerRecord.set("predicted", "book/chapters/03-vanishing-gradients#depth", 2.5)
//     readerRecord.get("predicted", id)    the value, or undefined
//     readerRecord.all("predicted")        {id: value}
//     readerRecord.shareRead(page)         how much of a chapter was read, from 0 to 1
//     readerRecord.points(chapter)         the points earned by the exercises of one of
//                                          courseChapters, a number for each question
//     readerRecord.forget()                everything but what was written
//     readerRecord.kept                    whether the browser keeps it
//     readerRecord.page                    this page's name, with which its ids begin
//
// "readerrecord" is fired on the document when
// something changed, in another tab too. Where the browser keeps nothing, the record lasts
// as long as the page, which is said once.
(() => {
  "use strict";
  const KEY = "nncourse.record";
  const KINDS = ["read", "predicted", "answered", "passed", "written"];
  let memory = null; // what this page has changed and could not store, or null
  let told = false;

  function stored() {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch { // forbidden, or no record
      return {};
    }
  }

  // A record with some of its values changed.
  function merged(record, changes) {
    const both = { ...record };
    for (const kind of Object.keys(changes)) both[kind] = { ...both[kind], ...changes[kind] };
    return both;
  }

  const load = () => merged(stored(), memory ?? {});

  // `changes` are this page's own; another tab may have stored more since.
  function store(record, changes) {
    try {
      localStorage.setItem(KEY, JSON.stringify(record));
      memory = null;
    } catch { // forbidden or full
      memory = changes;
      if (!told) tell();
    }
    changed();
  }

  function tell() {
    told = true;
    const note = document.createElement("p");
    note.className = "record-note";
    note.setAttribute("role", "status");
    document.querySelector("article h1")?.after(note);
    note.textContent = window.courseMessages.not_kept;
  }

  function changed() {
    document.dispatchEvent(new Event("readerrecord"));
  }

  function known(kind) {
    if (!KINDS.includes(kind)) throw new TypeError(`no kind of record is called ${kind}`);
    return kind;
  }

  window.readerRecord = {
    page: document.querySelector("meta[name=course-page]")?.content ?? "",
    get kept() {
      return memory === null;
    },
    get: (kind, id) => load()[known(kind)]?.[id],
    all: (kind) => ({ ...load()[known(kind)] }),
    set(kind, id, value) {
      const changes = merged(memory ?? {}, { [known(kind)]: { [id]: value } });
      store(merged(stored(), changes), changes);
    },
    shareRead(page) {
      const read = load().read?.[page]; // as reading.js keeps it
      return read ? Math.min(1, read.seen.length / read.of) : 0;
    },
    points({ exercises, questions }) {
      const { passed = {} } = load();
      const earned = (name) => Number(passed[`${exercises}#${name}`] ?? 0);
      return Object.entries(questions).map(([name, most]) => Math.min(most, earned(name)));
    },
    forget() {
      const { written } = load();
      const left = written ? { written } : {};
      store(left, left);
    },
  };
  addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) changed();
  });
})();
