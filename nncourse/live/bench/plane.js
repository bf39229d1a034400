// Points in the plane with two classes; spirals and moons by the package's formulas.
import { normal } from "./draws.js";

// Where the points lie: a square, a little larger than what is drawn without scatter.
const AROUND_ZERO = { left: -1.3, right: 1.3, bottom: -1.3, top: 1.3 };
const AROUND_MOONS = { left: -1.4, right: 2.4, bottom: -1.65, top: 2.15 };

export const PLANES = {
  spirals: { draw: spirals, window: AROUND_ZERO },
  moons: { draw: moons, window: AROUND_MOONS },
  circles: { draw: circles, window: AROUND_ZERO },
  xor: { draw: xor, window: AROUND_ZERO },
};

// { x, labels } of n points. `place` says where a point of a class lies, from as many even
// draws as `perPoint`; `noise` is the spread around that place.
function points(n, random, noise, perPoint, place) {
  const labels = Array.from({ length: n }, (_, i) => (i < Math.floor(n / 2) ? 0 : 1));
  const even = Array.from({ length: perPoint }, () =>
    Array.from({ length: n }, () => random.uniform()));
  const x = labels.map((label, i) => place(label, ...even.map((draws) => draws[i])));
  for (const point of x) for (let j = 0; j < 2; j++) point[j] += noise * normal(random);
  return { x, labels };
}

// Two interleaved spirals.
function spirals(n, random, noise) {
  return points(n, random, noise, 1, (label, u) => {
    const radius = Math.sqrt(u);
    return polar(radius, 3 * Math.PI * radius + Math.PI * label);
  });
}

// Two half circles that reach into each other.
function moons(n, random, noise) {
  return points(n, random, noise, 1, (label, u) => {
    const [x, y] = polar(1, Math.PI * u);
    return label === 0 ? [x, y] : [1 - x, 0.5 - y];
  });
}

// A disc of radius 0.5, and a ring from 0.7 to 1 around it.
function circles(n, random, noise) {
  return points(n, random, noise, 2, (label, u, v) => {
    const [low, high] = label === 0 ? [0, 0.5] : [0.7, 1];
    const radius = Math.sqrt(low ** 2 + u * (high ** 2 - low ** 2));
    return polar(radius, 2 * Math.PI * v);
  });
}

// Four squares; those across from each other are of one class.
function xor(n, random, noise) {
  return points(n, random, noise, 2, (label, u, v) => {
    const x = 2 * u - 1;
    return [x, (x > 0) === (label === 1) ? v : -v];
  });
}

function polar(radius, angle) {
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}
