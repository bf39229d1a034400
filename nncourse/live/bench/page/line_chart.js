// Curves over the steps of one or two runs: of batches, of training and of test data.
//
// A and B differ in colour and in the mark at the end; test curves are dashed.
import { svgElement } from "../../reader/element.js";
import { Chart, text } from "./chart.js";
import { mark } from "./marks.js";
import { whole } from "./numbers.js";
import { apart, linear } from "./scales.js";

const LETTER = 13; // pixels between two letters at the curves' ends

export class LineChart extends Chart {
  curves = []; // { run: 0 or 1, kind: "batch" | "train" | "test", points: [[step, value]] }
  top = 1; // of the axis, which grows with the curves, but not beyond `most`
  most = 1;

  // inWords: how a value is written beside the axis. shares: whether all are from 0 to 1.
  constructor(height, inWords, shares) {
    super(height);
    Object.assign(this, { inWords, shares });
  }

  // Anew for other runs. `usual` is where a curve begins that nothing is wrong with; what
  // is far above it lies at the edge, with an arrow, and leaves the others their room.
  begin(usual) {
    this.most = 2 * usual;
    this.top = 1.1 * usual;
  }

  show(curves, names) {
    Object.assign(this, { curves, names });
    this.draw();
  }

  draw() {
    if (this.width === 0) return;
    const drawn = this.curves.filter(({ points }) => points.length > 0);
    const last = Math.max(10, ...drawn.map(({ points }) => points.at(-1)[0]));
    for (const { kind, points } of drawn) {
      if (this.shares || kind === "batch") continue;
      for (const [, value] of points) this.top = Math.max(this.top, value);
    }
    this.top = Math.min(this.top, this.most);
    const [x, y] = [linear(0, last, 4), linear(0, this.top, 4)];
    this.drawAxes(
      x.ticks.map((step) => [x.place(step), whole(step)]),
      y.ticks.map((value) => [y.place(value), this.inWords(value)]));
    this.inside.replaceChildren(
      ...drawn.map(({ run, kind, points }) => this.curve(points, x, y, run, kind)),
      ...this.ends(drawn.filter(({ kind }) => kind === "train"), x, y));
  }

  curve(points, x, y, run, kind) {
    const d = points.map(([step, value]) =>
      `${this.x(x.place(step)).toFixed(1)} ${this.y(y.place(value)).toFixed(1)}`);
    const name = `bench-${kind} bench-run${run}`;
    return svgElement("path", { d: `M${d.join("L")}`, class: name });
  }

  // A mark and, of two runs, the letter at the end of each.
  ends(curves, x, y) {
    const places = curves.map(({ points }) => this.y(y.place(points.at(-1)[1])));
    const letters = apart(places, LETTER, 0, this.height);
    return curves.flatMap(({ run, points }, i) => {
      const [step, value] = points.at(-1);
      const at = this.x(x.place(step));
      const name = `${this.names[run]}${value > this.top ? "↑" : ""}`;
      return [
        mark(run, at, places[i]),
        text(at + 8, letters[i] + 4, name, "start", `bench-run${run}`),
      ];
    });
  }
}
