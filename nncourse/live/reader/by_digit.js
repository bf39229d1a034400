// How many of the tests' drawings are read, digit by digit, in a table that unfolds.
import { element, filled } from "./element.js";

export function byDigit(messages, measured) {
  const { on_by_digit: on, off_by_digit: off } = measured;
  const heads = [messages.drawn, messages.on, messages.off].map(
    (words) => element("th", { scope: "col" }, words));
  const rows = on.map((share, digit) => element("tr", {},
    element("th", { scope: "row" }, String(digit)),
    element("td", {}, String(share)),
    element("td", {}, String(off[digit]))));
  return element("details", { class: "live-by-digit" },
    element("summary", {}, messages.by_digit),
    element("p", {}, filled(messages.measured, measured)),
    element("table", {}, element("tr", {}, ...heads), ...rows),
    element("p", {}, filled(messages.off_mostly, measured)));
}
