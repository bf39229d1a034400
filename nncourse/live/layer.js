// What all layers share: parameters and gradients by name, and the order of a pass.
//
// x, y, dx and dy are matrices, one example a row. Each layer owns what it puts out.

export class Layer {
  params = {}; // name -> Float64Array, a W row after row
  grads = {}; // the gradient of W goes by W

  // This layer with its place in the network; for a network also all that is in it.
  *walk(place) { yield [place, this]; }

  // All of `backward` that a network's first layer needs: dx may be left out.
  backwardToParams(dy) { this.backward(dy); }

  setParameters(params) {
    this.params = params;
    for (const name of Object.keys(params)) {
      this.grads[name] = new Float64Array(params[name].length);
    }
  }
}

// x has the number of features that the layer's parameters were made for.
export function checkWidth(layer, x, width) {
  if (x.columns !== width) {
    throw new RangeError(
      `${layer.constructor.name} takes ${width} features, got ${x.columns}`);
  }
}
