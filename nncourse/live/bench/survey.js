// One look at all runs, in pieces, one run after the other.
import { Measurement } from "./measurement.js";
import { SURFACE_SIDE, UNIT_SIDE } from "./surface.js";

export class Survey {
  found = []; // what there is to see, a result a run

  // look: { surface: bool, units: { layer } or null, read: number }
  constructor(runs, { surface, units, read }) {
    this.left = [...runs];
    this.look = {
      surface: surface ? SURFACE_SIDE : 0,
      units: units && { layer: units.layer, side: UNIT_SIDE },
      read,
    };
  }

  get done() { return this.left.length === 0; }

  goOn() {
    if (this.current) this.current.goOn();
    else this.current = new Measurement(this.left[0], this.look);
    if (!this.current.done) return;
    this.found.push(this.current.result());
    this.current = null;
    this.left.shift();
  }
}
