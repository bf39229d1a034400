// One run on the bench: a network, its data and its rule, one step at a time.
//
// It knows neither clock nor document. Settings and problem decide everything that follows.
import { fromSpec } from "../engine.js";
import { clipNorm } from "../optimizers.js";
import { Batches } from "./batches.js";
import { blueprint } from "./blueprint.js";
import { Diary } from "./clinic/diary.js";
import { randomFor } from "./draws.js";
import { Measurement } from "./measurement.js";
import { rateAt } from "./schedules.js";
import { countRight } from "./scores.js";
import { complete } from "./settings.js";
import { stagesOf } from "./stages.js";

const MOMENTUM = 0.9;

export class Run {
  taken = 0; // steps
  diverged = false; // true once a loss was not finite; then no further step is taken

  constructor(settings, problem) {
    this.settings = complete(settings);
    this.problem = problem;
    this.batches = this.makeBatches();
    this.net = this.makeNetwork();
    this.stages = stagesOf(this.net);
    this.diary = new Diary();
    // Before the first step the gradients are a twin's: its pass moves no running mean.
    const { x, labels } = this.makeBatches().next();
    this.twin = this.makeNetwork();
    this.twin.forward(x, { training: true });
    this.twin.loss(labels);
    this.twin.backward();
  }

  makeNetwork() {
    const { x, classes } = this.problem;
    const { seed } = this.settings;
    return fromSpec(blueprint(this.settings, x[0].length, classes), { seed });
  }

  makeBatches() {
    const { batch, seed } = this.settings;
    return new Batches(this.problem, batch, randomFor(seed, "order"));
  }

  get epoch() {
    return this.taken / Math.ceil(this.problem.x.length / this.settings.batch);
  }

  // { step, loss, accuracy } of a batch, the loss being that before the step; null if there
  // was no step because the run had diverged.
  step() {
    if (this.diverged) return null;
    const { net, settings } = this;
    const { x, labels } = this.batches.next();
    net.forward(x, { training: true });
    const loss = net.loss(labels);
    const accuracy = countRight(net.logits, labels) / labels.length;
    this.taken += 1;
    if (Number.isFinite(loss)) {
      net.backward();
      if (settings.clip > 0) clipNorm(net, settings.clip);
      net.step(this.rule(this.taken - 1));
    } else {
      this.diverged = true;
    }
    this.diary.add(loss, this);
    return { step: this.taken, loss, accuracy };
  }

  // The optimizer at a step, counted from 0, as the engine takes it.
  rule(step) {
    const { optimizer: kind, decay } = this.settings;
    const rule = { kind, lr: rateAt(step, this.settings) };
    if (kind === "momentum") rule.momentum = MOMENTUM;
    if (kind !== "adam") rule.weight_decay = decay;
    return rule;
  }

  // What there is to see now; `look` as Measurement takes it.
  measure(look = {}) {
    const measurement = new Measurement(this, look);
    while (!measurement.done) measurement.goOn();
    return measurement.result();
  }
}
