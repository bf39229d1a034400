// What is said of the number that was chosen: where it comes from, and for a weight, where
// it could go.
import { element, filled } from "../reader/element.js";
import { Curve } from "./curve.js";
import { slopeByDifferences } from "./differences.js";
import { written } from "./number_text.js";
import { PARAMETERS, isSlope, numberAt, numberOf, slopeOf } from "./places.js";
import { sumOf } from "./sums.js";

export class Panel {
  constructor(messages, moved) {
    this.messages = messages;
    this.why = element("p", { class: "graph-why" });
    this.formula = element("p", { class: "graph-formula" });
    this.check = element("p", { class: "graph-small" });
    this.curve = new Curve(messages, moved);
    this.root = element("div", { class: "graph-panel" },
      this.why, this.formula, this.check, this.curve.root);
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
    const movable = PARAMETERS.includes(where.name) && !hunting;
    this.curve.root.hidden = !movable;
    if (movable) {
      const slope = numberAt(values, slopeOf(where));
      this.curve.show(values, where, numberAt(values, where), slope);
    }
  }

  sum(key, sum, { known, hunting, value }) {
    const parts = [];
    if (sum) parts.push(` = ${sum.letters}`);
    if (sum && known) parts.push(` = ${sum.numbers}`);
    if (known && !(hunting && key.startsWith("d"))) parts.push(` = ${value}`);
    return [element("b", {}, key), ...parts.map((text) => element("span", {}, text))];
  }

  // The weight stands elsewhere now; its curve begins anew.
  forget() {
    this.curve.forget();
  }

  // A sentence about the number, with its letters.
  whyOf({ name, at: [i, j] }) {
    return filled(this.messages.why[name], { i, j });
  }
}
