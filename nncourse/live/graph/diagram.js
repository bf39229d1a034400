// The network of two inputs, two hidden units and two classes: a place for each number.
import { element, svgElement } from "../reader/element.js";
import { VIEWS, line, middleOf, onLine } from "./layout.js";
import { NumberButton } from "./number_button.js";
import { place, slopeOf } from "./places.js";
import { Rove } from "./rove.js";
import { sourcesOf } from "./sums.js";

const UNITS = [0, 1];
const PAIRS = UNITS.flatMap((i) => UNITS.map((j) => [i, j]));
const WITHOUT_SLOPE = ["x", "p", "L"]; // nobody asks how the data should change

export class Diagram {
  buttons = [];

  constructor(messages, { label }, hand) {
    const number = (name, ...at) => {
      const where = place(name, ...at);
      const made = WITHOUT_SLOPE.includes(name) ? [where] : [where, slopeOf(where)];
      return made.map((one) => {
        const button = new NumberButton(one, messages, hand);
        this.buttons.push(button);
        return button.root;
      });
    };
    const unit = (layer, names, ...at) => {
      const mark = layer === "z" && at[0] === label ? `, ${messages.label}` : "";
      const title = `${[messages.unit[layer], ...at].join(" ")}${mark}`;
      const outer = layer === "x" || layer === "L" ? " graph-outer" : "";
      const made = element("div", { class: `graph-unit${outer}` },
        element("span", { class: "graph-title" }, title),
        ...names.flatMap((name) => number(name, ...at)));
      return placed(made, (view) => middleOf(view, layer, ...at));
    };
    const weight = (name, layers, i, j) => placed(
      element("div", { class: "graph-weight" }, ...number(name, i, j)),
      (view) => onLine(view, layers, i, j));
    this.root = element("div", { class: "graph-drawing", role: "group" },
      ...VIEWS.map(lines),
      ...UNITS.map((k) => unit("x", ["x"], k)),
      ...PAIRS.map(([k, i]) => weight("W1", ["x", "a"], k, i)),
      ...UNITS.map((i) => unit("a", ["b1", "a", "h"], i)),
      ...PAIRS.map(([i, j]) => weight("W2", ["a", "z"], i, j)),
      ...UNITS.map((j) => unit("z", ["b2", "z", "p"], j)),
      unit("L", ["L"]));
    this.root.setAttribute("aria-label", `${messages.network} ${messages.keys}`);
    this.rove = new Rove(this.root, this.buttons.map(({ root }) => root));
  }

  // Scrolls as little as it takes to see a number.
  reveal({ key }) {
    const { root } = this.buttons.find(({ place: where }) => where.key === key);
    root.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  // chosen: the place of a number, or null. checked: whether differences stand beside
  // the slopes.
  show(model, chosen, checked) {
    const backwards = model.seen.has("dz[0]");
    const sources = sourcesOf(model.values, chosen);
    this.root.classList.toggle("graph-backwards", backwards);
    this.root.classList.toggle("graph-checked", checked && backwards);
    for (const button of this.buttons) {
      button.fill(model, { chosen, sources, checked });
      if (button.place.key === chosen?.key) this.rove.moveTo(button.root);
    }
    this.rove.settle();
  }
}

function lines(view) {
  const svg = svgElement("svg", { class: `graph-lines graph-${view}` });
  svg.setAttribute("aria-hidden", true);
  const draw = (layers, i, j) => {
    const [[x1, y1], [x2, y2]] = line(view, layers, i, j);
    svg.append(svgElement("line", {
      x1: `${x1}%`, y1: `${y1}%`, x2: `${x2}%`, y2: `${y2}%`,
    }));
  };
  for (const [i, j] of PAIRS) {
    draw(["x", "a"], i, j);
    draw(["a", "z"], i, j);
  }
  for (const j of UNITS) draw(["z", "L"], j);
  return svg;
}

function placed(made, middle) {
  for (const view of VIEWS) {
    const [left, top] = middle(view);
    made.style.setProperty(`--${view}-left`, `${left}%`);
    made.style.setProperty(`--${view}-top`, `${top}%`);
  }
  return made;
}
