// What there is to learn: examples to learn from, and others to test on.
import { drawDigits } from "./digits.js";
import { randomFor, shuffled } from "./draws.js";
import { PLANES } from "./plane.js";

const TEST_POINTS = 400;

// { x, labels, testX, testLabels, classes, plane, window } of complete settings, always the
// same for the same. Digits need `digits`, which is digits.json; points in the plane have a
// window { left, right, bottom, top }.
export function problem(settings, digits = null) {
  const { data, points, noise, pixels, seed } = settings;
  const random = randomFor(seed, "data");
  if (data === "digits") {
    if (!digits) throw new Error("the digits have not been handed in yet");
    const drawn = drawDigits(digits, points, pixels, random);
    return mislabelled({ ...drawn, classes: 10, plane: false, window: null }, settings);
  }
  const { draw, window } = PLANES[data];
  const { x, labels } = draw(points, random, noise);
  const { x: testX, labels: testLabels } = draw(TEST_POINTS, random, noise);
  const drawn = { x, labels, testX, testLabels, classes: 2, plane: true, window };
  return mislabelled(drawn, settings);
}

// Gives a share of the training labels another class, drawn evenly among the others.
function mislabelled(drawn, { wrong, seed }) {
  const random = randomFor(seed, "labels");
  const { classes } = drawn;
  const labels = [...drawn.labels];
  const count = Math.round(wrong * labels.length);
  for (const i of shuffled(labels.length, random).slice(0, count)) {
    labels[i] = (labels[i] + 1 + Math.floor((classes - 1) * random.uniform())) % classes;
  }
  return { ...drawn, labels };
}
