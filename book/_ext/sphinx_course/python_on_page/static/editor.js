// The editor of a cell: a plain text area until somebody begins to edit; then CodeMirror is
// fetched and takes its place. Where it cannot be fetched the text area does all that is
// needed.
import { plainEditor } from "./plain_editor.js";
import { richEditor } from "./rich_editor.js";

const { codemirror } = window.pythonOnPage;
const root = new URL(document.documentElement.dataset.content_root ?? "./", location.href);
let loading;

function load() {
  loading ??= import(new URL(codemirror, root).href).catch(() => {
    loading = undefined; // the next one who edits tries again
  });
  return loading;
}

// What is typed by parts, as Japanese is, is not cut off in the middle.
function composed(area, composing) {
  return composing() && new Promise((done) =>
    area.addEventListener("compositionend", () => setTimeout(done), { once: true }));
}

// `onChange(text)` is told of each change, `onRun()` of Shift+Enter and Ctrl+Enter.
export function editor(options) {
  let current = plainEditor(options);
  let composing = false;
  const area = current.element;
  area.addEventListener("compositionstart", () => (composing = true));
  area.addEventListener("compositionend", () => (composing = false));
  area.addEventListener("focus", async () => {
    const text = area.value;
    const module = await load();
    if (!module || !area.isConnected) return;
    await composed(area, () => composing);
    if (!area.isConnected) return; // focused twice meanwhile, and replaced once
    const { value, selectionStart, selectionEnd } = area;
    const focused = document.activeElement === area;
    const selection = [selectionStart, selectionEnd];
    const rich = richEditor(module, { ...options, text, now: value, selection });
    area.replaceWith(rich.element);
    if (focused) rich.focus();
    current = rich;
  });
  return {
    element: area,
    set: (text) => current.set(text),
    focus: () => current.focus(),
  };
}
