// Figures that Python draws anew at each turn of a control, while it runs.
import { button, element } from "./elements.js";
import { TrainingProgress } from "./training_progress.js";
import { said } from "./words.js";

// The control of one choice, with a `read` that gives its value.
function control(choice, onTurn) {
  const { kind, label, texts, values, start, whole } = choice;
  let field;
  let read;
  if (kind === "select") {
    field = element("select", {}, ...texts.map((text) => new Option(text)));
    field.selectedIndex = values.indexOf(start);
    read = () => values[field.selectedIndex];
  } else if (kind === "check") {
    field = element("input", { type: "checkbox" });
    field.checked = start;
    read = () => field.checked;
  } else {
    const [step, inputmode] = whole ? ["1", "numeric"] : ["any", "decimal"];
    field = element("input", { type: "number", step, inputmode, value: start });
    read = () => (Number.isFinite(field.valueAsNumber) ? field.valueAsNumber : start);
  }
  field.addEventListener("change", onTurn);
  return { element: element("label", {}, `${label} `, field), field, read };
}

class LiveFigure {
  constructor({ html, choices }, { turn, stop }) {
    this.turn = turn;
    this.stop = button(said("stop"), () => {
      stop();
      this.element.closest(".cell").querySelector(".cell-row button").focus();
    });
    this.stop.hidden = true;
    this.picture = element("div", { class: "live-figure-picture", tabindex: "-1" });
    this.picture.innerHTML = html;
    this.picture.addEventListener("click", (event) => this.press(event.target));
    this.controls = choices.map((choice) => control(choice, () => this.ask()));
    this.status = element("span", { role: "status" });
    this.training = new TrainingProgress();
    this.element = element("div", { class: "live-figure" },
      choices.length ? element("p", {}, said("live")) : "", this.picture,
      element("div", { class: "live-figure-controls" },
        ...this.controls.map((made) => made.element), this.stop, this.status,
        this.training.element));
    this.asked = null; // when the turn that is being drawn was asked for
    this.again = false; // whether the controls were turned since
  }

  // A button of a panel, with what is chosen beside it; they come back anew.
  press(target) {
    const pressed = target.closest("button[data-act]");
    if (!pressed || this.asked) return;
    const chosen = pressed.parentElement.querySelector("select")?.value ?? "";
    for (const field of this.fields()) field.disabled = true;
    this.picture.focus({ preventScroll: true });
    this.begin([pressed.dataset.act, chosen]);
  }

  fields() {
    return this.picture.querySelectorAll("[data-act], select");
  }

  ask() {
    if (this.asked) {
      this.again = true;
      return;
    }
    this.again = false;
    this.begin(this.controls.map(({ read }) => read()));
  }

  begin(values) {
    this.asked = performance.now();
    this.status.textContent = said("drawing");
    this.stop.hidden = false;
    this.turn(values);
  }

  // How far training is; that there is some, a screen reader hears once.
  progress(told) {
    if (!this.training.isShown) this.status.textContent = said("training");
    this.training.show(told);
  }

  drawn(html) {
    this.training.clear();
    this.picture.innerHTML = html;
    const seconds = ((performance.now() - this.asked) / 1000).toFixed(1);
    this.asked = null;
    this.status.textContent = said("drawn", { seconds });
    this.stop.hidden = true;
    if (this.again) this.ask();
  }

  // Python has ended, by the problem given if not by a button.
  end(problem) {
    this.training.element.remove();
    for (const field of this.fields()) field.disabled = true;
    for (const { field } of this.controls) field.disabled = true;
    this.stop.hidden = true;
    const why = this.asked && problem ? `${said(problem.why, problem)} ` : "";
    this.status.textContent = why + said("asleep");
  }
}

export class LiveFigures {
  // turn(number, values) has Python draw one, stop() ends Python.
  constructor({ turn, stop }) {
    Object.assign(this, { turn, stop });
    this.figures = new Map();
  }

  // The element of a new figure, `content` as the kernel sends it.
  show(content) {
    const { number } = content;
    const turn = (values) => this.turn(number, values);
    const figure = new LiveFigure(content, { turn, stop: this.stop });
    this.figures.set(number, figure);
    return figure.element;
  }

  // Python trains for a figure's turn.
  progress(number, told) {
    this.figures.get(number)?.progress(told);
  }

  drawn(number, html) {
    this.figures.get(number)?.drawn(html);
  }

  // Python has ended.
  end(problem) {
    for (const figure of this.figures.values()) figure.end(problem);
    this.figures.clear();
  }
}
