// The handwritten digits as the bench uses them, from the letters that Python wrote.
import { shuffled } from "./draws.js";

const TEST = 449; // a quarter, as in the chapters

// { x, labels, testX, testLabels }: `n` digits to learn from, and a quarter of all to test
// on; who goes where is drawn. written: digits.json.
export function drawDigits(written, n, pixels, random) {
  const order = shuffled(written.labels.length, random);
  const rows = (some) => some.map((i) => pixelsOf(written.pixels, i));
  const labels = (some) => some.map((i) => Number(written.labels[i]));
  const [test, train] = [order.slice(0, TEST), order.slice(TEST, TEST + n)];
  const [x, testX] = SCALES[pixels](rows(train), rows(test));
  return { x, labels: labels(train), testX, testLabels: labels(test) };
}

// 64 numbers from 0 to 1 of the letters "a" for 0 to "q" for 1.
function pixelsOf(letters, i) {
  return Float64Array.from({ length: 64 }, (_, j) =>
    (letters.charCodeAt(64 * i + j) - 97) / 16);
}

const SCALES = {
  "0-1": (...parts) => parts,
  "0-16": (...parts) => parts.map((x) => x.map((row) => row.map((ink) => 16 * ink))),
  standardised,
};

// From each pixel its mean over the training digits is taken, and all are divided by the
// spread of all of them together.
function standardised(x, ...others) {
  const mean = new Float64Array(64);
  for (const row of x) row.forEach((ink, j) => { mean[j] += ink / x.length; });
  let sum = 0, squares = 0;
  for (const row of x) for (const ink of row) sum += ink;
  const middle = sum / (64 * x.length);
  for (const row of x) for (const ink of row) squares += (ink - middle) ** 2;
  const std = Math.sqrt(squares / (64 * x.length));
  return [x, ...others].map((part) =>
    part.map((row) => row.map((ink, j) => (ink - mean[j]) / std)));
}
