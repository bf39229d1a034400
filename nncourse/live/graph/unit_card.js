// One unit opened: its numbers, and its weights and their slopes as pictures. Each of the
// three parts is put where there is room.
import { element, filled } from "../reader/element.js";
import { ColourGrid } from "./colour_grid.js";
import { NumberButton } from "./number_button.js";
import { place, slopeOf } from "./places.js";

export class UnitCard {
  // title: of the unit; names: of its numbers; weights: { name, count, columns }.
  constructor({ messages, title, names, weights, i }, hand) {
    this.numbers = names.flatMap((name) => {
      const where = place(name, i);
      return name === "p" ? [where] : [where, slopeOf(where)];
    }).map((where) => new NumberButton(where, messages, hand));
    const places = Array.from({ length: weights.count },
      (_, k) => place(weights.name, k, i));
    this.weights = new ColourGrid(messages, places, weights.columns, hand);
    this.slopes = new ColourGrid(messages, places.map(slopeOf), weights.columns, hand);
    this.numbersPart = element("div", { class: "graph-unit" },
      element("span", { class: "graph-title" }, title),
      ...this.numbers.map(({ root }) => root));
    this.weightsPart = picture(messages, weights.name, this.weights, i);
    this.slopesPart = picture(messages, `d${weights.name}`, this.slopes, i);
  }

  // show(button) fills a number's button.
  show({ values, seen }, chosen, show) {
    this.numbers.forEach(show);
    this.weights.show(values, chosen);
    this.slopes.show(values, chosen);
    const [{ key }] = this.slopes.places;
    this.slopesPart.hidden = !seen.has(key);
  }
}

function picture(messages, name, grid, i) {
  const title = filled(messages.picture[name], { i });
  grid.root.setAttribute("aria-label", `${title}. ${messages.keys}`);
  return element("div", {}, element("span", { class: "graph-title" }, title), grid.root);
}
