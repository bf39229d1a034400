// All units of a layer as buttons, each with the number that it has reached.
import { element, filled } from "../reader/element.js";
import { written } from "./number_text.js";
import { numberAt, place } from "./places.js";
import { Rove } from "./rove.js";

export class UnitList {
  // names: what a unit computes, in order, ["a", "h"]; choose(i) opens unit i.
  constructor({ messages, label, names, count }, choose) {
    Object.assign(this, { messages, label, names });
    this.buttons = Array.from({ length: count }, (_, i) => {
      const button = element("button", { type: "button", class: "graph-one" },
        element("span", { class: "graph-name" }, String(i)),
        element("span", { class: "graph-track" }, element("span", { class: "graph-size" })),
        element("span", { class: "graph-value" }),
        element("span", { class: "graph-value graph-slope" }));
      for (const event of ["click", "focus"]) {
        button.addEventListener(event, () => choose(i));
      }
      return button;
    });
    this.head = element("div", { class: "graph-one", "aria-hidden": "true" },
      element("span"), element("span"), element("span", { class: "graph-name" }),
      element("span", { class: "graph-name graph-slope" }));
    this.root = element("div", { class: "graph-list", role: "group" },
      this.head, element("div", { class: "graph-units" }, ...this.buttons));
    this.root.setAttribute("aria-label", `${label}. ${messages.keys}`);
    this.rove = new Rove(this.root, this.buttons);
  }

  // open: the unit whose numbers are shown below, or null.
  show({ seen, values }, open) {
    const last = (names) => names.findLast((name) => seen.has(`${name}[0]`));
    const name = last(this.names);
    const slope = this.names.map((one) => `d${one}`).find((one) => seen.has(`${one}[0]`));
    this.head.querySelectorAll(".graph-name").forEach((part, k) => {
      part.textContent = [name, slope][k] ?? "";
    });
    const largest = name && Math.max(...values[name].map(Math.abs), 1e-9);
    this.buttons.forEach((button, i) => {
      const [value, dv] = [name, slope].map((one) => one && place(one, i));
      const texts = [value, dv].map((one) => (one ? written(numberAt(values, one)) : ""));
      button.querySelectorAll(".graph-value").forEach((part, k) => {
        part.textContent = texts[k];
      });
      const share = name ? Math.max(0, values[name][i]) / largest : 0;
      button.style.setProperty("--share", share);
      button.setAttribute("aria-pressed", i === open);
      const said = [value, dv].filter(Boolean).map(({ key }, k) =>
        `, ${filled(this.messages.number, { key, value: texts[k] })}`);
      button.setAttribute("aria-label", `${this.label} ${i}${said.join("")}`);
      if (i === open) this.rove.moveTo(button);
    });
  }
}
