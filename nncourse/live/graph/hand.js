// What a hand does with the numbers: one is chosen by a press or by keyboard, and a weight
// or a bias is dragged, to the right if it is to grow. A slider does that by keyboard.
import { PARAMETERS } from "./places.js";

const PER_PIXEL = 0.01;
const STILL = 3; // pixels by which a finger shakes that only presses

export class Hand {
  // choose(place); mayMove() says whether numbers can be moved at all; valueAt(place) is
  // what a number is before it is moved, and moved(place, value) hears of each move.
  constructor({ choose, mayMove, valueAt, moved }) {
    Object.assign(this, { choose, mayMove, valueAt, moved });
  }

  // A button belongs to the number at a place.
  hold(button, where) {
    for (const kind of ["click", "focus"]) {
      button.addEventListener(kind, () => this.choose(where));
    }
    if (!PARAMETERS.includes(where.name)) return;
    button.classList.add("graph-movable");
    button.addEventListener("pointerdown", (event) => this.grasp(button, where, event));
  }

  grasp(button, where, { pointerId, clientX: from, button: pressed }) {
    if (pressed !== 0 || !this.mayMove()) return;
    const before = this.valueAt(where);
    const held = new AbortController();
    let moving = false;
    button.setPointerCapture(pointerId);
    button.addEventListener("pointermove", ({ clientX }) => {
      const by = clientX - from;
      if (!moving && Math.abs(by) <= STILL) return;
      if (!moving) this.choose(where);
      moving = true;
      button.classList.add("graph-held");
      this.moved(where, before + PER_PIXEL * by);
    }, { signal: held.signal });
    button.addEventListener("lostpointercapture", ({ target }) => {
      if (target !== button) return; // of what is in it, which a finger held until now
      held.abort();
      button.classList.remove("graph-held");
    }, { signal: held.signal });
  }
}
