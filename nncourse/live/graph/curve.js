// The loss over one weight, as a curve, with the tangent where the weight stands.
import { element, filled, svgElement } from "../reader/element.js";
import { lossAt } from "./differences.js";
import { written } from "./number_text.js";
import { numberAt, slopeOf } from "./places.js";

const [WIDTH, HEIGHT] = [340, 200];
const [LEFT, RIGHT, TOP, FLOOR] = [46, 326, 22, 176]; // of the axes
const REACH = 2; // how far to each side the weight can be moved
const STEP = 0.02;
const POINTS = 120;

export class Curve {
  // moved(value) is called when the reader moves the weight, by the slider or the dot.
  constructor(messages, moved) {
    this.messages = messages;
    this.svg = svgElement("svg", {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "graph-curve", "aria-hidden": "true",
    });
    this.path = svgElement("polyline", { class: "graph-loss" });
    this.tangent = svgElement("line", { class: "graph-tangent" });
    this.dot = svgElement("circle", { r: 6 });
    this.ends = [label(LEFT, FLOOR + 18, "middle"), label(WIDTH, FLOOR + 18, "end")];
    this.top = label(LEFT - 6, TOP + 4, "end");
    this.low = label(LEFT - 6, FLOOR + 4, "end");
    this.svg.append(axis(LEFT, TOP, LEFT, FLOOR), axis(LEFT, FLOOR, RIGHT, FLOOR),
      label(LEFT, TOP - 8, "middle", messages.loss), this.top, this.low, ...this.ends,
      this.path, this.tangent, this.dot);
    this.slider = element("input", { type: "range", step: STEP });
    this.slider.addEventListener("input", () => moved(this.slider.valueAsNumber));
    this.words = element("p", { class: "graph-small" });
    this.root = element("div", { class: "graph-moving" },
      this.svg, this.slider, this.words);
    this.svg.addEventListener("pointerdown", (event) => {
      this.svg.setPointerCapture(event.pointerId);
      this.drag(event, moved);
    });
    this.svg.addEventListener("pointermove", (event) => {
      if (this.svg.hasPointerCapture(event.pointerId)) this.drag(event, moved);
    });
  }

  // The parameter at a place, with the slope that the backward in use says.
  show(values, where) {
    const [value, slope] = [where, slopeOf(where)].map((one) => numberAt(values, one));
    if (this.key !== where.key) this.choose(values, where, value);
    const loss = lossAt(values, where, value);
    const losses = this.places.map((at) => lossAt(values, where, at));
    const top = Math.max(...losses);
    const least = Math.min(...losses);
    const low = least > top / 2 ? Math.max(0, Math.floor(10 * least - 1) / 10) : 0;
    this.top.textContent = written(top);
    this.low.textContent = written(low);
    this.y = (l) => FLOOR - ((l - low) / (top - low)) * (FLOOR - TOP);
    this.path.setAttribute("points",
      losses.map((l, k) => `${this.x(this.places[k])},${this.y(l)}`).join(" "));
    const reach = REACH / 3;
    for (const [end, side] of [[1, -1], [2, 1]]) {
      this.tangent.setAttribute(`x${end}`, this.x(value + side * reach));
      this.tangent.setAttribute(`y${end}`, this.y(loss + side * reach * slope));
    }
    this.dot.setAttribute("cx", this.x(value));
    this.dot.setAttribute("cy", this.y(loss));
    this.slider.value = value;
    const said = { key: where.key, value: written(value), loss: written(loss) };
    this.slider.setAttribute("aria-label", where.key);
    this.slider.setAttribute("aria-valuetext", filled(this.messages.moved, said));
    said.slope = written(slope);
    const told = filled(this.messages.tangent, said);
    this.words.textContent = told + this.offSomewhere(values, where);
  }

  // Another weight: the middle of the picture is where it stands.
  choose(values, where, value) {
    this.key = where.key;
    this.middle = value;
    this.places = Array.from({ length: POINTS + 1 },
      (_, k) => value + REACH * ((2 * k) / POINTS - 1));
    this.slider.min = value - REACH;
    this.slider.max = value + REACH;
    this.ends.forEach((end, k) => {
      end.textContent = written(value + [-REACH, REACH][k]);
    });
  }

  // Of a weight or bias that leads into a hidden unit: that it is off at one of the ends, if
  // it is. Its sum is a line in the weight, so between ends that are on it is on as well.
  offSomewhere(values, { name, at }) {
    if (!name.endsWith("1")) return "";
    const unit = at.at(-1);
    const carries = name === "W1" ? values.x[at[0]] : 1;
    const now = numberAt(values, { name, at });
    const sums = [this.places[0], this.places.at(-1)].map((end) =>
      values.a[unit] + carries * (end - now));
    return Math.min(...sums) < 0 ? filled(this.messages.flat, { i: unit }) : "";
  }

  // The weight stands elsewhere after a step: the next picture begins anew.
  forget() { this.key = null; }

  x(value) {
    return (LEFT + RIGHT) / 2 + ((value - this.middle) / REACH) * (RIGHT - LEFT) / 2;
  }

  drag(event, moved) {
    const box = this.svg.getBoundingClientRect();
    const at = ((event.clientX - box.left) / box.width) * WIDTH - (LEFT + RIGHT) / 2;
    const by = (REACH * at) / ((RIGHT - LEFT) / 2);
    moved(this.near(this.middle + by));
  }

  // The nearest value that the slider can have too.
  near(value) {
    const by = Math.max(-REACH, Math.min(REACH, value - this.middle));
    return this.middle + STEP * Math.round(by / STEP);
  }
}

function axis(x1, y1, x2, y2) {
  return svgElement("line", { x1, y1, x2, y2, class: "graph-axis" });
}

function label(x, y, anchor, words = "") {
  const text = svgElement("text", { x, y, "text-anchor": anchor });
  text.textContent = words;
  return text;
}
