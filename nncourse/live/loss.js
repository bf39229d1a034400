// How surprised the network is by the truth, and the slope of that.
import { quoted } from "./checks.js";

// The mean of -ln p[label]; (p - onehot(labels)) / n goes into dlogits.
export function softmaxCrossEntropy(logits, labels, dlogits) {
  const [n, classes] = [logits.rows, logits.columns];
  if (labels.length !== n) {
    throw new RangeError(`${n} examples need ${n} labels, not ${labels.length}`);
  }
  dlogits.like(logits);
  let loss = 0;
  for (let i = 0; i < n; i++) {
    const label = labels[i];
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new RangeError(`label ${quoted(label)} is not one of 0..${classes - 1}`);
    }
    const p = dlogits.row(i);
    const logSum = softmax(logits.row(i), p);
    loss += (logSum - logits.row(i)[label]) / n;
    for (let j = 0; j < classes; j++) p[j] /= n;
    p[label] -= 1 / n;
  }
  return loss;
}

// p = exp(z) / sum(exp(z)) of one row of logits; returns ln sum(exp(z)).
export function softmax(z, p) {
  let [largest, sum] = [-Infinity, 0];
  for (let j = 0; j < z.length; j++) largest = Math.max(largest, z[j]); // nan if one is
  for (let j = 0; j < z.length; j++) sum += p[j] = Math.exp(z[j] - largest);
  for (let j = 0; j < z.length; j++) p[j] /= sum;
  return largest + Math.log(sum);
}
