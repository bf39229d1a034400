// What the reader shows, without a document: pixels in, hidden units and probabilities out.
import { fromSpec } from "../engine.js";
import { softmax } from "../loss.js";

export class ReadingNetwork {
  constructor(spec) {
    this.net = fromSpec(spec);
    this.p = new Float64Array(10);
  }

  // { hidden, p }: what leaves the hidden units, and the ten probabilities.
  read(pixels) {
    const [logits] = this.net.forward([pixels]);
    softmax(logits, this.p);
    return { hidden: this.net.activations[2].row(0), p: this.p };
  }

  get units() { return this.net.activations[2]?.columns ?? this.net.layers[0].nOut; }

  // The first layer's weights of one unit, 64 numbers.
  weightsOf(unit) {
    const { W } = this.net.layers[0].params;
    const { nIn, nOut } = this.net.layers[0];
    return Float64Array.from({ length: nIn }, (_, pixel) => W[pixel * nOut + unit]);
  }
}

// 64 numbers from 0 to 1, of the 64 letters that Python wrote: "a" for 0 to "q" for 16.
export function pixelsOfLetters(letters) {
  return Float64Array.from(letters, (letter) => (letter.charCodeAt(0) - 97) / 16);
}
