// What a screen reader says of the runs: at once after a command, calmly while they play.
import { element, filled } from "../../reader/element.js";
import { named } from "./named.js";
import { percent, short, whole } from "./numbers.js";

const CALM = 4000; // milliseconds

export class Spoken {
  constructor(messages) {
    this.messages = messages;
    this.root = element("p", { class: "live-status", role: "status" });
    this.soon();
  }

  // What comes next is said without waiting.
  soon() { this.lastAt = -Infinity; }

  // True if something was said. That a run has diverged does not wait.
  say(runs, names, playing) {
    const now = performance.now();
    const lost = runs.filter((run) => run.diverged).length;
    if (playing && lost === this.lost && now - this.lastAt < CALM) return false;
    [this.lastAt, this.lost] = [now, lost];
    const { said, diverged } = this.messages;
    this.root.textContent = runs.map((run, i) => {
      const values = {
        step: whole(run.step),
        loss: short(run.loss),
        percent: percent(run.testAccuracy),
      };
      return named(names[i], filled(run.diverged ? diverged : said, values));
    }).join(" ");
    return true;
  }
}
