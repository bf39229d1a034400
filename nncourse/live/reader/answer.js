// The ten probabilities. Each is a button: press the digit that you meant to see the loss.
import { element, filled } from "./element.js";

export class Answer {
  meant = null; // the digit that the reader says it is

  constructor(messages, changed) {
    this.messages = messages;
    this.lamps = Array.from({ length: 10 }, () => element("span", { class: "live-lamp" }));
    this.buttons = this.lamps.map((lamp, digit) => {
      const button = element("button", { type: "button", "aria-pressed": "false" }, lamp,
        element("span", { class: "live-digit" }, String(digit)),
        element("span", { class: "live-percent" }));
      button.addEventListener("click", () => {
        this.mean(this.meant === digit ? null : digit);
        changed();
      });
      return button;
    });
    this.root = element("div", { class: "live-answer", role: "group" }, ...this.buttons);
    this.root.setAttribute("aria-label", messages.answer);
  }

  // Which digit is meant; null for none said. The data's own are `labelled`.
  mean(digit, { labelled = false } = {}) {
    this.meant = digit;
    this.sentence = labelled ? this.messages.labelled : this.messages.loss;
    this.buttons.forEach((button, k) => button.setAttribute("aria-pressed", k === digit));
  }

  // p is null while there is nothing to read.
  show(p) {
    const best = p ? p.indexOf(Math.max(...p)) : -1;
    this.buttons.forEach((button, digit) => {
      const percent = p ? this.percent(p[digit], 1) : "";
      button.classList.toggle("live-best", digit === best);
      button.style.setProperty("--share", p ? p[digit] : 0);
      button.querySelector(".live-percent").textContent = percent && `${percent}\u00a0%`;
      const words = filled(this.messages.digit, { digit, percent });
      button.setAttribute("aria-label", p ? words : String(digit));
    });
  }

  // What is read, in a sentence, and the loss if the reader has said what it is.
  inWords(p) {
    if (!p) return this.messages.empty;
    const best = p.indexOf(Math.max(...p));
    const percent = this.percent(p[best], 0);
    const reads = filled(this.messages.reads, { digit: best, percent });
    if (this.meant === null) return reads;
    const loss = Math.abs(Math.log(p[this.meant])).toFixed(2); // no minus before 0.00
    return `${reads} ${filled(this.sentence, { digit: this.meant, loss })}`;
  }

  // No probability is 1, and none of them is written as if it were.
  percent(p, decimals) {
    return p > 0.99 ? this.messages.most : (100 * p).toFixed(decimals);
  }
}
