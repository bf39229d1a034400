// A network of the package in JavaScript: forward, loss, backward, step, with its letters.
//
// Python writes the network down (nncourse.live.spec) and this reads it; from the same
// weights and batches both get the same numbers, to rounding. It knows no document, so it
// runs in a page, in a worker and in Node. Nothing is allocated in a step: what a pass
// returns is overwritten by the next one, so copy what you want to keep.
import { quoted } from "./checks.js";
import { Matrix, readBatch } from "./matrix.js";
import { softmaxCrossEntropy } from "./loss.js";
import { Sequential } from "./sequential.js";
import { takeStep } from "./optimizers.js";

// The network that a spec describes. `seed` is that of its dropout.
export function fromSpec(spec, { seed = 0 } = {}) {
  return new Network(Sequential.build(spec), seed);
}

class Network {
  // body: the outermost Sequential. Parameters go by names as in Python: "0.W", "2.gamma".
  constructor(body, seed) {
    this.body = body;
    this.places = new Map(body.walk(""));
    this.dlogits = new Matrix();
    this.x = new Matrix();
    this.joinParameters();
    let stream = 0;
    for (const layer of this.places.values()) layer.seed?.(seed, stream++);
  }

  get layers() { return this.body.layers; }

  // As in Python: activations[0] is x, activations[i] what layers[i - 1] put out, and
  // gradients[i] belongs to activations[i]. Matrices; gradients[0], on the data, is null.
  get activations() { return this.body.activations; }
  get gradients() { return this.body.gradients; }

  // All parameters in one vector p, all gradients in g and the last step in `update`; each
  // W is a view of p.
  joinParameters() {
    const slots = [...this.places].flatMap(([place, layer]) => Object.keys(layer.params)
      .map((name) => ({ key: `${place}.${name}`, layer, name })));
    const size = slots.reduce((sum, { layer, name }) => sum + layer.params[name].length, 0);
    this.p = new Float64Array(size);
    this.g = new Float64Array(size);
    this.update = new Float64Array(size);
    this.params = {};
    this.grads = {};
    this.updates = {};
    let start = 0;
    for (const { key, layer, name } of slots) {
      const end = start + layer.params[name].length;
      this.p.set(layer.params[name], start);
      this.params[key] = layer.params[name] = this.p.subarray(start, end);
      this.grads[key] = layer.grads[name] = this.g.subarray(start, end);
      this.updates[key] = this.update.subarray(start, end);
      start = end;
    }
  }

  // The logits, one row an example, of x, an array of rows. `masks` says what a Dropout
  // multiplies by instead of drawing: { "2": rows }, by the layer's place.
  forward(x, { training = false, masks = {} } = {}) {
    for (const [place, rows] of Object.entries(masks)) {
      const layer = this.places.get(place);
      if (!layer?.useMask) throw new RangeError(`no Dropout is at place ${quoted(place)}`);
      layer.useMask(rows);
    }
    this.hasLoss = false;
    this.logits = this.body.forward(readBatch(x, this.x), training);
    return this.logits.toRows();
  }

  // The mean of -ln p[label] for the last forward's batch.
  loss(labels) {
    if (!this.logits) throw new Error("call forward before loss");
    const value = softmaxCrossEntropy(this.logits, labels, this.dlogits);
    this.hasLoss = true;
    return value;
  }

  // Fills `grads` and `gradients` with the slopes of the last loss.
  backward() {
    if (!this.hasLoss) throw new Error("call loss before backward");
    this.body.backwardToParams(this.dlogits);
    this.hasGradients = true;
  }

  // Moves the parameters once: { kind: "sgd", lr: 0.1 } and the like, see optimizers.js.
  step(optimizer) {
    if (!this.hasGradients) throw new Error("call backward before step");
    takeStep(this, optimizer);
  }
}
