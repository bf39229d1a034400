// Layers that standardise what passes through them, then scale and shift it as learnt.
import { aboveZero, share, vector } from "./checks.js";
import { Layer, checkWidth } from "./layer.js";
import { Matrix } from "./matrix.js";

// y = gamma xhat + beta, and what both layers need to undo it.
class Norm extends Layer {
  xhat = new Matrix();
  y = new Matrix();
  dx = new Matrix();

  constructor({ gamma, beta, eps }) {
    super();
    const scale = vector(gamma, "gamma");
    this.setParameters({ gamma: scale, beta: vector(beta, "beta", scale.length) });
    this.width = scale.length;
    this.eps = aboveZero(eps, "eps");
  }

  scaleAndShift() {
    const [{ gamma, beta }, xhat, y] = [this.params, this.xhat.data, this.y.data];
    for (let at = 0; at < y.length; at += this.width) {
      for (let j = 0; j < this.width; j++) y[at + j] = gamma[j] * xhat[at + j] + beta[j];
    }
  }

  backwardToParams(dy) {
    const { gamma: dgamma, beta: dbeta } = this.grads;
    const [d, xhat] = [dy.data, this.xhat.data];
    dgamma.fill(0);
    dbeta.fill(0);
    for (let at = 0; at < d.length; at += this.width) {
      for (let j = 0; j < this.width; j++) {
        dgamma[j] += d[at + j] * xhat[at + j];
        dbeta[j] += d[at + j];
      }
    }
  }
}

// Each feature standardised over the batch in training, which also moves the running `mean`
// and `var`, and by those in evaluation.
export class BatchNorm extends Norm {
  static settings = ["gamma", "beta", "mean", "var", "momentum", "eps"];

  constructor(spec) {
    super(spec);
    this.mean = vector(spec.mean, "mean", this.width);
    this.var = vector(spec.var, "var", this.width);
    this.var.forEach((value, j) => aboveZero(value + this.eps, `var[${j}] + eps`));
    this.momentum = share(spec.momentum, "momentum");
    this.std = new Float64Array(this.width);
    this.batchMean = new Float64Array(this.width);
    this.batchVar = new Float64Array(this.width);
  }

  forward(x, training) {
    checkWidth(this, x, this.width);
    this.ofBatch = training;
    if (training) this.measure(x);
    const [mean, variance] =
      training ? [this.batchMean, this.batchVar] : [this.mean, this.var];
    const xhat = this.xhat.like(x).data;
    for (let j = 0; j < this.width; j++) this.std[j] = Math.sqrt(variance[j] + this.eps);
    for (let at = 0; at < xhat.length; at += this.width) {
      for (let j = 0; j < this.width; j++) {
        xhat[at + j] = (x.data[at + j] - mean[j]) / this.std[j];
      }
    }
    this.y.like(x);
    this.scaleAndShift();
    return this.y;
  }

  // The batch's mean and variance; the running ones move towards them, the variance towards
  // the unbiased one (n - 1).
  measure({ data, rows: n }) {
    if (n < 2) {
      throw new RangeError(`BatchNorm needs 2 examples or more in training, got ${n}`);
    }
    for (let j = 0; j < this.width; j++) {
      let sum = 0, squares = 0;
      for (let at = j; at < data.length; at += this.width) sum += data[at];
      const mean = sum / n;
      for (let at = j; at < data.length; at += this.width) {
        squares += (data[at] - mean) ** 2;
      }
      this.batchMean[j] = mean;
      this.batchVar[j] = squares / n;
      this.mean[j] += this.momentum * (mean - this.mean[j]);
      this.var[j] += this.momentum * (squares / (n - 1) - this.var[j]);
    }
  }

  backward(dy) {
    this.backwardToParams(dy);
    const [{ gamma }, { gamma: dgamma, beta: dbeta }] = [this.params, this.grads];
    const [d, xhat, dx, n] = [dy.data, this.xhat.data, this.dx.like(dy).data, dy.rows];
    for (let at = 0; at < d.length; at += this.width) {
      for (let j = 0; j < this.width; j++) {
        let through = d[at + j];
        // Each x also stretched the spread along xhat, and shifted the mean.
        if (this.ofBatch) through -= (xhat[at + j] * dgamma[j] + dbeta[j]) / n;
        dx[at + j] = (through * gamma[j]) / this.std[j];
      }
    }
    return this.dx;
  }
}

// Each example standardised over its own features, in training and evaluation alike.
export class LayerNorm extends Norm {
  static settings = ["gamma", "beta", "eps"];
  std = new Matrix(); // one a row

  forward(x) {
    checkWidth(this, x, this.width);
    const [xhat, std] = [this.xhat.like(x), this.std.reshape(x.rows, 1).data];
    for (let i = 0; i < x.rows; i++) {
      const [row, out] = [x.row(i), xhat.row(i)];
      let sum = 0, squares = 0;
      for (let j = 0; j < this.width; j++) sum += row[j];
      const mean = sum / this.width;
      for (let j = 0; j < this.width; j++) squares += (row[j] - mean) ** 2;
      std[i] = Math.sqrt(squares / this.width + this.eps);
      for (let j = 0; j < this.width; j++) out[j] = (row[j] - mean) / std[i];
    }
    this.y.like(x);
    this.scaleAndShift();
    return this.y;
  }

  backward(dy) {
    this.backwardToParams(dy);
    const [{ gamma }, dx, width] = [this.params, this.dx.like(dy), this.width];
    for (let i = 0; i < dy.rows; i++) {
      const [d, xhat, out] = [dy.row(i), this.xhat.row(i), dx.row(i)];
      let shift = 0, stretch = 0; // each x also moved the mean, and the spread
      for (let j = 0; j < width; j++) {
        out[j] = d[j] * gamma[j];
        shift += out[j];
        stretch += out[j] * xhat[j];
      }
      shift /= width;
      stretch /= width;
      for (let j = 0; j < width; j++) {
        out[j] = (out[j] - shift - xhat[j] * stretch) / this.std.data[i];
      }
    }
    return this.dx;
  }
}
