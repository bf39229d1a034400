// Every example once an epoch, in a new order each time, `size` at a time; an epoch's last
// batch may be smaller. As nncourse.data.batches.
import { shuffled } from "./draws.js";

export class Batches {
  order = [];
  at = 0;

  constructor({ x, labels }, size, random) {
    Object.assign(this, { x, labels, size, random });
  }

  next() {
    if (this.at >= this.order.length) {
      this.order = shuffled(this.x.length, this.random);
      this.at = 0;
    }
    const rows = this.order.slice(this.at, this.at += this.size);
    return { x: rows.map((i) => this.x[i]), labels: rows.map((i) => this.labels[i]) };
  }
}
