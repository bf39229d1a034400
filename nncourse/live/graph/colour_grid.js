// Signed numbers as a picture of squares, red above zero and blue below, each to be chosen.
import { element, filled } from "../reader/element.js";
import { signedColour } from "../signed_colours.js";
import { written } from "./number_text.js";
import { numberAt } from "./places.js";
import { Rove } from "./rove.js";

export class ColourGrid {
  // places: of the numbers, row after row.
  constructor(messages, places, columns, hand) {
    Object.assign(this, { messages, places });
    this.buttons = places.map((where) => {
      const button = element("button", { type: "button" });
      hand.hold(button, where);
      return button;
    });
    this.root = element("div", { class: "graph-colours", role: "group" }, ...this.buttons);
    this.root.style.setProperty("--columns", columns);
    this.rove = new Rove(this.root, this.buttons, columns);
  }

  show(values, chosen) {
    const numbers = this.places.map((where) => numberAt(values, where));
    const largest = Math.max(...numbers.map(Math.abs), 1e-12);
    this.buttons.forEach((button, i) => {
      const { key } = this.places[i];
      const [red, green, blue] = signedColour(numbers[i] / largest).map(Math.round);
      button.style.background = `rgb(${red} ${green} ${blue})`;
      button.setAttribute("aria-pressed", key === chosen?.key);
      button.setAttribute("aria-label",
        filled(this.messages.number, { key, value: written(numbers[i]) }));
      if (key === chosen?.key) this.rove.moveTo(button);
    });
  }
}
