// What the reader wrote and earned, kept in the reader's record with all else.
//
// A cell's text is kept beside the course's text of the time when the reader began to change
// it, so that a newer release can say that the course has changed the cell since.
const { page } = readerRecord;
const book = page.split("/").slice(0, -2).join("/");
const PAUSE = 400; // milliseconds without a key press after which a text is kept
const pending = new Set(); // cells whose text is not kept yet
let clock;

export const written = (cell) => readerRecord.get("written", `${page}#${cell.id}`);

// The same of many cells, for which the record is read once.
export function allWritten() {
  const all = readerRecord.all("written");
  return (cell) => all[`${page}#${cell.id}`];
}

// Keep a cell's text once the reader pauses, or leaves the page.
export function keepSoon(cell) {
  pending.add(cell);
  clearTimeout(clock);
  clock = setTimeout(keepNow, PAUSE);
}

export function keepNow() {
  clearTimeout(clock);
  for (const cell of pending) {
    const { text, original, basis } = cell;
    const value = text === original ? undefined : { text, original: basis };
    readerRecord.set("written", `${page}#${cell.id}`, value);
    pending.delete(cell); // only now: the record tells the page, which takes what is not pending
    if (!readerRecord.kept) cell.say("not_kept");
  }
}

export const isPending = (cell) => pending.has(cell);

addEventListener("pagehide", keepNow);
document.addEventListener("visibilitychange", () => document.hidden && keepNow());

// [question, points] of every question tried.
export function knownPoints() {
  return Object.entries(readerRecord.all("passed"))
    .map(([id, points]) => [id.split("#")[1], Number(points)]); // null: tried, not passed
}

// { points, most } of a question of this page that was tried before.
export function earned(question) {
  const points = readerRecord.get("passed", `${page}#${question}`); // null: tried, not passed
  const chapter = courseChapters.find(({ exercises }) => exercises === page);
  return points === undefined ? null
    : { points: Number(points), most: chapter?.questions[question] };
}

// `rows`: [chapter's stem, question, points], as the kernel tells them.
export function keepPoints(rows) {
  const known = readerRecord.all("passed");
  for (const [stem, question, points] of rows) {
    const id = `${book}/exercises/${stem}#${question}`;
    if (id in known && points <= known[id]) continue;
    known[id] = points; // a question may stand in several rows
    readerRecord.set("passed", id, points || null);
  }
}
