// What the curves of some runs are made of, gathered from every message.
import { History } from "./history.js";

const KINDS = ["batch", "train", "test"];
const SHOWN = ["loss", "accuracy"];

export class RunCurves {
  constructor(runs) {
    this.runs = Array.from({ length: runs }, () => Object.fromEntries(KINDS.map((kind) =>
      [kind, { loss: new History(), accuracy: new History() }])));
  }

  // measured: as it came with a message.
  add(measured) {
    measured.forEach((now, run) => {
      const { batch, train, test } = this.runs[run];
      const { step, testLoss, testAccuracy } = now;
      for (const each of now.history) put(batch, each.step, each);
      put(train, step, now);
      put(test, step, { loss: testLoss, accuracy: testAccuracy });
    });
  }

  // The curves of the loss or of the accuracy, as a LineChart draws them.
  of(name) {
    return this.runs.flatMap((curves, run) => KINDS.map((kind) =>
      ({ run, kind, points: curves[kind][name].curve })));
  }
}

function put(histories, step, values) {
  for (const name of SHOWN) histories[name].add(step, values[name]);
}
