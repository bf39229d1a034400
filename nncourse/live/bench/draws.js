// What the bench draws from evenly spread random numbers.
import { Random } from "../random.js";

// Streams of a seed, one a purpose, so that turning one knob leaves the draws of the others
// alone. Dropout has the streams from 0 on, by its place in the network.
const STREAMS = { data: 10001, labels: 10002, weights: 10003, order: 10004 };

export function randomFor(seed, purpose) {
  return new Random(seed, STREAMS[purpose]);
}

// One draw from the standard normal distribution, by Box and Muller's formula.
export function normal(random) {
  const radius = Math.sqrt(-2 * Math.log(1 - random.uniform()));
  return radius * Math.cos(2 * Math.PI * random.uniform());
}

// The numbers 0 to n - 1 in an order in which every other is as likely.
export function shuffled(n, random) {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor((i + 1) * random.uniform());
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
