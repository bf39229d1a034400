// The two passes of chapter 2 for one example, in its letters and by its rules.
//
// A network is { W1, b1, W2, b2 }, lists and lists of rows. The passes add to it by name
// all that they compute, so each number can be shown, asked for its sum, or got wrong.
import { softmax } from "../loss.js";

// x, label, a, h, z, p and L. What stands in `given` is taken as it is and not computed:
// so one sees what follows from an a or an h that was moved.
export function forward({ W1, b1, W2, b2 }, x, label, given = {}) {
  const a = given.a ?? through(x, W1, b1);
  const h = given.h ?? a.map((a_i) => Math.max(0, a_i));
  const z = given.z ?? through(h, W2, b2);
  const p = new Array(z.length);
  const L = softmax(z, p) - z[label];
  return { W1, b1, W2, b2, x, label, a, h, z, p, L };
}

// How each gradient follows from what was computed before it, from the loss backwards.
export const RULES = {
  dz: ({ p, label }) => p.map((p_j, j) => p_j - (j === label ? 1 : 0)),
  dW2: ({ h, dz }) => outer(h, dz),
  db2: ({ dz }) => [...dz],
  dh: ({ W2, dz }) => W2.map((row) => dot(row, dz)),
  da: ({ a, dh }) => dh.map((d, i) => (a[i] > 0 ? d : 0)),
  dW1: ({ x, da }) => outer(x, da),
  db1: ({ da }) => [...da],
};

// The values of a forward pass and all gradients, by these rules or by others.
export function backward(values, rules = RULES) {
  const found = { ...values };
  for (const name of Object.keys(RULES)) found[name] = rules[name](found);
  return found;
}

// The network after one step of plain gradient descent.
export function stepped(values, rate) {
  const { W1, b1, W2, b2, dW1, db1, dW2, db2 } = values;
  const moved = (v, dv) => v.map((v_i, i) => v_i - rate * dv[i]);
  const rows = (W, dW) => W.map((row, i) => moved(row, dW[i]));
  return { W1: rows(W1, dW1), b1: moved(b1, db1), W2: rows(W2, dW2), b2: moved(b2, db2) };
}

// x W + b.
function through(x, W, b) {
  return b.map((b_j, j) => x.reduce((sum, x_i, i) => sum + x_i * W[i][j], b_j));
}

export function outer(u, v) {
  return u.map((u_i) => v.map((v_j) => u_i * v_j));
}

function dot(u, v) {
  return u.reduce((sum, u_i, i) => sum + u_i * v[i], 0);
}
