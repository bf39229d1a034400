// The 64 pixels, and a keyboard's way to draw: each is a button that inks itself.
import { ArrowKeys } from "./arrow_keys.js";
import { element, filled } from "./element.js";

export class PixelGrid {
  constructor(messages, changed) {
    this.messages = messages;
    this.pixels = new Float64Array(64);
    this.buttons = Array.from(this.pixels, () => element("button", { type: "button" }));
    this.root = element("div", { class: "live-pixels", role: "group" }, ...this.buttons);
    this.root.setAttribute("aria-label", `${messages.pixels}. ${messages.keys}`);
    const keys = new ArrowKeys(this.root, this.buttons, 8);
    this.buttons.forEach((button, i) => {
      button.addEventListener("click", () => {
        keys.moveTo(i);
        const pixels = this.pixels.slice();
        pixels[i] = pixels[i] > 0.5 ? 0 : 1;
        changed(pixels);
      });
    });
    this.show(this.pixels);
  }

  show(pixels) {
    this.pixels = pixels;
    this.buttons.forEach((button, i) => {
      const ink = Math.round(16 * pixels[i]);
      button.style.setProperty("--ink", `${(100 * ink) / 16}%`);
      button.setAttribute("aria-pressed", ink > 8);
      const place = { row: Math.floor(i / 8), column: i % 8, ink };
      button.setAttribute("aria-label", filled(this.messages.pixel, place));
    });
  }
}
