// Runs layers in order, and records every activation and every gradient between them.
import { GELU, LeakyReLU, ReLU, Sigmoid, Tanh } from "./activations.js";
import { finite, quoted } from "./checks.js";
import { Dense } from "./dense.js";
import { Dropout } from "./dropout.js";
import { Layer } from "./layer.js";
import { Matrix } from "./matrix.js";
import { BatchNorm, LayerNorm } from "./norms.js";

// Layers in order, themselves a layer. gradients[i] is dL / d activations[i].
export class Sequential extends Layer {
  static settings = ["layers"];

  // The network of a spec, which may be of this kind or one that extends it.
  static build(spec) {
    const layer = build(spec, "the network");
    if (!(layer instanceof Sequential)) {
      throw new TypeError(`a network is Sequential or Residual, not ${quoted(spec.kind)}`);
    }
    return layer;
  }

  constructor({ layers }) {
    super();
    if (!Array.isArray(layers) || layers.length === 0) {
      throw new TypeError(`layers must be a list of layers, not ${quoted(layers)}`);
    }
    this.layers = layers.map((spec, i) => build(spec, `layer ${i}`));
    this.activations = [];
    this.gradients = new Array(layers.length + 1).fill(null);
  }

  *walk(place) {
    yield [place, this];
    const prefix = place && `${place}.`;
    for (const [i, layer] of this.layers.entries()) yield* layer.walk(`${prefix}${i}`);
  }

  forward(x, training) {
    this.activations[0] = x;
    this.layers.forEach((layer, i) => {
      this.activations[i + 1] = layer.forward(this.activations[i], training);
    });
    return this.activations.at(-1);
  }

  backward(dy) {
    return this.gradients[0] = this.layers[0].backward(this.backwardToFirst(dy));
  }

  // `backward` without the gradient on the data, which no step needs.
  backwardToParams(dy) {
    this.layers[0].backwardToParams(this.backwardToFirst(dy));
    this.gradients[0] = null;
  }

  // The gradient on the first layer's output; those above it are kept.
  backwardToFirst(dy) {
    let i = this.layers.length;
    for (this.gradients[i] = dy; i > 1; i--) {
      this.gradients[i - 1] = this.layers[i - 1].backward(this.gradients[i]);
    }
    return this.gradients[1];
  }
}

// y = x + scale f(x), where f is the layers in order.
class Residual extends Sequential {
  static settings = ["layers", "scale"];
  y = new Matrix();
  scaled = new Matrix();
  dx = new Matrix();

  constructor(spec) {
    super(spec);
    this.scale = finite(spec.scale, "scale");
  }

  forward(x, training) {
    const f = super.forward(x, training);
    if (f.columns !== x.columns) {
      throw new RangeError(`Residual adds x, of ${x.columns} features, and what its ` +
        `layers make of it, of ${f.columns}`);
    }
    return addScaled(x, this.scale, f, this.y);
  }

  // dy, and what comes back through the layers from scale dy.
  backward(dy) {
    const [scaled, d] = [this.scaled.like(dy), dy.data];
    for (let i = 0; i < d.length; i++) scaled.data[i] = this.scale * d[i];
    return this.gradients[0] = addScaled(dy, 1, super.backward(scaled), this.dx);
  }

  backwardToParams(dy) { this.backward(dy); }
}

// sum = a + scale b.
function addScaled(a, scale, b, sum) {
  const out = sum.like(a).data;
  for (let i = 0; i < out.length; i++) out[i] = a.data[i] + scale * b.data[i];
  return sum;
}

const KINDS = {
  Dense, Sigmoid, Tanh, ReLU, LeakyReLU, GELU, BatchNorm, LayerNorm, Dropout,
  Sequential, Residual,
};

// The layer that a spec describes; `where` says which one an error is about.
function build(spec, where) {
  const Kind = Object.hasOwn(KINDS, spec?.kind) ? KINDS[spec.kind] : null;
  if (!Kind) {
    const known = Object.keys(KINDS).join(", ");
    const found = quoted(spec?.kind);
    throw new TypeError(`${where}: kind must be one of ${known}, not ${found}`);
  }
  for (const name of Object.keys(spec)) {
    if (name !== "kind" && !Kind.settings.includes(name)) {
      throw new TypeError(`${where}: ${spec.kind} has no ${quoted(name)}`);
    }
  }
  try {
    return new Kind(spec);
  } catch (error) {
    error.message = `${where}: ${error.message}`;
    throw error;
  }
}
