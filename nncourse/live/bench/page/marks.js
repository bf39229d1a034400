// What tells run A from run B without colour: a disc, and a square.
import { svgElement } from "../../reader/element.js";

export function mark(run, x, y, size = 4) {
  const kind = `bench-mark bench-run${run}`;
  if (run === 0) return svgElement("circle", { cx: x, cy: y, r: size, class: kind });
  const side = 2 * size;
  return svgElement("rect", { x: x - size, y: y - size, width: side, height: side, class: kind });
}
