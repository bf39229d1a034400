// The course of a training: the loss of every batch as a line, and dotted ln 10, what
// guessing costs. The sentences say it epoch by epoch.
import { svgElement } from "./element.js";

const WIDE = 208, HIGH = 52, PER_NAT = 17; // of the drawing; a loss of 1 is so high
const GUESSING = place(Math.log(10));

export class Course {
  constructor(messages) {
    this.line = svgElement("polyline");
    const rest = { x: WIDE, "text-anchor": "end" };
    this.root = svgElement("svg",
      { class: "live-course", viewBox: `0 0 ${WIDE} ${HIGH}`, "aria-hidden": "true" },
      svgElement("path", { d: `M0 ${HIGH - 0.5}H${WIDE}` }),
      svgElement("path", { d: `M0 ${GUESSING}H${WIDE - 36}`, "stroke-dasharray": "2 3" }),
      svgElement("text", { ...rest, y: GUESSING + 4 }, "ln 10"),
      svgElement("text", { ...rest, y: GUESSING + 19 }, messages.course),
      this.line);
    this.hide();
  }

  hide() {
    this.root.style.display = "none";
  }

  // losses: of the batches so far, of so `many` in all.
  show(losses, many) {
    this.root.style.display = "";
    const points = losses.map((loss, i) => [Math.round((WIDE * i) / many), place(loss)]);
    this.line.setAttribute("points", points.join(" "));
  }
}

function place(loss) {
  return Math.max(1, Math.round(HIGH - 1 - PER_NAT * loss));
}
