// The square that one draws on, with mouse, pen or finger. Pixels that come from elsewhere
// are painted into it until one draws.
//
// Strokes are SVG, so they take the page's colour, dark or forced, by themselves.
import { BLOCK, PEN, SIZE } from "../strokes.js";
import { element, svgElement } from "./element.js";

export class Pad {
  strokes = [];

  // changed() is called at every point; before the first one of a drawing, begun().
  constructor({ begun, changed }) {
    Object.assign(this, { begun, changed });
    this.svg = svgElement("svg", { viewBox: `0 0 ${SIZE} ${SIZE}`, "aria-hidden": "true" });
    this.root = element("div", { class: "live-pad" }, this.svg);
    this.root.addEventListener("pointerdown", (event) => this.begin(event));
    this.root.addEventListener("pointermove", (event) => this.draw(event));
    for (const end of ["pointerup", "pointercancel"]) {
      this.root.addEventListener(end, (event) => this.end(event));
    }
  }

  clear() {
    this.pointer = undefined; // a stroke that is still drawn ends here
    this.strokes = [];
    this.svg.replaceChildren();
  }

  // 64 numbers from 0 to 1, as eight rows of squares.
  paint(pixels) {
    this.clear();
    pixels.forEach((ink, i) => {
      if (ink === 0) return;
      const [x, y] = [BLOCK * (i % 8), BLOCK * Math.floor(i / 8)];
      this.svg.append(svgElement("rect", {
        x, y, width: BLOCK, height: BLOCK, fill: "currentColor", "fill-opacity": ink,
      }));
    });
  }

  begin(event) {
    if (this.pointer !== undefined || event.button !== 0) return; // one finger at a time
    event.preventDefault();
    if (this.strokes.length === 0) {
      this.clear(); // of what was painted
      this.begun();
    }
    this.pointer = event.pointerId;
    this.root.setPointerCapture(event.pointerId);
    this.path = svgElement("polyline", { "stroke-width": PEN });
    this.svg.append(this.path);
    this.strokes.push([]);
    this.add([event]);
  }

  draw(event) {
    if (event.pointerId !== this.pointer) return;
    const all = event.getCoalescedEvents?.() ?? [];
    this.add(all.length > 0 ? all : [event]);
  }

  end(event) {
    if (event.pointerId === this.pointer) this.pointer = undefined;
  }

  add(events) {
    const box = this.svg.getBoundingClientRect();
    const stroke = this.strokes.at(-1);
    for (const { clientX, clientY } of events) {
      stroke.push({
        x: ((clientX - box.left) / box.width) * SIZE,
        y: ((clientY - box.top) / box.height) * SIZE,
      });
    }
    // A tap is a dot: a line to itself, which a round cap makes visible.
    const drawn = stroke.length > 1 ? stroke : [stroke[0], stroke[0]];
    this.path.setAttribute("points", drawn.map(({ x, y }) => `${x},${y}`).join(" "));
    this.changed();
  }
}
