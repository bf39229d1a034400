// The notebook with what the reader wrote, as a file to hand in; and one read back.
import { ask } from "./ask.js";
import { said } from "./words.js";

export class FileProblem extends Error {}

const root = new URL(document.documentElement.dataset.content_root ?? "./", location.href);
const source = (cell) => [cell.source].flat().join("");
const isCode = (cell) => cell.cell_type === "code";
const gradeId = (cell) => cell.metadata?.nbgrader?.grade_id;

async function fetchNotebook() {
  const address = new URL(`_sources/${readerRecord.page}.ipynb`, root);
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) throw new FileProblem(said("no_notebook"));
  return response.json().catch(() => {
    throw new FileProblem(said("no_notebook"));
  });
}

export async function downloadNotebook(cells) {
  const texts = new Map(cells.map((cell) => [cell.id, cell.text]));
  const notebook = await fetchNotebook();
  const changed = notebook.cells
    .filter((cell) => texts.has(cell.id) && texts.get(cell.id) !== source(cell));
  for (const cell of changed) cell.source = texts.get(cell.id);
  for (const cell of changed.length ? notebook.cells.filter(isCode) : []) {
    cell.outputs = []; // those of another text, or of a cell that needs one
    cell.execution_count = null;
  }
  const link = document.createElement("a");
  const content = [JSON.stringify(notebook, null, 1)];
  link.href = URL.createObjectURL(new Blob(content, { type: "application/x-ipynb+json" }));
  link.download = `${readerRecord.page.split("/").pop()}.ipynb`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// Take over the texts of a file; how many cells that changed. Some tools drop the cells'
// ids, so those that are graded are known by their grade's name too. Where there are answers
// they alone are taken: the other cells are the course's. Chapters share some ids, so one in
// common does not make a file this page's.
export async function readNotebook(file, cells) {
  const read = await file.text().then(JSON.parse).catch(() => null);
  if (!Array.isArray(read?.cells)) throw new FileProblem(said("not_a_notebook", file));
  const names = new Map((await fetchNotebook()).cells.map((cell) => [gradeId(cell), cell.id]));
  const ids = (cell) => [cell.id, names.get(gradeId(cell) ?? null)];
  const code = read.cells.filter(isCode);
  const answers = cells.filter((cell) => cell.isAnswer);
  const found = (answers.length ? answers : cells)
    .map((cell) => [cell, code.find((other) => ids(other).includes(cell.id))])
    .filter(([, other]) => other);
  const enough = answers.length ? 1 : cells.length / 2;
  if (found.length < enough) throw new FileProblem(said("another_notebook", file));
  const differing = found.filter(([cell, other]) => source(other) !== cell.text);
  const mine = differing.some(([cell]) => cell.text !== cell.original);
  if (mine && !await ask("read_asked", "read_yes")) return 0;
  for (const [cell, other] of differing) cell.take(source(other));
  return differing.length;
}
