// The points that a run learns from, on what it would say of every place between them.
import { element } from "../../reader/element.js";
import { paintSigned, signedColour } from "../../signed_colours.js";
import { SURFACE_SIDE } from "../surface.js";
import { boundary } from "./boundary.js";

const MOST = 300; // points drawn
const STRENGTH = 0.6; // of the surface's colours, so that points stand out from it

export class PlaneView {
  constructor() {
    this.canvas = element("canvas", { class: "bench-plane", role: "img" });
    this.coarse = element("canvas", { width: SURFACE_SIDE, height: SURFACE_SIDE });
    this.dots = element("canvas");
    this.image = this.coarse.getContext("2d").createImageData(SURFACE_SIDE, SURFACE_SIDE);
    this.surface = new Float32Array(SURFACE_SIDE * SURFACE_SIDE).fill(0.5);
    new ResizeObserver(() => this.resize()).observe(this.canvas);
  }

  // Another problem: its points are drawn once, and laid on each surface.
  begin(problem) {
    this.problem = problem;
    this.resize();
  }

  show(surface) {
    this.surface = surface;
    this.draw();
  }

  resize() {
    const side = Math.round(this.canvas.clientWidth * devicePixelRatio);
    if (!side || !this.problem) return;
    this.canvas.width = this.canvas.height = this.dots.width = this.dots.height = side;
    drawDots(this.dots.getContext("2d"), side, this.problem);
    this.draw();
  }

  draw() {
    const { canvas, surface } = this;
    const side = canvas.width;
    const context = canvas.getContext("2d");
    const tints = surface.map((p) => STRENGTH * (2 * p - 1));
    paintSigned(tints, new Uint32Array(this.image.data.buffer), 1);
    this.coarse.getContext("2d").putImageData(this.image, 0, 0);
    context.drawImage(this.coarse, 0, 0, side, side);
    context.beginPath();
    for (const [x1, y1, x2, y2] of boundary(surface, SURFACE_SIDE)) {
      context.moveTo((x1 * side) / SURFACE_SIDE, (y1 * side) / SURFACE_SIDE);
      context.lineTo((x2 * side) / SURFACE_SIDE, (y2 * side) / SURFACE_SIDE);
    }
    context.strokeStyle = "#222";
    context.lineWidth = 1.5 * devicePixelRatio;
    context.stroke();
    context.drawImage(this.dots, 0, 0);
  }
}

// Discs for one class, squares for the other.
function drawDots(context, side, { x, labels, window }) {
  const each = Math.max(1, Math.ceil(x.length / MOST));
  const size = 2.6 * devicePixelRatio;
  context.clearRect(0, 0, side, side);
  context.lineWidth = devicePixelRatio;
  context.strokeStyle = "#fff";
  const colours = [-0.85, 0.85].map((tint) => `rgb(${signedColour(tint).map(Math.round)})`);
  for (let i = 0; i < x.length; i += each) {
    const at = (side * (x[i][0] - window.left)) / (window.right - window.left);
    const down = (side * (window.top - x[i][1])) / (window.top - window.bottom);
    context.fillStyle = colours[labels[i]];
    context.beginPath();
    if (labels[i] === 0) context.arc(at, down, size * 1.1, 0, 2 * Math.PI);
    else context.rect(at - size, down - size, 2 * size, 2 * size);
    context.fill();
    context.stroke();
  }
}
