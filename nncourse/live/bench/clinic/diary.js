// What the clinic's rules read of a run: every loss, and its layers in the first steps, each
// as it was on the batch, in training mode.
import { OutputSigns, weightSigns } from "../vital_signs.js";
import { EARLY } from "./readings.js";

export class Diary {
  loss = [];
  early = []; // { gradient, update, spread, dead, saturation }, lists of a number a layer

  // After a step. Of one whose loss is no number there were no gradients.
  add(loss, { net, stages }) {
    this.loss.push(loss);
    if (this.early.length === EARLY) return;
    const weights = stages.map((stage) => (Number.isFinite(loss)
      ? weightSigns(net, stage, true) : { gradient: NaN, update: NaN }));
    const outputs = stages.filter(({ activation }) => activation).map((stage) => {
      const signs = new OutputSigns(stage);
      signs.add();
      return signs.result();
    });
    this.early.push({
      gradient: weights.map(({ gradient }) => gradient),
      update: weights.map(({ update }) => update),
      spread: outputs.map(({ std }) => std),
      dead: outputs.flatMap(({ dead }) => dead ?? []),
      saturation: outputs.flatMap(({ saturated }) => saturated ?? []),
    });
  }

  // As readings() takes it; accuracy and train_accuracy are those of now.
  history({ classes, accuracy, testAccuracy }) {
    const rows = (name) => this.early.map((row) => row[name]);
    return {
      loss: this.loss,
      classes,
      gradient: rows("gradient"),
      spread: rows("spread"),
      dead: rows("dead"),
      saturation: rows("saturation"),
      update: rows("update"),
      accuracy: [testAccuracy],
      train_accuracy: [accuracy],
    };
  }
}
