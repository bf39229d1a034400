// What share of the learning rate a step takes, by how far the schedule has got.
//
// `step` counts from 0, `length` is the schedule's; after it the last share stays.

const WARM_UP = 0.1; // of the schedule's length

const SHARES = {
  constant: () => 1,
  step: (done) => (done < 0.6 ? 1 : 0.1),
  cosine: (done) => halfCosine(done),
  "warm-up": (done, step, length) => {
    const rising = Math.max(1, Math.round(WARM_UP * length));
    if (step < rising) return (step + 1) / rising;
    return halfCosine((step - rising) / (length - rising));
  },
};

// From 1 down to 0.
function halfCosine(done) {
  return 0.5 * (1 + Math.cos(Math.PI * done));
}

export function rateAt(step, { lr, schedule, length }) {
  return lr * SHARES[schedule](Math.min(1, step / length), Math.min(step, length), length);
}
