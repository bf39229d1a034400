// The hidden units: each is the picture of its weights, and beside it a lamp, the fuller the
// larger the number that the unit says. Press one to follow it alone.
import { signedColour } from "../signed_colours.js";
import { ArrowKeys } from "./arrow_keys.js";
import { element, filled } from "./element.js";

const FULL = 6; // a unit that says this, or more, is lit wholly: one lit unit in ten does

export class HiddenUnits {
  chosen = null; // the unit that is followed

  constructor(messages, network, changed) {
    this.messages = messages;
    this.pictures = Array.from({ length: network.units },
      () => element("canvas", { width: 8, height: 8 }));
    this.use(network);
    this.lamps = this.pictures.map(() => element("span", { class: "live-lamp" }));
    this.buttons = this.pictures.map((picture, unit) => {
      const button = element("button", { type: "button", class: "live-unit" },
        picture, this.lamps[unit]);
      button.addEventListener("click", () => {
        keys.moveTo(unit);
        this.chosen = this.chosen === unit ? null : unit;
        changed();
      });
      return button;
    });
    this.root = element("div", { class: "live-units", role: "group" }, ...this.buttons);
    this.root.setAttribute("aria-label", messages.hidden);
    const keys = new ArrowKeys(this.root, this.buttons, 1);
  }

  // Show the weights of this network.
  use(network) {
    this.pictures.forEach((picture, unit) => paint(picture, network.weightsOf(unit)));
  }

  // The unit `ringed` counts most; -1 for none.
  show(hidden, ringed) {
    this.buttons.forEach((button, unit) => {
      const [lamp, h] = [this.lamps[unit], hidden[unit]];
      lamp.style.setProperty("--share", Math.min(1, h / FULL));
      lamp.classList.toggle("live-ringed", unit === ringed);
      button.setAttribute("aria-pressed", unit === this.chosen);
      const words = filled(this.messages.unit, { unit, h: h.toFixed(1) });
      button.setAttribute("aria-label", words);
    });
  }
}

// 8 by 8 weights: red where ink makes the unit answer, blue where ink keeps it silent.
function paint(canvas, weights) {
  const context = canvas.getContext("2d");
  const image = context.createImageData(8, 8);
  const largest = Math.max(...weights.map(Math.abs));
  weights.forEach((weight, i) => {
    image.data.set([...signedColour(weight / largest), 255], 4 * i);
  });
  context.putImageData(image, 0, 0);
}
