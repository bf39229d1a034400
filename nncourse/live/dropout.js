// The layer that switches units off at random while a network trains.
import { quoted, share } from "./checks.js";
import { Layer } from "./layer.js";
import { Matrix } from "./matrix.js";
import { Random } from "./random.js";

// y = x mask in training, with mask 0 or 1 / (1 - rate); x itself in evaluation.
export class Dropout extends Layer {
  static settings = ["rate"];
  y = new Matrix();
  dx = new Matrix();
  mask = new Matrix();
  given = null; // the rows of the next mask, if it is not to be drawn

  constructor({ rate }) {
    super();
    this.rate = share(rate, "rate");
    this.seed(0, 0);
  }

  seed(seed, stream) { this.random = new Random(seed, stream); }

  // Multiply by these rows at the next pass in training.
  useMask(rows) { this.given = rows; }

  forward(x, training) {
    this.dropped = training;
    if (!training) return x;
    this.setMask(x);
    multiply(x, this.mask, this.y);
    return this.y;
  }

  setMask(x) {
    const mask = this.mask.like(x);
    if (this.given) {
      const [rows, columns] = [this.given.length, this.given[0]?.length];
      if (rows !== x.rows || columns !== x.columns) {
        throw new RangeError(`a mask of shape ${quoted([rows, columns])} does not fit an ` +
          `x of shape ${quoted([x.rows, x.columns])}`);
      }
      this.given.forEach((row, i) => mask.row(i).set(row));
      this.given = null;
      return;
    }
    const kept = this.rate < 1 ? 1 / (1 - this.rate) : 0;
    for (let i = 0; i < mask.data.length; i++) {
      mask.data[i] = this.random.uniform() >= this.rate ? kept : 0;
    }
  }

  backward(dy) {
    if (!this.dropped) return dy;
    multiply(dy, this.mask, this.dx);
    return this.dx;
  }
}

function multiply(a, b, product) {
  const out = product.like(a).data;
  for (let i = 0; i < out.length; i++) out[i] = a.data[i] * b.data[i];
}
