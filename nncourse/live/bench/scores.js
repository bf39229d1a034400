// Loss and accuracy over some batches together.
import { softmaxCrossEntropy } from "../loss.js";
import { Matrix } from "../matrix.js";

export class Scores {
  count = 0;
  lost = 0;
  right = 0;
  scratch = new Matrix();

  add(logits, labels) {
    this.lost += softmaxCrossEntropy(logits, labels, this.scratch) * labels.length;
    this.right += countRight(logits, labels);
    this.count += labels.length;
  }

  get loss() { return this.lost / this.count; }
  get accuracy() { return this.right / this.count; }
}

// How many examples have their label's logit as the largest.
export function countRight(logits, labels) {
  return labels.filter((label, i) => largest(logits.row(i)) === label).length;
}

// The place of the largest number.
export function largest(row) {
  let best = 0;
  for (let j = 1; j < row.length; j++) if (row[j] > row[best]) best = j;
  return best;
}
