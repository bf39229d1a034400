// What a history says in single numbers, as nncourse/clinic/readings.py computes it.
//
// A history: { loss: [...], classes, gradient, spread, dead, saturation, update: rows with a
// number a layer, accuracy, train_accuracy: [...] }. What it cannot give is NaN.

export const EARLY = 5; // rows

export function readings(history) {
  return {
    ...ofLoss(history),
    vanishing: ofGradient(history.gradient),
    ...ofActivations(history),
    ...ofUpdates(history.update),
    ...ofAccuracy(history),
  };
}

function ofLoss({ loss, classes }) {
  const known = loss.filter(Number.isFinite);
  const chance = Math.log(classes);
  return {
    lost: 1 - known.length / loss.length,
    start: loss[0] / chance,
    peak: largest(medians(known)) / either(Math.max, loss[0], chance),
    left: median(late(known)) / either(Math.min, loss[0], chance),
  };
}

function ofGradient(rows) {
  const early = earlyMedians(rows);
  return early.length > 1 ? early[0] / early.at(-1) : NaN;
}

function ofActivations({ loss, spread: spreads, dead: deads, saturation }) {
  const [spread, dead, saturated] = [spreads, deads, saturation].map(([first]) => first);
  const steps = spread.length - 1;
  return {
    spread: spread[0] ?? NaN,
    growth: steps > 0 ? (spread.at(-1) / spread[0]) ** (1 / steps) : NaN,
    output: loss[0] / (spread.at(-1) ?? NaN),
    "born dead": dead.length > 0 ? Math.max(...dead) : NaN,
    squashers: saturated.length,
    "saturated first": saturated[0] ?? NaN,
    "saturated last": saturated.at(-1) ?? NaN,
  };
}

function ofUpdates(rows) {
  if (rows[0].length === 0) return { "first step": NaN, "longest step": NaN };
  return {
    "first step": Math.max(...rows[0]),
    "longest step": Math.max(...earlyMedians(rows)),
  };
}

function ofAccuracy({ train_accuracy: seen = [], accuracy: unseen = [] }) {
  const [mine, others] = [seen, unseen].map((values) => median(late(values)));
  return { seen: mine, gap: mine - others };
}

// The last fifth of the rows, and at least three where there are as many.
function late(values) {
  return values.slice(-Math.max(3, Math.floor(values.length / 5)));
}

// The median of every five rows in turn: one noisy batch says nothing.
function medians(values) {
  if (values.length < EARLY) return values;
  return values.slice(EARLY - 1).map((_, i) => median(values.slice(i, i + EARLY)));
}

// Of however many; Math.max takes no more than some ten thousand.
function largest(values) {
  return values.reduce((most, value) => (value < most ? most : value), NaN);
}

// The median of each layer's first rows.
function earlyMedians(rows) {
  const early = rows.slice(0, EARLY);
  return rows[0].map((_, layer) => median(early.map((row) => row[layer])));
}

// Of two numbers, or the one that is a number.
function either(choose, a, b) {
  if (Number.isNaN(a)) return b;
  return Number.isNaN(b) ? a : choose(a, b);
}

function median(values) {
  if (values.length === 0 || values.some(Number.isNaN)) return NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
