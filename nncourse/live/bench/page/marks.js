// What tells run A from run B without colour: a disc, and a square.
import { svgElement } from "../../reader/element.js";

export function mark(run, x, y, size = 4) {
  const made = run === 0 ? svgElement("circle", { cx: x, cy: y, r: size })
    : svgElement("rect", { x: x - size, y: y - size, width: 2 * size, height: 2 * size });
  made.setAttribute("class", `bench-mark bench-run${run}`);
  return made;
}
