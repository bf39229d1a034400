// A plain text area in which code is written: Tab indents, Enter keeps the indent, a browser's
// own undo takes each of it back. Escape lets the next Tab go on through the page.
import { element } from "./elements.js";

const INDENT = "    ";

// Typed, as far as undo is concerned; a caret that has moved begins another step of it.
function type(area, text) {
  const { selectionStart, selectionEnd } = area;
  area.setSelectionRange(0, 0);
  area.setSelectionRange(selectionStart, selectionEnd);
  area.ownerDocument.execCommand("insertText", false, text);
}

function lineStart(area) {
  return area.value.slice(0, area.selectionStart).lastIndexOf("\n") + 1;
}

// Indent the selected lines, or take one indent from each. A caret stays a caret.
function shiftLines(area, outward) {
  const start = lineStart(area);
  const { selectionStart, selectionEnd, value } = area;
  const end = (value + "\n").indexOf("\n", selectionEnd);
  const before = value.slice(start, end);
  const shift = (line) => (outward ? line.replace(/^ {1,4}/, "") : INDENT + line);
  const text = before.split("\n").map(shift).join("\n");
  if (text === before) return;
  area.setSelectionRange(start, end);
  if (text) type(area, text);
  else area.ownerDocument.execCommand("delete");
  const caret = Math.max(start, selectionEnd + text.length - before.length);
  if (selectionStart === selectionEnd) area.setSelectionRange(caret, caret);
  else area.setSelectionRange(start, start + text.length);
}

function newLine(area) {
  const before = area.value.slice(lineStart(area), area.selectionStart);
  const indent = before.match(/^ */)[0];
  type(area, `\n${indent}${/:\s*(#.*)?$/.test(before) ? INDENT : ""}`);
}

function tab(area, outward) {
  const several = area.value.slice(area.selectionStart, area.selectionEnd).includes("\n");
  if (outward || several) shiftLines(area, outward);
  else type(area, " ".repeat(4 - ((area.selectionStart - lineStart(area)) % 4)));
}

// `onRun` is called for Shift+Enter and Ctrl+Enter, `onChange(text)` after each change.
export function plainEditor({ text, label, help, onChange, onRun }) {
  const area = element("textarea", {
    class: "cell-editor",
    "aria-label": label,
    "aria-description": help,
    spellcheck: "false",
    autocapitalize: "off",
    autocomplete: "off",
    autocorrect: "off",
    wrap: "off",
  });
  let leaving = false;
  const fit = () => (area.rows = area.value.split("\n").length);
  area.addEventListener("keydown", (event) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey, isComposing } = event;
    if (isComposing || altKey) return;
    const act = key === "Enter" && (shiftKey || ctrlKey || metaKey) ? onRun
      : key === "Enter" ? () => newLine(area)
        : key === "Tab" && !leaving && !ctrlKey && !metaKey ? () => tab(area, shiftKey)
          : null;
    leaving = key === "Escape" || (leaving && key === "Shift");
    if (!act) return;
    event.preventDefault();
    act();
  });
  area.addEventListener("blur", () => (leaving = false));
  area.addEventListener("input", () => {
    fit();
    onChange(area.value);
  });
  const set = (value) => {
    area.value = value;
    fit();
  };
  set(text);
  return { element: area, set, focus: () => area.focus() };
}
