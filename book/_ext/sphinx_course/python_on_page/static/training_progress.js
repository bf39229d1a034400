// The loss of a run under way, a curve that grows, with the step and the loss in digits. For
// the eyes alone: a screen reader would read out each step.
import { element } from "./elements.js";
import { said } from "./words.js";

const WIDTH = 100; // of the drawing, which is stretched to its place
const HEIGHT = 30;

// The SVG path of losses, [step, loss or null] each, between two of them on a log axis. What
// such an axis does not have is a gap.
function pathOf(losses, low, high) {
  const [last] = losses.at(-1);
  const place = (step, loss) => {
    const height = (Math.log(high) - Math.log(loss)) / (Math.log(high) - Math.log(low));
    return `${((WIDTH * step) / (last || 1)).toFixed(1)},${(HEIGHT * height).toFixed(1)}`;
  };
  let path = "";
  let drawn = false; // whether the point before is there
  for (const [step, loss] of losses) {
    // A point begins as a line without length: between two gaps it is seen too.
    if (loss > 0) path += `${drawn ? "L" : "M"}${place(step, loss)}${drawn ? "" : "h0"}`;
    drawn = loss > 0;
  }
  return path;
}

const inDigits = (value) => String(Number(value.toPrecision(2)));

export class TrainingProgress {
  constructor() {
    this.axis = element("span", { class: "training-axis" });
    this.curve = element("span", { class: "training-curve" });
    this.words = element("span", { class: "training-words" });
    this.element = element("span", { class: "training-progress", "aria-hidden": "true" },
      this.axis, this.curve, this.words);
    this.clear();
  }

  get isShown() {
    return this.words.textContent !== "";
  }

  show({ losses, ...at }) {
    const known = losses.map(([, loss]) => loss).filter((loss) => loss > 0);
    const high = Math.max(...known);
    const low = Math.min(high / 10, ...known); // a decade at least: a flat loss looks flat
    const ends = known.length ? [high, low].map(inDigits) : [];
    this.axis.replaceChildren(...ends.map((end) => element("span", {}, end)));
    this.curve.innerHTML = `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">`
      + `<path d="${pathOf(losses, low, high)}"/></svg>`;
    this.words.textContent = said("training_at", at);
  }

  // It keeps its room.
  clear() {
    for (const part of [this.axis, this.curve, this.words]) part.replaceChildren();
  }
}
