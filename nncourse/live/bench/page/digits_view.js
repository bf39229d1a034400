// Some test digits, and under each what each run reads in it.
import { element, filled } from "../../reader/element.js";
import { named } from "./named.js";
import { percent } from "./numbers.js";

export const SHOWN = 20; // digits

export class DigitsView {
  constructor(messages) {
    this.messages = messages;
    this.root = element("ul", { class: "bench-digits" });
    this.root.setAttribute("aria-label", messages.digits);
  }

  // testX: rows of 64 numbers from 0 to 1.
  begin({ testX, testLabels }) {
    this.labels = testLabels.slice(0, SHOWN);
    this.cells = this.labels.map((label, i) => {
      const reads = this.messages.names.map((_, run) =>
        element("span", { class: `bench-run${run}` }));
      return { root: element("li", {}, picture(testX[i], label), ...reads), reads };
    });
    this.root.replaceChildren(...this.cells.map(({ root }) => root));
  }

  // read and sure: of each run, what it reads in the digits and with what probability.
  show(runs) {
    const { names, reads: words, wrong } = this.messages;
    this.cells.forEach(({ root, reads }, i) => {
      const label = this.labels[i];
      const said = runs.map(({ read, sure }, run) => {
        const right = read[i] === label;
        const name = runs.length > 1 ? names[run] : "";
        reads[run].textContent = `${name} ${read[i]}${right ? "" : wrong}`;
        reads[run].classList.toggle("bench-wrong", !right);
        return named(name, filled(words, { digit: read[i], percent: percent(sure[i]) }));
      });
      for (let run = runs.length; run < reads.length; run++) reads[run].textContent = "";
      root.title = [String(label), ...said].join("; ");
    });
  }
}

function picture(pixels, label) {
  const canvas = element("canvas", { width: 8, height: 8, role: "img" });
  canvas.setAttribute("aria-label", label);
  const context = canvas.getContext("2d");
  const image = context.createImageData(8, 8);
  pixels.forEach((ink, i) => image.data.set([0, 0, 0, Math.round(255 * ink)], 4 * i));
  context.putImageData(image, 0, 0);
  return canvas;
}
