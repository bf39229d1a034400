// The hidden units: the weights of each as a picture, and under it how strongly it answers.
import { signedColour } from "../signed_colours.js";
import { element } from "./element.js";

export class HiddenUnits {
  constructor(messages, network) {
    this.bars = [];
    const units = Array.from({ length: network.units }, (_, unit) => {
      const bar = element("span", { class: "live-unit-bar" });
      this.bars.push(bar);
      return element("span", { class: "live-unit" }, picture(network.weightsOf(unit)), bar);
    });
    this.root = element("div", { class: "live-units", role: "img" }, ...units);
    this.root.setAttribute("aria-label", messages.hidden);
  }

  show(hidden) {
    const largest = Math.max(...hidden, 1e-9);
    hidden.forEach((h, unit) => {
      this.bars[unit].style.setProperty("--share", h / largest);
    });
  }
}

// 8 by 8 weights: red where ink makes the unit answer, blue where ink keeps it silent.
function picture(weights) {
  const canvas = element("canvas", { width: 8, height: 8 });
  const context = canvas.getContext("2d");
  const image = context.createImageData(8, 8);
  const largest = Math.max(...weights.map(Math.abs));
  weights.forEach((weight, i) => {
    image.data.set([...signedColour(weight / largest), 255], 4 * i);
  });
  context.putImageData(image, 0, 0);
  return canvas;
}
