// One vital sign of every layer, from the first to the output, now.
import { svgElement } from "../../reader/element.js";
import { Chart, text } from "./chart.js";
import { mark } from "./marks.js";
import { named } from "./named.js";
import { powerOfTen, short } from "./numbers.js";
import { apart, linear, logarithmic, roundAbove } from "./scales.js";

const POWERS = [-20, 8]; // of ten: what is beyond lies at the edge, or would hide the rest
const LETTER = 13; // pixels between two letters at the curves' ends
const WORD = 36; // pixels that the last layer's name needs

export class LayerChart extends Chart {
  runs = []; // the values of each, null where a layer has none

  constructor(height, output) {
    super(height);
    this.output = output; // the last layer's name
  }

  // sign: as in signs.js. The axis begins anew, and from then on only grows.
  begin(sign) {
    this.sign = sign;
    this.runs = [];
    this.range = null;
  }

  show(runs, names) {
    Object.assign(this, { runs, names });
    this.draw();
  }

  draw() {
    if (this.width === 0 || !this.sign) return;
    const layers = Math.max(1, ...this.runs.map((values) => values.length));
    const y = SCALES[this.sign.scale](this);
    const x = (layer) => (layers === 1 ? 0.5 : layer / (layers - 1));
    const gap = Math.ceil(layers / 16);
    const ticks = Array.from({ length: layers - 1 }, (_, i) => i)
      .filter((i) => i % gap === 0 && (i === 0 || this.room * (1 - x(i)) > WORD));
    this.drawAxes(
      [...ticks.map((i) => [x(i), String(i + 1)]), [x(layers - 1), this.output]],
      y.ticks.map((tick) => [y.place(tick), y.inWords(tick)]));
    this.inside.replaceChildren(
      ...this.runs.flatMap((values, run) => this.series(values, run, x, y)),
      ...this.letters(x, y));
  }

  places(values, x, y) {
    return values.flatMap((value, layer) => (value === null || Number.isNaN(value) ? []
      : [[this.x(x(layer)), this.y(y.place(value)), value]]));
  }

  series(values, run, x, y) {
    const places = this.places(values, x, y);
    const line = svgElement("path", {
      d: places.length ? `M${places.map(([at, high]) => `${at} ${high}`).join("L")}` : "",
      class: `bench-layers bench-run${run}`,
    });
    return [line, ...places.map(([at, high, value]) => {
      const made = mark(run, at, high);
      made.append(svgElement("title"));
      made.lastChild.textContent = named(this.names[run], this.sign.inWords(value));
      return made;
    })];
  }

  letters(x, y) {
    const ends = this.runs.map((values, run) => [run, this.places(values, x, y).at(-1)])
      .filter(([, end]) => end);
    const heights = apart(ends.map(([, end]) => end[1]), LETTER, 0, this.height);
    return ends.map(([run, [at]], i) =>
      text(at + 9, heights[i] + 4, this.names[run], "start", `bench-run${run}`));
  }
}

// For each kind of scale, that of a chart's values: { place, ticks, inWords }; the last two
// go by values, as the first does.
const SCALES = {
  logarithmic(chart) {
    const sizes = finite(chart).filter((value) => value > 0).map(Math.log10);
    const least = Math.max(POWERS[0], Math.floor(Math.min(...sizes, 0)));
    const most = Math.min(POWERS[1], Math.ceil(Math.max(...sizes, -1)));
    const { low, high } = widened(chart, least, most);
    const { place, ticks } = logarithmic(low, high);
    return {
      place: (value) => (value > 0 ? place(value) : 0),
      ticks: ticks.map((power) => 10 ** power),
      inWords: (tick) => powerOfTen(Math.round(Math.log10(tick))),
    };
  },
  linear(chart) {
    const values = finite(chart);
    const most = roundAbove(Math.max(...values, 0.1));
    const least = Math.min(...values, 0) < 0 ? -roundAbove(-Math.min(...values)) : 0;
    const { low, high } = widened(chart, least, most);
    return { ...linear(low, high, 4), inWords: short };
  },
  shares() {
    return { ...linear(0, 1, 4), inWords: (share) => `${Math.round(100 * share)} %` };
  },
};

const finite = ({ runs }) => runs.flat().filter(Number.isFinite);

function widened(chart, low, high) {
  const { range } = chart;
  chart.range = range
    ? { low: Math.min(range.low, low), high: Math.max(range.high, high) } : { low, high };
  return chart.range;
}
