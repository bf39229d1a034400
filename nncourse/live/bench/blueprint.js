// The network that settings describe, before it has learnt anything, as a spec.
import { randomFor } from "./draws.js";
import { firstWeights } from "./first_weights.js";

const EPS = 1e-5;
const ACTIVATIONS = {
  sigmoid: { kind: "Sigmoid" },
  tanh: { kind: "Tanh" },
  relu: { kind: "ReLU" },
  "leaky-relu": { kind: "LeakyReLU", slope: 0.01 },
};

// Hidden layers of Dense, norm, activation and dropout, as the package's `mlp` stacks them,
// and a last Dense. With residual connections the second hidden layer and all after it
// are x + (norm, Dense, activation, dropout), and a norm stands before the last Dense.
export function blueprint(settings, features, classes) {
  const { depth, width, activation, init, gain, norm, residual, dropout } = settings;
  const random = randomFor(settings.seed, "weights");
  const dense = (nIn, nOut) => ({
    kind: "Dense",
    W: firstWeights(init, gain, nIn, nOut, random),
    b: new Array(nOut).fill(0),
  });
  const normed = NORMS[norm](width);
  const dropped = dropout > 0 ? [{ kind: "Dropout", rate: dropout }] : [];
  const after = [ACTIVATIONS[activation], ...dropped];
  const layers = [dense(features, width), ...normed, ...after];
  for (let i = 1; i < depth; i++) {
    if (residual === "off") layers.push(dense(width, width), ...normed, ...after);
    else {
      const inside = [...normed, dense(width, width), ...after];
      layers.push({ kind: "Residual", scale: 1, layers: inside });
    }
  }
  if (residual === "on" && depth > 1) layers.push(...normed);
  return { kind: "Sequential", layers: [...layers, dense(width, classes)] };
}

const scaleAndShift = (width) => ({
  gamma: new Array(width).fill(1), beta: new Array(width).fill(0), eps: EPS,
});
const NORMS = {
  none: () => [],
  batch: (width) => [{
    kind: "BatchNorm", ...scaleAndShift(width), momentum: 0.1,
    mean: new Array(width).fill(0), var: new Array(width).fill(1),
  }],
  layer: (width) => [{ kind: "LayerNorm", ...scaleAndShift(width) }],
};
