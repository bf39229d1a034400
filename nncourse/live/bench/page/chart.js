// A panel with two axes, in SVG: it takes the page's colours, dark or forced, by itself.
import { svgElement } from "../../reader/element.js";

const MARGIN = { left: 46, right: 26, top: 10, bottom: 24 };

export class Chart {
  constructor(height) {
    this.height = height;
    this.axes = svgElement("g", { class: "bench-axes" });
    this.inside = svgElement("g");
    this.svg = svgElement("svg", { role: "img", height, class: "bench-chart" });
    this.svg.append(this.axes, this.inside);
    this.width = 0;
    this.resized = new ResizeObserver(([{ contentRect }]) => {
      if (Math.abs(contentRect.width - this.width) < 1) return;
      this.width = contentRect.width;
      this.svg.setAttribute("viewBox", `0 0 ${this.width} ${height}`);
      this.draw();
    });
    this.resized.observe(this.svg);
  }

  get room() { return Math.max(1, this.width - MARGIN.left - MARGIN.right); }

  get tall() { return this.height - MARGIN.top - MARGIN.bottom; }

  // Where a share of an axis, 0 to 1, lies. What is beyond stays at the edge.
  x(share) { return MARGIN.left + within(share) * this.room; }

  y(share) { return MARGIN.top + (1 - within(share)) * this.tall; }

  // x and y: lists of [share, text]. Drawn anew only if something changed.
  drawAxes(x, y) {
    const key = JSON.stringify([x, y, this.width]);
    if (key === this.drawn) return;
    this.drawn = key;
    const [left, right] = [this.x(0), this.x(1)];
    const bottom = this.y(0);
    this.axes.replaceChildren(
      ...y.map(([share]) => line(left, this.y(share), right, this.y(share))),
      line(left, bottom, right, bottom, "bench-axis"),
      ...y.map(([share, words]) => text(left - 6, this.y(share) + 4, words, "end")),
      ...x.map(([share, words]) => text(this.x(share), bottom + 16, words, "middle")));
  }
}

const within = (share) => Math.max(0, Math.min(1, share));

function line(x1, y1, x2, y2, kind = "bench-grid") {
  return svgElement("line", { x1, y1, x2, y2, class: kind });
}

export function text(x, y, words, anchor, kind = "") {
  const made = svgElement("text", { x, y, "text-anchor": anchor, class: kind });
  made.textContent = words;
  return made;
}
