// The witness that knows no calculus: a slope from two forward passes beside the number.
import { forward } from "./passes.js";
import { numberAt } from "./places.js";

const EPSILON = 1e-5; // chapter 2's

// The slope of the loss with respect to one number, named without its d.
export function slopeByDifferences(values, where) {
  const v = numberAt(values, where);
  return (lossAt(values, where, v + EPSILON) - lossAt(values, where, v - EPSILON)) /
    (2 * EPSILON);
}

// The loss when the number at a place has another value, and all above it follows.
export function lossAt(values, { name, at }, value) {
  const changed = { ...values, [name]: withNumber(values[name], at, value) };
  const given = ["a", "h", "z"].includes(name) ? { [name]: changed[name] } : {};
  return forward(changed, changed.x, changed.label, given).L;
}

// A copy of an array with another number in one place.
export function withNumber(array, [i, ...rest], value) {
  return array.map((inside, k) => {
    if (k !== i) return inside;
    return rest.length > 0 ? withNumber(inside, rest, value) : value;
  });
}
