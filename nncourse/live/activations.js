// Functions of one number, applied to every entry.
import { shareBelowOne } from "./checks.js";
import { Layer } from "./layer.js";
import { Matrix } from "./matrix.js";

// A layer that knows y from x, and its slope from x and y, entry by entry.
class Activation extends Layer {
  static settings = [];
  y = new Matrix();
  slopes = new Matrix(); // dy/dx of every entry, left by forward
  dx = new Matrix();

  forward(x) {
    this.fill(x.data, this.y.like(x).data, this.slopes.like(x).data);
    return this.y;
  }

  // dx = dy times the slope.
  backward(dy) {
    const [d, s, out] = [dy.data, this.slopes.data, this.dx.like(dy).data];
    for (let i = 0; i < d.length; i++) out[i] = d[i] * s[i];
    return this.dx;
  }
}

// y = 1 / (1 + exp(-x)), slope y (1 - y).
export class Sigmoid extends Activation {
  fill(x, y, slopes) {
    for (let i = 0; i < x.length; i++) {
      y[i] = 1 / (1 + Math.exp(-x[i]));
      slopes[i] = y[i] * (1 - y[i]);
    }
  }
}

// y = tanh(x), slope 1 - y^2.
export class Tanh extends Activation {
  fill(x, y, slopes) {
    for (let i = 0; i < x.length; i++) {
      y[i] = Math.tanh(x[i]);
      slopes[i] = 1 - y[i] * y[i];
    }
  }
}

// y = max(x, 0), slope 1 where x > 0 and 0 elsewhere.
export class ReLU extends Activation {
  fill(x, y, slopes) {
    for (let i = 0; i < x.length; i++) {
      y[i] = Math.max(x[i], 0); // and nan for nan, so that a diverging run shows
      slopes[i] = x[i] > 0 ? 1 : 0;
    }
  }
}

// y = x above 0 and slope x below.
export class LeakyReLU extends Activation {
  static settings = ["slope"];

  constructor({ slope }) {
    super();
    this.slope = shareBelowOne(slope, "slope");
  }

  fill(x, y, slopes) {
    for (let i = 0; i < x.length; i++) {
      slopes[i] = x[i] > 0 ? 1 : this.slope;
      y[i] = slopes[i] * x[i];
    }
  }
}

const SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;

// y = x (1 + t) / 2 with t = tanh(sqrt(2 / pi) (x + 0.044715 x^3)).
export class GELU extends Activation {
  fill(x, y, slopes) {
    for (let i = 0; i < x.length; i++) {
      const v = x[i];
      const t = Math.tanh(SQRT_2_OVER_PI * (v + CUBIC * v * v * v));
      const u = SQRT_2_OVER_PI * (1 + 3 * CUBIC * v * v); // the slope inside the tanh
      y[i] = (v * (1 + t)) / 2;
      slopes[i] = (1 + t + v * (1 - t * t) * u) / 2;
    }
  }
}
