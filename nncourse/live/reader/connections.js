// The network's lines, drawn between the elements that stand for its units: faint ones from
// every row to every unit, and over these what the strongest carry, red where it adds and
// blue where it takes away.
import { element } from "./element.js";

const RED = "#d6604d", BLUE = "#4393c3", FAINT = "rgb(128 128 128 / 7%)";
const WIDEST = 4.5; // pixels
const VEIL = 0.3; // how much is left of a line where it crosses what it begins in
const WAVE = 450; // milliseconds from the pixels to the outputs

export class Connections {
  lines = [];

  // Each of `layers` has the elements that its lines lead `from` and `to`, all of the first
  // in a `block`, and how much a line carries that is drawn at its `full` width.
  constructor(root, layers) {
    Object.assign(this, { root, layers });
    this.canvas = element("canvas", { class: "live-lines", "aria-hidden": "true" });
    root.append(this.canvas);
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.watch = new ResizeObserver(() => this.measure());
    this.watch.observe(root);
  }

  // For each layer [{ from, to, value }, ...]; in a wave the lines grow, layer after layer.
  show(lines, { wave = false } = {}) {
    this.lines = lines;
    this.began = wave && !this.calm.matches ? performance.now() : -Infinity;
    this.ask();
  }

  ask() {
    this.asked ??= requestAnimationFrame((now) => {
      this.asked = undefined;
      const done = (this.layers.length * (now - this.began)) / WAVE;
      this.draw(done);
      if (done < this.layers.length) this.ask();
    });
  }

  // Where the lines begin and end.
  measure() {
    const box = this.root.getBoundingClientRect();
    const scale = devicePixelRatio;
    this.canvas.width = scale * box.width;
    this.canvas.height = scale * box.height;
    this.context = this.canvas.getContext("2d");
    this.context.scale(scale, scale);
    const place = (part, share) => {
      const { left, top, width, height } = part.getBoundingClientRect();
      return [left - box.left + share * width, top - box.top + height / 2];
    };
    this.ends = this.layers.map(({ from, to, block }) => ({
      from: from.map((part) => place(part, 0.5)),
      to: to.map((part) => place(part, 0)),
      edge: place(block, 1)[0],
    }));
    this.faint = new Path2D();
    for (const { from, to, edge } of this.ends) {
      const starts = new Map(from.map(([, y]) => [y, [edge, y]])).values();
      for (const start of starts) for (const end of to) line(this.faint, start, end);
    }
    this.ask();
  }

  // `done` layers of lines, the last of them in part.
  draw(done) {
    if (!this.ends) return;
    const { context } = this;
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    context.lineWidth = 0.6;
    context.strokeStyle = FAINT;
    context.stroke(this.faint);
    this.lines.forEach((lines, layer) => {
      const share = Math.min(1, Math.max(0, done - layer));
      const { full } = this.layers[layer];
      if (share > 0) for (const one of lines) this.stroke(one, layer, share, full);
    });
  }

  stroke({ from, to, value }, layer, share, full) {
    const { context, ends } = this;
    const [start, end, { edge }] = [ends[layer].from[from], ends[layer].to[to], ends[layer]];
    const strength = Math.min(1, Math.abs(value) / full);
    context.lineWidth = 0.4 + WIDEST * strength;
    context.strokeStyle = value > 0 ? RED : BLUE;
    for (const [first, last, veil] of [[start[0], edge, VEIL], [edge, end[0], 1]]) {
      const path = new Path2D();
      line(path, start, end, first, first + share * (last - first));
      context.globalAlpha = veil * (0.25 + 0.65 * strength);
      context.stroke(path);
    }
    context.globalAlpha = 1;
  }

  end() {
    this.watch.disconnect();
    cancelAnimationFrame(this.asked);
  }
}

// The part of the line between two places that lies between x = `first` and x = `last`.
function line(path, [x, y], [endX, endY], first = x, last = endX) {
  const height = (at) => y + ((at - x) / (endX - x)) * (endY - y);
  path.moveTo(first, height(first));
  path.lineTo(last, height(last));
}
