// What the reader wrote and earned, kept in the reader's record with all else.
//
// A cell's text is kept beside the course's text of that time, so that a newer release can
// say that the course has changed the cell since.
const { page } = readerRecord;
const book = page.split("/").slice(0, -2).join("/");

export const written = (cell) => readerRecord.get("written", `${page}#${cell.id}`);

// The same of many cells, for which the record is read once.
export function allWritten() {
  const all = readerRecord.all("written");
  return (cell) => all[`${page}#${cell.id}`];
}

export function keep(cell) {
  const changed = cell.text !== cell.original;
  const value = changed ? { text: cell.text, original: cell.original } : undefined;
  readerRecord.set("written", `${page}#${cell.id}`, value);
}

// [question, points] of every question tried.
export function knownPoints() {
  return Object.entries(readerRecord.all("passed"))
    .map(([id, points]) => [id.split("#")[1], Number(points)]); // null: tried, not passed
}

// `rows`: [chapter's stem, question, points], as the kernel tells them.
export function keepPoints(rows) {
  const known = readerRecord.all("passed");
  for (const [stem, question, points] of rows) {
    const id = `${book}/exercises/${stem}#${question}`;
    if (!(id in known) || points > known[id]) readerRecord.set("passed", id, points || null);
  }
}
