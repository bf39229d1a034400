// Mistakes in the backward pass that can be planted, looked for, and told from each other.
//
// Each replaces the rule of one array; what follows from that array by the right rules is
// wrong as well, but is not where the fault is.
import { RULES, backward, outer } from "./passes.js";
import { BACKWARD, numberAt, placesOf } from "./places.js";

export const FAULTS = {
  transpose: ["dh", ({ W2, dz }) => // only a square W2 lets this through
    W2.map((_, i) => dz.reduce((sum, d, j) => sum + W2[j][i] * d, 0))],
  gate: ["da", ({ dh }) => [...dh]],
  sign: ["dz", ({ p, label }) => p.map((p_j, j) => (j === label ? 1 : 0) - p_j)],
  label: ["dz", ({ p }) => [...p]],
  mean: ["dh", (values) => RULES.dh(values).map((d) => d / values.dz.length)],
  way: ["dh", ({ W2, dz, label }) => W2.map((row) => row[label] * dz[label])],
  before: ["dW2", ({ a, dz }) => outer(a, dz)],
  swapped: ["dW1", ({ x, da }) => x.map((_, k) => da.map((_, i) => x[i] * da[k]))],
  bias: ["db1", ({ dh }) => [...dh]],
};

export const FAULT_NAMES = Object.keys(FAULTS);

export function rulesWith(fault) {
  if (fault === null) return RULES;
  const [name, rule] = FAULTS[fault];
  return { ...RULES, [name]: rule };
}

// What one may say of a number of a faulty backward: it is "right"; it is wrong because it
// was given something wrong, which "follows"; or its own rule is broken: the "source".
export function verdict(shown, place) {
  const number = numberAt(shown, place);
  const given = { ...shown, [place.name]: RULES[place.name](shown) };
  if (!same(number, numberAt(given, place))) return "source";
  return same(number, numberAt(backward(shown), place)) ? "right" : "follows";
}

// The first place on the way back at which a named fault would have given another number
// than the one shown: { place, number }. Null if it would have given the same everywhere.
export function contradiction(shown, named) {
  const { x, h, b2 } = shown;
  const claimed = backward(shown, rulesWith(named));
  for (const name of BACKWARD) {
    for (const place of placesOf(name, [x.length, h.length, b2.length])) {
      const number = numberAt(claimed, place);
      if (!same(number, numberAt(shown, place))) return { place, number };
    }
  }
  return null;
}

function same(u, v) {
  return Math.abs(u - v) <= 1e-9 * Math.max(1, Math.abs(u), Math.abs(v));
}
