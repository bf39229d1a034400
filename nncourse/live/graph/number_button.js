// A number in the diagram: its name and its value, to be chosen.
import { element, filled } from "../reader/element.js";
import { written } from "./number_text.js";

export class NumberButton {
  constructor(place, messages, choose) {
    Object.assign(this, { place, messages });
    this.value = element("span", { class: "graph-value" });
    this.difference = element("span", { class: "graph-difference" });
    this.root = element("button", { type: "button", class: "graph-number", tabindex: "-1" },
      element("span", { class: "graph-name" }, place.key), this.value, this.difference);
    if (place.name.startsWith("d")) this.root.classList.add("graph-slope");
    for (const kind of ["click", "focus"]) {
      this.root.addEventListener(kind, () => choose(place));
    }
  }

  // value and difference are null where they are not to be seen.
  show({ value, difference, chosen, source }) {
    const { key } = this.place;
    this.value.textContent = value === null ? "?" : written(value);
    this.difference.textContent = difference === null ? "" : `± ${written(difference)}`;
    this.difference.hidden = difference === null;
    this.root.classList.toggle("graph-unknown", value === null);
    this.root.classList.toggle("graph-source", source);
    this.root.setAttribute("aria-pressed", chosen);
    const { unknown, number, beside } = this.messages;
    const words = filled(value === null ? unknown : number, { key, value: this.value.textContent });
    const by = difference === null ? "" : filled(beside, { difference: written(difference) });
    this.root.setAttribute("aria-label", words + by);
  }
}
