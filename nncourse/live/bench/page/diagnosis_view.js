// What the clinic's rules say of each run while nothing moves.
import { diagnose, inWords } from "../clinic/diagnose.js";
import { filledIn } from "../clinic/format.js";
import { element } from "../../reader/element.js";
import { named } from "./named.js";

export class DiagnosisView {
  // table: rules.json. page: the address of the page on the rules, or null.
  constructor(messages, table, page) {
    this.messages = messages.clinic;
    this.table = table;
    this.said = element("div", { class: "bench-means" });
    const about = page === null ? this.messages.about
      : element("a", { href: page }, this.messages.about);
    this.root = element("section", { class: "bench-clinic" },
      element("p", { class: "bench-title" }, this.messages.title), this.said,
      element("p", { class: "bench-means" }, this.messages.means, " ", about, "."));
  }

  // runs: what was measured, each with its `checkup`, or with null while it plays.
  show(runs, names) {
    this.said.replaceChildren(...runs.map((run, i) =>
      element("p", {}, named(names[i], this.sentence(run)))));
  }

  sentence({ step, checkup }) {
    const { table: { words, shortest }, messages } = this;
    if (step < shortest) return filledIn(messages.short, shortest);
    if (!checkup) return messages.pause;
    const { readings, tests } = checkup;
    return inWords(diagnose(readings, tests, this.table), words);
  }
}
