// What is said of the number that was chosen: what it is and where it comes from.
import { element, filled } from "../reader/element.js";
import { slopeByDifferences } from "./differences.js";
import { written } from "./number_text.js";
import { isSlope, numberAt, numberOf } from "./places.js";
import { sumOf } from "./sums.js";

export class SumInWords {
  constructor(messages) {
    this.messages = messages;
    this.why = element("p", { class: "graph-why" });
    this.formula = element("p", { class: "graph-formula" });
    this.check = element("p", { class: "graph-small" });
    this.root = element("div", { class: "graph-sum" },
      this.why, this.formula, this.check);
  }

  // where: the chosen number. `hunting` leaves the sum for the reader to work out.
  show(model, where, { checked, hunting }) {
    const { values, seen } = model;
    const known = seen.has(where.key);
    const sum = sumOf(values, where);
    const value = written(numberAt(values, where));
    this.why.textContent = this.whyOf(where);
    this.formula.replaceChildren(...this.sum(where.key, sum, { known, hunting, value }));
    this.formula.hidden = !sum && !known;
    this.check.hidden = !(checked && known && isSlope(where));
    if (!this.check.hidden) {
      const difference = written(slopeByDifferences(values, numberOf(where)));
      this.check.textContent = filled(this.messages.check, { key: where.key, difference });
    }
  }

  sum(key, sum, { known, hunting, value }) {
    const asks = hunting && key.startsWith("d"); // the reader is to work it out
    if (asks && sum?.unit) {
      const question = filled(this.messages.is_on, { unit: sum.unit });
      return [element("b", {}, key), ": ", element("span", {}, question)];
    }
    const parts = [];
    if (sum) parts.push(sum.letters);
    if (sum && known && sum.numbers !== sum.letters) parts.push(sum.numbers);
    if (known && !asks && sum?.numbers !== value) parts.push(value);
    const since = sum?.since ? [", ", element("span", {},
      filled(this.messages.since, { condition: sum.since }))] : [];
    return [element("b", {}, key),
      ...parts.flatMap((part) => [" ", element("span", {}, `= ${part}`)]), ...since];
  }

  // A sentence about the number, with its letters.
  whyOf({ name, at: [i, j] }) {
    return filled(this.messages.why[name], { i, j });
  }
}
