// What the chapters look at layer by layer, as nncourse/probes.py measures it.
import { LeakyReLU, ReLU, Sigmoid, Tanh } from "../activations.js";
import { outputOf } from "./stages.js";

function norm(v) {
  let squares = 0;
  for (const value of v) squares += value * value;
  return Math.sqrt(squares);
}

// Of the last step: the norm of dW, that of W, and the norm of the step over that of W
// before it, which is null before there was a step.
export function weightSigns(net, { place, dense }, stepped) {
  const { W } = dense.params;
  const update = net.updates[`${place}.W`];
  const before = W.map((weight, i) => weight - update[i]);
  return {
    gradient: norm(dense.grads.W),
    weights: norm(W),
    update: stepped ? norm(update) / norm(before) : null,
  };
}

// Gathers over some passes what one stage puts out: mean and std of all entries; dead, the
// share of ReLU units that are off for every example (a leaky ReLU has none), null for
// others; saturated, the share of entries in the outer tenth of the range of sigmoid or
// tanh, null for others.
export class OutputSigns {
  count = 0;
  sum = 0;
  squares = 0; // of the distances from the first entry, so that no digits are lost
  outer = 0;

  constructor(stage) {
    this.stage = stage;
    this.first = null;
    this.on = new Uint8Array(stage.dense.nOut);
  }

  add() {
    const { data, columns } = outputOf(this.stage);
    this.first ??= data[0];
    const middle = this.range?.middle;
    for (let at = 0; at < data.length; at++) {
      const away = data[at] - this.first;
      this.sum += away;
      this.squares += away * away;
      if (data[at] > 0) this.on[at % columns] = 1;
      if (this.range && Math.abs(data[at] - middle) > this.range.outer) this.outer += 1;
    }
    this.count += data.length;
  }

  get range() {
    const { activation } = this.stage;
    if (activation instanceof Sigmoid) return { middle: 0.5, outer: 0.45 };
    if (activation instanceof Tanh) return { middle: 0, outer: 0.9 };
    return null;
  }

  get dead() {
    const { activation } = this.stage;
    if (activation instanceof LeakyReLU) return 0;
    if (!(activation instanceof ReLU)) return null;
    return this.on.filter((on) => on === 0).length / this.on.length;
  }

  result() {
    const away = this.sum / this.count;
    return {
      mean: this.first + away,
      std: Math.sqrt(Math.max(0, this.squares / this.count - away * away)),
      dead: this.dead,
      saturated: this.range ? this.outer / this.count : null,
    };
  }
}
