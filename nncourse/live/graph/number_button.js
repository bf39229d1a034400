// A number in the diagram: its name and its value, to be chosen.
import { element, filled } from "../reader/element.js";
import { slopeByDifferences } from "./differences.js";
import { written } from "./number_text.js";
import { isSlope, numberAt, numberOf } from "./places.js";

export class NumberButton {
  constructor(place, messages, hand) {
    Object.assign(this, { place, messages });
    this.value = element("span", { class: "graph-value" });
    this.difference = element("span", { class: "graph-difference" });
    this.root = element("button", { type: "button", class: "graph-number" },
      element("span", { class: "graph-name" }, place.key), this.value, this.difference);
    if (isSlope(place)) this.root.classList.add("graph-slope");
    hand.hold(this.root, place);
  }

  // As far as the model has come. chosen: a place; sources: the keys of what it is made of.
  fill({ values, seen }, { chosen, sources, checked }) {
    const { place: where } = this;
    const known = seen.has(where.key);
    this.show({
      value: known ? numberAt(values, where) : null,
      difference: checked && known && isSlope(where)
        ? slopeByDifferences(values, numberOf(where)) : null,
      chosen: where.key === chosen?.key,
      source: known && sources.has(where.key),
    });
  }

  // value and difference are null where they are not to be seen.
  show({ value, difference, chosen, source }) {
    const { key } = this.place;
    this.value.textContent = value === null ? "?" : written(value);
    this.difference.textContent = difference === null ? "" : `≈ ${written(difference)}`;
    this.difference.hidden = difference === null;
    this.root.classList.toggle("graph-unknown", value === null);
    this.root.classList.toggle("graph-source", source);
    this.root.setAttribute("aria-pressed", chosen);
    const { unknown, number, beside } = this.messages;
    const words = value === null ? filled(unknown, { key })
      : filled(number, { key, value: written(value) });
    const more = difference === null ? ""
      : filled(beside, { difference: written(difference) });
    this.root.setAttribute("aria-label", words + more);
  }
}
