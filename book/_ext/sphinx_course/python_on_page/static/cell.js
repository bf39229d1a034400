// A code cell of the page: its text, its editor, its buttons, its output.
import { button, element } from "./elements.js";
import { ask } from "./ask.js";
import { editor } from "./editor.js";
import { offer } from "./offer.js";
import { Output } from "./outputs.js";
import { earned, keepNow, keepSoon, written } from "./storage.js";
import { said } from "./words.js";

const CHECK = /^check\("?(\w+)"?\)$/;
const ASKS = /^(check|progress|solution)\(.*\)$/; // it tells, and later cells need none of it
const STAYS = 'figure, form, [class^="live-"]'; // what works on the page without Python

const WORD = /[A-Za-z_]\w*/g;

export class Cell {
  // onRun(cell), onStop(): what its buttons do. names: {id: what cell_names.py tells of a cell}.
  constructor(box, number, { onRun, onStop, names }) {
    this.box = box;
    this.id = box.id.replace(/^cell-/, "");
    this.names = names[this.id];
    this.number = number;
    this.input = box.querySelector(".cell_input");
    this.original = this.input.querySelector("pre").textContent.replace(/\n$/, "");
    this.text = this.original;
    this.ran = null; // the text that ran to its end
    this.stopped = null; // the text that was stopped
    const lines = this.original.trim();
    this.question = lines.match(CHECK)?.[1];
    this.asks = ASKS.test(lines);
    this.isAnswer = lines.includes("### BEGIN SOLUTION");
    this.output = new Output(said("output", { number }));
    this.stored = this.question && box.querySelector(".cell_output pre");
    this.blank = this.stored?.textContent;
    this.addControls(onRun, onStop);
    const kept = written(this);
    this.settle(kept);
    if (kept) this.write(kept.text);
    else if (this.isAnswer) this.edit();
    this.showEarned();
  }

  // The text of the course that the reader changed, as the record has it.
  settle(kept) {
    this.basis = kept?.original ?? this.original;
    this.showState();
  }

  // The course's own output says that a question was not attempted; perhaps it was.
  showEarned() {
    if (!this.stored) return;
    const points = earned(this.question);
    this.stored.textContent = points
      ? said("so_far", { question: this.question, ...points }) : this.blank;
  }

  addControls(onRun, onStop) {
    const press = () => (this.isBusy ? onStop() : onRun(this));
    this.runButton = button(said(this.question ? "check" : "run"), press);
    this.editButton = button(said("edit"), () => this.edit().focus());
    this.resetButton = button(said("reset_cell"), async () => {
      if (await ask("reset_cell_asked", "reset_all")) this.reset();
    });
    this.status = element("span", { role: "status" });
    // For the eyes alone: a screen reader would read out each step.
    this.amount = element("span", { "aria-hidden": "true" });
    // The editor has this as its description.
    const help = element("span", { class: "cell-help", "aria-hidden": "true" },
      said("editing"));
    const row = element("div", { class: "cell-row" },
      this.runButton, this.editButton, this.resetButton,
      element("span", { class: "cell-number" }, said("cell", { number: this.number })),
      help);
    this.offer = offer(this.box, this.status, press);
    if (!this.offer) help.before(this.status);
    const settled = button(said("keep_all"), () => {
      this.basis = this.original;
      keepSoon(this);
      keepNow();
      this.showState();
      this.runButton.focus();
    });
    this.note = element("p", { class: "cell-note" }, `${said("changed")} `, settled);
    row.append(this.note);
    this.run = () => onRun(this);
    this.input.addEventListener("focusout", keepNow);
    this.editButton.hidden = Boolean(this.question);
    this.input.after(row);
    const last = this.input.parentElement === this.box ? row : this.box.lastElementChild;
    last.after(this.output.element);
  }

  // The text area in place of the printed code.
  edit() {
    if (this.editor) return this.editor;
    this.editor = editor({
      text: this.text,
      label: said(this.isAnswer ? "answer" : "code_of", { number: this.number }),
      help: said("editing"),
      onRun: () => (this.runsNext ?? this).run(),
      onChange: (text) => {
        if (text === this.text) return;
        this.text = text;
        keepSoon(this);
        this.showState();
      },
    });
    const printed = this.input.firstElementChild;
    printed.hidden = true;
    // Code has its colours in a box of this class.
    printed.after(element("div", { class: "highlight" }, this.editor.element));
    this.editButton.hidden = true;
    return this.editor;
  }

  // Another text from elsewhere: kept before, read from a file, written in another tab.
  write(text) {
    this.text = text;
    this.edit().set(text);
    this.showState();
  }

  // The same, and it is kept.
  take(text) {
    this.write(text);
    keepSoon(this);
    keepNow();
  }

  reset() {
    this.basis = this.original;
    this.take(this.original);
    this.say(null);
  }

  showState() {
    this.resetButton.hidden = this.text === this.original;
    if (this.text === this.original) this.basis = this.original;
    this.note.hidden = this.basis === this.original;
  }

  say(key, places) {
    this.stage = null;
    this.status.textContent = key ? said(key, places) : "";
  }

  // How far it is; of a stage the screen reader hears once, however often its amount changes.
  sayStage(stage, amount, places) {
    if (this.stage !== stage) {
      this.say(stage);
      this.stage = stage;
      this.status.append(this.amount);
    }
    this.amount.textContent = amount ? said(amount, places) : "";
  }

  // Whether the reader is in its editor, in this tab.
  get isWrittenIn() {
    return document.hasFocus() && Boolean(this.editor)
      && this.input.contains(document.activeElement);
  }

  get isOriginal() {
    return this.text === this.original;
  }

  // It serves the page and teaches nothing, and the reader has left it so.
  get isAid() {
    return this.names.isFolded && this.isOriginal;
  }

  // The names that it takes from cells above; of a changed text, whatever could be one.
  get reads() {
    return this.isOriginal ? this.names.reads : this.text.match(WORD) ?? [];
  }

  // The names to which it gives a value, as far as they are known.
  get defines() {
    return this.isOriginal ? this.names.defines : [];
  }

  get isBusy() {
    return this.box.classList.contains("is-busy");
  }

  // It waits or runs: its button stops it.
  setBusy(busy) {
    this.box.classList.toggle("is-busy", busy);
    this.runButton.textContent = said(busy ? "stop" : this.question ? "check" : "run");
    if (this.offer) this.offer.textContent = said(busy ? "stop" : "offer");
  }

  // Its figure as Python draws it, which whoever asked for it goes on with.
  showLive(figure) {
    const asked = this.offer && this.offer === document.activeElement;
    this.output.add(figure);
    if (this.offer) this.offer.hidden = true;
    if (asked) figure.querySelector("input, select").focus();
  }

  // Python is gone, and with it what the cell had defined.
  forget() {
    this.ran = null;
    if (this.offer) this.offer.hidden = false;
  }

  beginOutput() {
    this.before = this.box.querySelector(".cell_output");
    this.stays = Boolean(this.before?.querySelector(STAYS));
    if (this.before && !this.stays) this.before.hidden = true;
    this.output.begin();
  }

  // If it did not run and has put out nothing, the course's own output is there again.
  endOutput(ran) {
    this.output.end();
    if (this.before && !ran && this.output.element.hidden) this.before.hidden = false;
  }

  // What stands on the page already, and works there, is not shown twice.
  put(kind, content) {
    const twice = kind === "html" && this.stays && this.text === this.original;
    if (!twice) this.output.put(kind, content);
  }
}
