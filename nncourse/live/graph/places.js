// One number of the network: its array's name, and where in it, as the chapter writes it.

export const PARAMETERS = ["W1", "b1", "W2", "b2"];
export const FORWARD = ["a", "h", "z", "p"];
export const BACKWARD = ["dz", "dW2", "db2", "dh", "da", "dW1", "db1"];

// { name: "W1", at: [0, 1], key: "W1[0, 1]" }; the loss is L alone.
export function place(name, ...at) {
  return { name, at, key: at.length > 0 ? `${name}[${at.join(", ")}]` : name };
}

export function numberAt(values, { name, at }) {
  return at.reduce((found, i) => found[i], values[name]);
}

// All places of one array of a network of these sizes, [inputs, hidden units, classes].
export function placesOf(name, [inputs, hidden, classes]) {
  const shapes = {
    L: [], x: [inputs], W1: [inputs, hidden], b1: [hidden], a: [hidden], h: [hidden],
    W2: [hidden, classes], b2: [classes], z: [classes], p: [classes],
  };
  const shape = shapes[name] ?? shapes[name.slice(1)]; // dv has the shape of v
  if (shape.length === 0) return [place(name)];
  const rows = Array.from({ length: shape[0] }, (_, i) => [i]);
  if (shape.length === 1) return rows.map(([i]) => place(name, i));
  return rows.flatMap(([i]) =>
    Array.from({ length: shape[1] }, (_, j) => place(name, i, j)));
}

// Whether a number is a slope, and of which number it is the slope.
export function isSlope({ name }) {
  return name.startsWith("d");
}

export function numberOf({ name, at }) {
  return place(name.slice(1), ...at);
}

// The place of the slope of a number.
export function slopeOf({ name, at }) {
  return place(`d${name}`, ...at);
}
