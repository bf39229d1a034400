// The 64 pixels, and a keyboard's way to draw: each is a button that inks itself.
//
// One of them is in the page's order of tabs; arrow keys move from it to the others.
import { element, filled } from "./element.js";

const STEPS = { // [rows, columns]
  ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0],
};

export class PixelGrid {
  constructor(messages, changed) {
    this.messages = messages;
    this.pixels = new Float64Array(64);
    this.buttons = Array.from(this.pixels, () => element("button", { type: "button" }));
    this.current = 0;
    this.root = element("div", { class: "live-pixels", role: "group" }, ...this.buttons);
    this.root.setAttribute("aria-label", `${messages.pixels}. ${messages.keys}`);
    this.buttons.forEach((button, i) => {
      button.addEventListener("click", () => {
        this.moveTo(i);
        const pixels = this.pixels.slice();
        pixels[i] = pixels[i] > 0.5 ? 0 : 1;
        changed(pixels);
      });
    });
    this.root.addEventListener("keydown", (event) => this.move(event));
    this.moveTo(0);
    this.show(this.pixels);
  }

  show(pixels) {
    this.pixels = pixels;
    this.buttons.forEach((button, i) => {
      const ink = Math.round(16 * pixels[i]);
      button.style.setProperty("--ink", `${(100 * ink) / 16}%`);
      button.setAttribute("aria-pressed", ink > 8);
      const place = { row: Math.floor(i / 8) + 1, column: (i % 8) + 1, ink };
      button.setAttribute("aria-label", filled(this.messages.pixel, place));
    });
  }

  move(event) {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault(); // the page would scroll
    const row = Math.floor(this.current / 8) + step[0];
    const column = (this.current % 8) + step[1];
    if (row < 0 || row > 7 || column < 0 || column > 7) return;
    this.moveTo(8 * row + column);
    this.buttons[this.current].focus();
  }

  moveTo(i) {
    this.current = i;
    this.buttons.forEach((button, k) => { button.tabIndex = k === i ? 0 : -1; });
  }
}
