// The hidden units: the weights of each as a picture, and under it how strongly it answers.
import { element } from "./element.js";

// The chapters' colours for signed numbers, from -1, blue, over 0 to 1, red: Matplotlib's
// RdBu_r, as nncourse/plots.py names it.
const SIGNED = [
  [5, 48, 97], [33, 102, 172], [67, 147, 195], [146, 197, 222], [209, 229, 240],
  [247, 247, 247],
  [253, 219, 199], [244, 165, 130], [214, 96, 77], [178, 24, 43], [103, 0, 31],
];

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
    image.data.set([...colour(weight / largest), 255], 4 * i);
  });
  context.putImageData(image, 0, 0);
  return canvas;
}

// Of a number from -1 to 1, between the two nearest of SIGNED.
function colour(share) {
  const place = ((share + 1) / 2) * (SIGNED.length - 1);
  const k = Math.min(Math.floor(place), SIGNED.length - 2);
  return SIGNED[k].map((low, c) => low + (place - k) * (SIGNED[k + 1][c] - low));
}
