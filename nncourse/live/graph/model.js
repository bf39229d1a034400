// What the graph shows at a moment: a network, an example, and how far the passes have
// come.
import { withNumber } from "./differences.js";
import { rulesWith } from "./faults.js";
import { backward, forward, stepped } from "./passes.js";
import { PARAMETERS, numberAt, placesOf, slopeOf } from "./places.js";
import { endOf, walk } from "./walk.js";

export class Model {
  fault = null; // the id of a planted one
  rounds = []; // before each step taken: { network, loss }

  // network: { W1, b1, W2, b2 }; example: { x, label }.
  constructor(network, example, { numberByNumber, rate }) {
    const sizes = [network.W1.length, network.b1.length, network.b2.length];
    Object.assign(this, { start: network, network, sizes, rate });
    this.stages = walk(sizes, { numberByNumber });
    this.read(example);
  }

  // Another example, from the beginning.
  read(example) {
    this.example = example;
    this.reset();
  }

  reset() {
    this.network = this.start;
    this.rounds = [];
    this.fault = null;
    this.shown = 0;
    this.compute();
  }

  // All numbers, shown or not yet.
  compute() {
    const values = forward(this.network, this.example.x, this.example.label);
    this.values = backward(values, rulesWith(this.fault));
  }

  // The stage that was shown last, or null; after a step that is none.
  get stage() { return this.shown > 0 ? this.stages[this.shown - 1] : null; }

  // Keys of all numbers that are seen: what is given, and what has been computed so far.
  get seen() {
    const given = ["x", ...PARAMETERS].flatMap((name) => placesOf(name, this.sizes));
    const computed = this.stages.slice(0, this.shown).flatMap(({ places }) => places);
    return new Set([...given, ...computed].map(({ key }) => key));
  }

  // Shows the next stage and returns it. The step moves the weights and starts a new round.
  next() {
    const stage = this.stages[this.shown];
    if (stage.pass === "step") {
      this.rounds.push({ network: this.network, loss: this.values.L });
      this.network = stepped(this.values, this.rate);
      this.shown = 0;
      this.compute();
    } else this.shown += 1;
    return stage;
  }

  // Shows what is left of the array that comes next, and returns the last stage of it.
  nextArray() {
    const { name } = this.stages[this.shown];
    let stage;
    do stage = this.next(); while (this.stages[this.shown].name === name);
    return stage;
  }

  get canGoBack() { return this.shown > 0 || this.rounds.length > 0; }

  back() {
    if (this.shown > 0) this.shown -= 1;
    else if (this.rounds.length > 0) {
      this.network = this.rounds.pop().network;
      this.shown = this.stages.length - 1;
      this.compute();
    }
  }

  // Shows a pass to its end, and what it needs before it.
  run(pass) {
    const end = endOf(pass, this.stages);
    if (pass === "step") {
      this.shown = end - 1;
      this.next();
    } else this.shown = Math.max(this.shown, end);
  }

  // Another value for a parameter; everything follows.
  set({ name, at }, value) {
    this.network = { ...this.network, [name]: withNumber(this.network[name], at, value) };
    this.compute();
  }

  plant(fault) {
    this.reset();
    this.fault = fault;
    this.compute();
    this.run("backward");
  }

  // The slope that stands beside a number, by the backward that is in use.
  slope(place) { return numberAt(this.values, slopeOf(place)); }
}

// The network of a spec, which is [Dense, ReLU, Dense].
export function networkOf({ layers: [first, , last] }) {
  return { W1: first.W, b1: first.b, W2: last.W, b2: last.b };
}
