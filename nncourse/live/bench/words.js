// Every word that the bench's knobs show, in one place for translation.

export const GROUPS = {
  data: "Data", network: "Network", training: "Training",
};

export const LABELS = {
  data: "data",
  points: "examples to learn from",
  noise: "scatter of the points",
  wrong: "share of wrong labels",
  pixels: "pixels",
  depth: "hidden layers",
  width: "units in each",
  activation: "activation",
  init: "first weights",
  gain: "first weights, times",
  norm: "normalisation",
  residual: "residual connections",
  dropout: "dropout",
  optimizer: "optimizer",
  lr: "learning rate",
  schedule: "schedule of the rate",
  length: "steps of the schedule",
  decay: "weight decay",
  batch: "batch",
  clip: "gradient norm at most",
  seed: "seed",
};

// Values that are not shown as they are written.
export const VALUES = {
  pixels: { "0-1": "0 to 1", "0-16": "0 to 16" },
  activation: { relu: "ReLU", "leaky-relu": "leaky ReLU" },
  init: { small: "small (0.01)", xavier: "Xavier", he: "He" },
  norm: { batch: "batch norm", layer: "layer norm" },
  optimizer: { sgd: "SGD", adam: "Adam", adamw: "AdamW" },
  schedule: { "warm-up": "warm-up, then cosine" },
  clip: { 0: "no limit" },
};

export const LAYERS = { hidden: "hidden layer", output: "output" };
