// The runs' numbers now: steps, losses and accuracies.
import { element } from "../../reader/element.js";
import { percent, short, whole } from "./numbers.js";

const CELLS = [
  ({ step }) => whole(step),
  ({ epoch }) => (epoch < 100 ? epoch.toFixed(1) : whole(Math.floor(epoch))),
  ({ loss }) => short(loss),
  ({ testLoss }) => short(testLoss),
  ({ accuracy }) => percent(accuracy),
  ({ testAccuracy }) => percent(testAccuracy),
];

export class NumbersTable {
  constructor(messages) {
    this.rows = messages.names.map((name) => {
      const cells = CELLS.map(() => element("td"));
      const root = element("tr", {}, element("th", { scope: "row" }, name), ...cells);
      return { root, cells };
    });
    const { step, epoch, loss, accuracy, training, test } = messages.columns;
    const head = (words, attributes = { scope: "col", rowspan: 2 }) =>
      element("th", attributes, words);
    const pair = (words) => head(words, { scope: "colgroup", colspan: 2 });
    const one = (words) => head(words, { scope: "col" });
    this.root = element("table", { class: "bench-numbers" },
      element("thead", {},
        element("tr", {}, element("td", { rowspan: 2 }),
          head(step), head(epoch), pair(loss), pair(accuracy)),
        element("tr", {}, one(training), one(test), one(training), one(test))),
      element("tbody", {}, ...this.rows.map(({ root }) => root)));
    this.root.setAttribute("aria-label", messages.numbers);
  }

  show(runs) {
    this.rows.forEach(({ root, cells }, i) => {
      root.hidden = i >= runs.length;
      if (root.hidden) return;
      cells.forEach((cell, k) => { cell.textContent = CELLS[k](runs[i]); });
    });
  }
}
