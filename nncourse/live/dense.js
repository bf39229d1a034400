// The fully connected layer: every output is a weighted sum of all inputs, plus a bias.
import { table, vector } from "./checks.js";
import { Layer, checkWidth } from "./layer.js";
import {
  Matrix, columnSums, timesPlus, timesTransposed, transposedTimes,
} from "./matrix.js";

// y = x W + b, with W (nIn, nOut) and b (nOut,).
export class Dense extends Layer {
  static settings = ["W", "b"];
  y = new Matrix();
  dx = new Matrix();

  constructor({ W, b }) {
    super();
    const { rows, columns, data } = table(W, "W");
    [this.nIn, this.nOut] = [rows, columns];
    this.setParameters({ W: data, b: vector(b, "b", columns) });
  }

  forward(x) {
    checkWidth(this, x, this.nIn);
    this.x = x;
    const { W, b } = this.params;
    timesPlus(x, W, b, this.y.reshape(x.rows, this.nOut));
    return this.y;
  }

  backward(dy) {
    this.backwardToParams(dy);
    timesTransposed(dy, this.params.W, this.dx.like(this.x));
    return this.dx;
  }

  // dW and db without dx, which is half of the work.
  backwardToParams(dy) {
    const { W: dW, b: db } = this.grads;
    transposedTimes(this.x, dy, dW);
    columnSums(dy, db);
  }
}
