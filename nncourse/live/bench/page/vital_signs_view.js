// One vital sign of all layers, which one, and what it means.
import { element, filled } from "../../reader/element.js";
import { LayerChart } from "./layer_chart.js";
import { named } from "./named.js";
import { SIGNS, signNamed } from "./signs.js";

const HEIGHT = 160;

export class VitalSignsView {
  // chapters: the address of the folder of chapters, or null where there is none to link.
  constructor(messages, chapters, changed) {
    this.messages = messages;
    this.chapters = chapters;
    this.chart = new LayerChart(HEIGHT, messages.output);
    const options = SIGNS.map(({ name }) =>
      element("option", {}, messages.signs[name].title));
    this.select = element("select", {}, ...options);
    this.select.addEventListener("change", () => {
      this.choose(SIGNS[this.select.selectedIndex].name);
      changed();
    });
    this.means = element("p", { class: "bench-means" });
    this.none = element("p", { class: "bench-none" });
    this.root = element("section", { class: "bench-signs" },
      element("label", { class: "bench-title" }, messages.signsTitle, this.select),
      this.chart.svg, this.none, this.means);
    this.choose(SIGNS[0].name);
  }

  choose(name) {
    this.sign = signNamed(name);
    this.select.selectedIndex = SIGNS.indexOf(this.sign);
    const number = Number(this.sign.chapter.slice(0, 2));
    const chapter = `${this.messages.chapter} ${number}`;
    const address = `${this.chapters}${this.sign.chapter}.html`;
    this.means.replaceChildren(this.messages.signs[this.sign.name].means, " ",
      this.chapters === null ? chapter : element("a", { href: address }, chapter), ".");
    this.begin();
  }

  // The axis begins anew; what was shown stays until there is something else.
  begin() {
    this.chart.begin(this.sign);
    if (this.runs) this.show(this.runs, this.names);
  }

  // runs: what was measured.
  show(runs, names) {
    Object.assign(this, { runs, names });
    const values = runs.map(({ layers }) => layers.map((layer) => layer[this.sign.name]));
    this.chart.show(values, names);
    const { none } = this.messages.signs[this.sign.name];
    const without = values.flatMap((some, run) =>
      (some.every((value) => value === null) ? [named(names[run], none)] : []));
    this.none.textContent = without.join(" ");
  }

  // For who does not see it; at a calm pace.
  describe() {
    const { messages, sign, chart, names, runs } = this;
    const { title, none } = messages.signs[sign.name];
    const parts = chart.runs.map((values, run) => {
      const there = values.flatMap((value, i) => (value === null ? [] : [[i, value]]));
      if (there.length === 0) return named(names[run], none);
      const [[first, low], [last, high]] = [there[0], there.at(-1)];
      const { layers } = runs[run];
      return named(names[run], filled(messages.fromTo, {
        low: sign.inWords(low),
        first: layers[first].name,
        high: sign.inWords(high),
        last: layers[last].name,
      }));
    });
    chart.svg.setAttribute("aria-label", `${title}. ${parts.join(" ")}`);
  }
}
