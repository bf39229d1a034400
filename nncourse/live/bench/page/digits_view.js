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

  // problems: of each run, the pixels from 0 to 1; at least one has digits, and the first
  // of those are shown. A run that is tested on others, or on none, stays blank.
  begin(problems) {
    const { testX, testLabels } = problems.find(({ plane }) => !plane);
    this.readsThese = problems.map((one) =>
      !one.plane && String(one.testLabels) === String(testLabels));
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
      const said = runs.flatMap(({ read, sure }, run) => {
        if (!this.readsThese[run]) return [];
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
