// What happened, in a sentence: a number was computed, a pass was run, a step was taken.
import { filled } from "../reader/element.js";
import { written } from "./number_text.js";
import { numberAt } from "./places.js";

export class Summary {
  constructor(messages) {
    this.messages = messages;
  }

  ofNumber(values, where) {
    const value = written(numberAt(values, where));
    return filled(this.messages.number, { key: where.key, value });
  }

  ofPass(pass, { values, rounds }) {
    const { p, L, label } = values;
    const said = { label, p: written(p[label]), loss: written(L) };
    const again = pass === "loss" && rounds.length > 0
      ? filled(this.messages.before, { loss: written(rounds.at(-1).loss) }) : "";
    return filled(this.messages.ran[pass], said) + again;
  }

  ofStep({ rounds, rate }) {
    return filled(this.messages.stepped, { rate, loss: written(rounds.at(-1).loss) });
  }
}
