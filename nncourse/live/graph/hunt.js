// A fault is planted in the backward pass: find a number that it makes wrong, and name it.
import { button, element, filled } from "../reader/element.js";
import { FAULT_NAMES, contradiction, verdict } from "./faults.js";
import { written } from "./number_text.js";
import { isSlope, numberAt } from "./places.js";

// Not the order in which they are listed, or the next answer would be the next in the list.
const ORDER = [
  "gate", "mean", "before", "sign", "swapped", "transpose", "label", "bias", "way",
];

export class Hunt {
  turn = 0;

  // plant(fault) plants one, or with null takes it out; say and sayAloud tell the reader.
  constructor(messages, { plant, say, sayAloud }) {
    Object.assign(this, { messages, plant, say, sayAloud });
    this.begin = button("graph-button", messages.begin, () => this.start());
    this.accuse = button("graph-button", messages.accuse, () => this.judge());
    this.end = button("graph-button", messages.end, () => this.stop(messages.ended));
    this.told = element("p", { class: "graph-told" });
    this.names = element("fieldset", { class: "graph-faults" },
      element("legend", {}, messages.name),
      ...FAULT_NAMES.map((fault) =>
        button("graph-button", messages.faults[fault].name, () => this.name(fault))));
    this.going = element("div", { class: "graph-going" },
      element("p", {}, messages.task), this.told, this.accuse, this.end, this.names);
    this.root = element("div", { class: "graph-hunt" }, this.begin, this.going);
    this.show(false);
  }

  get on() { return !this.going.hidden; }

  show(on) {
    this.going.hidden = !on;
    this.names.hidden = true;
    this.told.textContent = "";
    this.begin.textContent = this.turn > 0 ? this.messages.another : this.messages.begin;
  }

  start() {
    this.fault = ORDER[this.turn++ % ORDER.length];
    this.show(true);
    this.plant(this.fault);
    this.say(this.messages.planted);
  }

  stop(words) {
    if (!this.on) return;
    this.show(false);
    this.plant(null);
    this.say(words);
  }

  // Of which number the reader may now say that it is wrong; values: as shown.
  look(values, where) {
    this.values = values;
    if (!this.names.hidden) return; // it is found: only its name is left to say
    this.where = where;
    const slope = where !== null && isSlope(where);
    this.accuse.disabled = !slope;
    this.accuse.textContent = slope
      ? filled(this.messages.accuse_this, { key: where.key }) : this.messages.accuse;
  }

  judge() {
    const found = verdict(this.values, this.where);
    const value = written(numberAt(this.values, this.where));
    this.tell(filled(this.messages[found], { key: this.where.key, value }));
    if (found !== "source") return;
    this.accuse.disabled = true;
    this.names.hidden = false;
  }

  name(fault) {
    const against = contradiction(this.values, fault);
    if (against === null) {
      this.tell(this.messages.named + this.messages.faults[fault].why);
      return;
    }
    const { place, number } = against;
    this.tell(filled(this.messages.contradicted, {
      key: place.key, would: written(number), is: written(numberAt(this.values, place)),
    }));
  }

  tell(words) {
    this.told.textContent = words;
    this.sayAloud(words);
  }
}
