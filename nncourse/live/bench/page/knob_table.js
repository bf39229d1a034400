// Every knob, for one run or two beside each other; what differs between them is marked.
import { element, filled } from "../../reader/element.js";
import { KNOBS, inWords, matters } from "../settings.js";

export class KnobTable {
  // changed(run, name, value) is called when a knob is turned.
  constructor(messages, changed) {
    this.messages = messages;
    // A notebook may have several benches, each with a copy of this module.
    const own = `bench-${Math.random().toString(36).slice(2)}`;
    this.rows = KNOBS.map((knob) => row(knob, `${own}-${knob.name}`, changed));
    const groups = [...new Set(KNOBS.map(({ group }) => group))];
    this.root = element("div", { class: "bench-knobs" }, ...groups.map((group) =>
      element("fieldset", {}, element("legend", {}, group),
        ...this.rows.filter(({ knob }) => knob.group === group).map(({ root }) => root))));
  }

  show(runs) {
    const [a, b] = runs;
    this.root.classList.toggle("bench-two", runs.length > 1);
    for (const { knob, root, selects, sign } of this.rows) {
      const differs = runs.length > 1 && a[knob.name] !== b[knob.name];
      root.classList.toggle("bench-differs", differs);
      sign.textContent = differs ? "≠" : "";
      selects.forEach((select, run) => {
        select.hidden = run >= runs.length;
        if (select.hidden) return;
        select.selectedIndex = knob.choices.indexOf(runs[run][knob.name]);
        select.disabled = !matters(knob, runs[run]);
        const name = { label: knob.label, run: this.messages.names[run] };
        select.ariaLabel = runs.length > 1 ? filled(this.messages.knob, name) : knob.label;
      });
    }
  }
}

function row(knob, id, changed) {
  const selects = [0, 1].map((run) => {
    const options = knob.choices.map((value) =>
      element("option", {}, inWords(knob, value)));
    const select = element("select", { "data-knob": knob.name }, ...options);
    select.addEventListener("change", () =>
      changed(run, knob.name, knob.choices[select.selectedIndex]));
    return select;
  });
  selects[0].id = id;
  const sign = element("span", { class: "bench-sign", "aria-hidden": "true" });
  const label = element("label", { for: id }, knob.label);
  const root = element("div", { class: "bench-knob" }, label, selects[0], sign, selects[1]);
  return { knob, root, selects, sign };
}

// "activation ReLU, first weights He": how each of two runs differs from the other.
export function differences(runs) {
  const differing = KNOBS.filter(({ name }) =>
    runs.some((run) => run[name] !== runs[0][name]));
  return runs.map((run) =>
    differing.map((knob) => `${knob.label} ${inWords(knob, run[knob.name])}`).join(", "));
}
