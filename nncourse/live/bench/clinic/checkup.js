// What the doctor has of a run on the bench: its readings, and the tests that are made here.
import { readings } from "./readings.js";

// { readings, tests }, or null before the first step. `measured` is what a Measurement
// has found just now. The bench's own gradients, its first weights, which are always drawn,
// and its evaluation, which drops nothing, need no test.
export function checkup({ diary, problem, settings, taken }, measured) {
  if (taken === 0) return null;
  const { classes, x } = problem;
  const { accuracy, testAccuracy, loss } = measured;
  const learning = mean(diary.loss.slice(-5));
  return {
    readings: readings(diary.history({ classes, accuracy, testAccuracy })),
    tests: {
      "gradient check": { wrong: 0 },
      "evaluate twice": { difference: 0 },
      "look at the weights": { alike: 0 },
      "look at the data": { batch: settings.batch, "data spread": spread(x) },
      "drop nothing": { excess: (learning - loss) / Math.log(classes) },
    },
  };
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

// Of all features together.
function spread(x) {
  const middle = mean(x.map(mean));
  return Math.sqrt(mean(x.map((row) => mean(row.map((value) => (value - middle) ** 2)))));
}
