// Rows of numbers in one typed array, and the three products that all the time goes into.
//
// The products take four rows at once: each number that they fetch is then used four times.
import { quoted } from "./checks.js";

export class Matrix {
  buffer = new Float64Array(0);
  rows = 0;
  columns = 0;
  data = this.buffer; // entry (i, j) is data[i * columns + j]

  // Itself with another shape, what was in it undefined. Memory is kept for the next time.
  reshape(rows, columns) {
    if (rows === this.rows && columns === this.columns) return this;
    const size = rows * columns;
    if (this.buffer.length < size) this.buffer = new Float64Array(size);
    [this.rows, this.columns, this.data] = [rows, columns, this.buffer.subarray(0, size)];
    return this;
  }

  like({ rows, columns }) { return this.reshape(rows, columns); }

  row(i) { return this.data.subarray(i * this.columns, (i + 1) * this.columns); }

  toRows() { return Array.from({ length: this.rows }, (_, i) => this.row(i)); }
}

// An array of rows as a matrix, with nothing in it that one could not learn from.
export function readBatch(x, matrix) {
  if (!x?.length || !x[0]?.length) {
    throw new TypeError(`x must be an array of rows of numbers, not ${quoted(x)}`);
  }
  matrix.reshape(x.length, x[0].length);
  x.forEach((row, i) => {
    if (row.length !== matrix.columns) {
      throw new RangeError(
        `x[${i}] has ${row.length} numbers, and x[0] has ${matrix.columns}`);
    }
    matrix.row(i).set(row);
  });
  const bad = matrix.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const [i, j] = [Math.floor(bad / matrix.columns), bad % matrix.columns];
    throw new RangeError(`x[${i}][${j}] is ${quoted(x[i][j])}: clean the data first`);
  }
  return matrix;
}

// y = x W + b. W is (x.columns, b.length).
export function timesPlus(x, W, b, y) {
  const [nIn, nOut] = [x.columns, b.length];
  const whole = nIn - (nIn % 4);
  for (let i = 0; i < x.rows; i++) {
    const [xi, yi] = [x.row(i), y.row(i)];
    yi.set(b);
    for (let k = 0; k < whole; k += 4) {
      const w0 = k * nOut, w1 = w0 + nOut, w2 = w1 + nOut, w3 = w2 + nOut;
      const x0 = xi[k], x1 = xi[k + 1], x2 = xi[k + 2], x3 = xi[k + 3];
      for (let j = 0; j < nOut; j++) {
        yi[j] += x0 * W[w0 + j] + x1 * W[w1 + j] + x2 * W[w2 + j] + x3 * W[w3 + j];
      }
    }
    for (let k = whole; k < nIn; k++) {
      const w = k * nOut, xk = xi[k];
      for (let j = 0; j < nOut; j++) yi[j] += xk * W[w + j];
    }
  }
}

// dW = x^T dy, the sum over the examples of what each asks for.
export function transposedTimes(x, dy, dW) {
  const [nIn, nOut, n] = [x.columns, dy.columns, x.rows];
  const [X, D] = [x.data, dy.data];
  const whole = n - (n % 4);
  dW.fill(0);
  for (let i = 0; i < whole; i += 4) {
    const d0 = i * nOut, d1 = d0 + nOut, d2 = d1 + nOut, d3 = d2 + nOut;
    for (let k = 0; k < nIn; k++) {
      const at = i * nIn + k, w = k * nOut;
      const x0 = X[at], x1 = X[at + nIn], x2 = X[at + 2 * nIn], x3 = X[at + 3 * nIn];
      for (let j = 0; j < nOut; j++) {
        dW[w + j] += x0 * D[d0 + j] + x1 * D[d1 + j] + x2 * D[d2 + j] + x3 * D[d3 + j];
      }
    }
  }
  for (let i = whole; i < n; i++) {
    for (let k = 0; k < nIn; k++) {
      const xk = X[i * nIn + k], w = k * nOut, d = i * nOut;
      for (let j = 0; j < nOut; j++) dW[w + j] += xk * D[d + j];
    }
  }
}

// dx = dy W^T: x[k] reached each y[j] through W[k, j]. Two rows of W against two examples
// at once, since a sum waits for its last addition.
export function timesTransposed(dy, W, dx) {
  const [nOut, nIn, n] = [dy.columns, dx.columns, dy.rows];
  const [D, X] = [dy.data, dx.data];
  for (let i = 0; i < n; i += 2) {
    const d0 = i * nOut, d1 = i + 1 < n ? d0 + nOut : d0; // an odd last one is done twice
    const x0 = i * nIn, x1 = i + 1 < n ? x0 + nIn : x0;
    for (let k = 0; k < nIn; k += 2) {
      const next = k + 1 < nIn ? 1 : 0;
      const w0 = k * nOut, w1 = w0 + next * nOut;
      let s00 = 0, s01 = 0, s10 = 0, s11 = 0;
      for (let j = 0; j < nOut; j++) {
        const a = D[d0 + j], b = D[d1 + j], u = W[w0 + j], v = W[w1 + j];
        s00 += a * u;
        s01 += a * v;
        s10 += b * u;
        s11 += b * v;
      }
      X[x0 + k] = s00;
      X[x0 + k + next] = s01;
      X[x1 + k] = s10;
      X[x1 + k + next] = s11;
    }
  }
}

// The sum of each column.
export function columnSums(x, sums) {
  sums.fill(0);
  for (let at = 0; at < x.data.length; at += x.columns) {
    for (let j = 0; j < x.columns; j++) sums[j] += x.data[at + j];
  }
}
