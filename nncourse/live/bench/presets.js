// Settings worth seeing, one or more a chapter, each with what it shows.
//
// A second run beside the first differs in what the preset is about. `promise` takes both,
// as they are measured after `steps` steps, and tells whether they show what the preset
// says; the tests ask it on several seeds.

const DEEP_DIGITS = { points: 1000, pixels: "standardised", width: 64, batch: 32 };
const SPIRALS = { data: "spirals", points: 500, optimizer: "adam", lr: 0.01 };

const first = (run) => run.layers[0];
const lastHidden = (run) => run.layers.at(-2);
const atChance = (run) => run.testAccuracy < 0.25;
const reads = (run) => run.testAccuracy > 0.8;

export const PRESETS = [
  {
    id: "sixteen-units", chapter: "01", title: "Sixteen units read digits",
    says: "Chapter 1's network, and beside it one whose rate is a hundred times lower.",
    runs: [{}, { lr: 0.001 }],
    steps: 300,
    promise: (a, b) => reads(a) && b.testAccuracy < 0.6,
  },
  {
    id: "two-spirals", chapter: "02", title: "Two spirals, untangled",
    says: "Three hidden layers bend the plane until a line parts the spirals; two units " +
      "in a single layer cannot.",
    runs: [
      { ...SPIRALS, depth: 3, width: 16 },
      { ...SPIRALS, depth: 1, width: 2 },
    ],
    steps: 1000,
    promise: (a, b) => a.testAccuracy > 0.93 && b.testAccuracy < 0.85,
  },
  {
    id: "sigmoid-stands-still", chapter: "03", title: "The sigmoid that stands still",
    says: "Ten sigmoid layers stay at chance, for their first layers get next to no " +
      "gradient; beside them ten layers of ReLU.",
    runs: [
      { ...DEEP_DIGITS, depth: 9, lr: 0.05, activation: "sigmoid", init: "xavier" },
      { ...DEEP_DIGITS, depth: 9, lr: 0.05, activation: "relu", init: "he" },
    ],
    steps: 200,
    promise: (a, b) => atChance(a) && reads(b) &&
      first(a).gradient < 1e-3 * a.layers.at(-1).gradient,
  },
  {
    id: "thirty-layers", chapter: "03", title: "Thirty layers, as today",
    says: "ReLU and He's weights alone do not carry thirty layers; residual connections, " +
      "layer norm, AdamW and a warm-up do.",
    runs: [
      { ...DEEP_DIGITS, depth: 29, width: 32 },
      {
        ...DEEP_DIGITS, depth: 29, width: 32, residual: "on", norm: "layer",
        optimizer: "adamw", lr: 0.003, decay: 0.01, schedule: "warm-up", length: 200,
        clip: 1,
      },
    ],
    steps: 200,
    promise: (a, b) => a.testAccuracy < 0.5 && b.testAccuracy > 0.85,
  },
  {
    id: "explosion", chapter: "04", title: "The explosion",
    says: "Weights three times He's: after a few steps the loss is no number any more. " +
      "Beside it the same weights with batch norm.",
    runs: [
      { ...DEEP_DIGITS, depth: 9, width: 50, gain: 3, optimizer: "momentum", lr: 0.03 },
      {
        ...DEEP_DIGITS, depth: 9, width: 50, gain: 3, optimizer: "momentum", lr: 0.03,
        norm: "batch",
      },
    ],
    steps: 150,
    promise: (a, b) => a.diverged && reads(b),
  },
  {
    id: "unit-dies", chapter: "05", title: "The unit that dies",
    says: "Raw pixels of 0 to 16 at a rate of 0.15 push most ReLU units below zero for " +
      "good; a rate of 0.01 leaves them alive.",
    runs: [
      { pixels: "0-16", width: 256, batch: 32, lr: 0.15 },
      { pixels: "0-16", width: 256, batch: 32, lr: 0.01 },
    ],
    steps: 200,
    promise: (a, b) => first(a).dead > 0.5 && first(b).dead < 0.1 && reads(b),
  },
  {
    id: "born-dead", chapter: "05", title: "Born dead",
    says: "Thirty layers of two ReLU units each: before the first step some layer is off " +
      "for every digit, so no digit and no gradient gets through. With sixteen units " +
      "they do.",
    runs: [
      { pixels: "standardised", depth: 30, width: 2 },
      { pixels: "standardised", depth: 30, width: 16 },
    ],
    steps: 20,
    promise: (a, b) => lastHidden(a).dead === 1 && first(a).gradient === 0 &&
      lastHidden(b).dead < 1 && first(b).gradient > 0,
  },
  {
    id: "batch-norm-rate", chapter: "06", title: "A rate that only batch norm bears",
    says: "Eight hidden layers at a rate of 1, without batch norm and with it.",
    runs: [
      { ...DEEP_DIGITS, depth: 8, width: 50, batch: 64, lr: 1 },
      { ...DEEP_DIGITS, depth: 8, width: 50, batch: 64, lr: 1, norm: "batch" },
    ],
    steps: 150,
    promise: (a, b) => a.testAccuracy < 0.5 && reads(b),
  },
  {
    id: "batches-of-two", chapter: "06", title: "Batches of two",
    says: "Batch norm standardises by what is in the batch. With two examples in it that " +
      "is hardly anything; with thirty-two it is enough.",
    runs: [
      { ...DEEP_DIGITS, depth: 3, width: 32, norm: "batch", batch: 2, lr: 0.03 },
      { ...DEEP_DIGITS, depth: 3, width: 32, norm: "batch", batch: 32, lr: 0.03 },
    ],
    steps: 400,
    promise: (a, b) => a.testAccuracy < b.testAccuracy - 0.1,
  },
  {
    id: "rate-too-high", chapter: "07", title: "One rate too high",
    says: "The same network at 3 and at 0.1.",
    runs: [{ depth: 2, width: 64, batch: 32, lr: 3 }, { depth: 2, width: 64, batch: 32 }],
    steps: 200,
    promise: (a, b) => atChance(a) && reads(b),
  },
  {
    id: "cosine-arrives", chapter: "07", title: "A rate that comes down arrives",
    says: "Batches of eight with momentum: a constant rate goes on leaping about, half a " +
      "cosine arrives.",
    runs: [
      { width: 32, batch: 8, optimizer: "momentum" },
      { width: 32, batch: 8, optimizer: "momentum", schedule: "cosine", length: 1000 },
    ],
    steps: 1000,
    promise: (a, b) => b.loss < 0.5 * a.loss && b.testAccuracy > a.testAccuracy,
  },
  {
    id: "wrong-labels", chapter: "08", title: "Learnt by heart, or not",
    says: "A fifth of 500 labels is wrong. Without dropout the network learns them too; " +
      "with dropout it does worse on these and better on digits that it has not seen.",
    runs: [
      { points: 500, wrong: 0.2, width: 100, optimizer: "momentum", batch: 64 },
      {
        points: 500, wrong: 0.2, width: 100, optimizer: "momentum", batch: 64,
        dropout: 0.5,
      },
    ],
    steps: 400,
    promise: (a, b) => a.accuracy > b.accuracy + 0.03 &&
      b.testAccuracy > a.testAccuracy + 0.03,
  },
];
