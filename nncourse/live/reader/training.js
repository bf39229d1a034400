// The network learns while one watches: from its first, random numbers, a batch of the data's
// digits a frame, as chapter 1 trains it.
import { randomFor, shuffled } from "../bench/draws.js";
import { pixelsOfLetters } from "./model.js";

const BATCH = 64, EPOCHS = 20, STEP = { kind: "sgd", lr: 0.1 };
const TEST = 449; // digits kept back, a quarter, as in the chapter

export class Training {
  epoch = 0;
  share = 0; // of the digits kept back that it reads
  losses = []; // of all batches so far
  batches = [];

  // written: digits.json; those that are `shown`, by their letters, are not learnt from.
  constructor({ net }, written, shown) {
    this.net = net;
    this.random = randomFor(0, "order");
    const digits = shuffled(written.labels.length, this.random).map((i) => ({
      letters: written.pixels.slice(64 * i, 64 * (i + 1)), label: Number(written.labels[i]),
    }));
    this.test = rows(digits.slice(0, TEST));
    this.learnt = digits.slice(TEST).filter(({ letters }) => !shown.has(letters));
  }

  get batchesInAll() { return EPOCHS * Math.ceil(this.learnt.length / BATCH); }

  get over() { return this.epoch === EPOCHS; }

  // A step more; whether an epoch is over by it.
  step() {
    if (this.batches.length === 0) this.batches = this.shuffledBatches();
    const { x, labels } = this.batches.pop();
    this.net.forward(x);
    this.losses.push(this.net.loss(labels));
    this.net.backward();
    this.net.step(STEP);
    if (this.batches.length > 0) return false;
    this.epoch += 1;
    this.share = this.read();
    return true;
  }

  shuffledBatches() {
    const order = shuffled(this.learnt.length, this.random).map((i) => this.learnt[i]);
    const batches = [];
    while (order.length > 0) batches.push(rows(order.splice(0, BATCH)));
    return batches;
  }

  read() {
    const { x, labels } = this.test;
    const right = this.net.forward(x).filter(
      (logits, i) => logits.indexOf(Math.max(...logits)) === labels[i]);
    return right.length / labels.length;
  }
}

function rows(digits) {
  return {
    x: digits.map(({ letters }) => pixelsOfLetters(letters)),
    labels: digits.map(({ label }) => label),
  };
}
