// What the reader shows, without a document: pixels in, hidden units and probabilities out.
import { fromSpec } from "../engine.js";
import { softmax } from "../loss.js";

const LIT = 0.01; // an output's least probability to be called lit

export class ReadingNetwork {
  constructor(spec) {
    this.net = fromSpec(spec);
    this.p = new Float64Array(10);
  }

  // { hidden, p }: what leaves the hidden units, and the ten probabilities.
  read(pixels) {
    const [logits] = this.net.forward([pixels]);
    softmax(logits, this.p);
    this.logits = logits;
    return { hidden: this.hidden, p: this.p };
  }

  // What the last image does in the network: the units and the outputs that are `lit`, and
  // what the strongest `lines` into these carry, so `many` of each layer. Lines lead also to
  // the digit that is `meant`. `strongest` is the line that counts most in the likeliest one.
  atWork(meant, many) {
    const lit = {
      units: places(this.hidden, (h) => h > 0),
      outputs: places(this.p, (p) => p >= LIT),
    };
    const likeliest = this.p.indexOf(Math.max(...this.p));
    const outputs = [...new Set(meant === null ? lit.outputs : [...lit.outputs, meant])];
    const lines = [
      this.carried(0, lit.units).slice(0, many.pixels),
      this.carried(2, outputs).slice(0, many.votes),
    ];
    return { lines, lit, strongest: this.carried(2, [likeliest])[0] };
  }

  // One unit alone: all `lines` to and from it, the `sum` of the pixels' and the `bias` that
  // make the number `h` that it says, and the ten `logits` to which it has its votes.
  followed(unit) {
    const into = this.carried(0, [unit]);
    const votes = this.carried(2, [...this.p.keys()]).filter(({ from }) => from === unit);
    return {
      lines: [into, votes],
      sum: into.reduce((sum, { value }) => sum + value, 0),
      bias: this.net.layers[0].params.b[unit],
      h: this.hidden[unit],
      logits: this.logits,
    };
  }

  // What the lines from layer `layer` into some units of the next one carry, weight times
  // activation, as [{ from, to, a, weight, value }, ...], the strongest first.
  carried(layer, into) {
    const { params: { W }, nOut } = this.net.layers[layer];
    const activations = Array.from(this.net.activations[layer].row(0));
    const lines = into.flatMap((to) => activations.map(
      (a, from) => {
        const weight = W[from * nOut + to];
        return { from, to, a, weight, value: a * weight };
      }));
    return lines.filter(({ value }) => value !== 0)
      .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  }

  get hidden() { return this.net.activations[2].row(0); }

  get units() { return this.net.activations[2]?.columns ?? this.net.layers[0].nOut; }

  // The first layer's weights of one unit, 64 numbers.
  weightsOf(unit) {
    const { W } = this.net.layers[0].params;
    const { nIn, nOut } = this.net.layers[0];
    return Float64Array.from({ length: nIn }, (_, pixel) => W[pixel * nOut + unit]);
  }
}

// Where in a row of numbers those are that are `lit`.
function places(row, lit) {
  return Array.from(row.keys()).filter((k) => lit(row[k]));
}

// 64 numbers from 0 to 1, of the 64 letters that Python wrote: "a" for 0 to "q" for 16.
export function pixelsOfLetters(letters) {
  return Float64Array.from(letters, (letter) => (letter.charCodeAt(0) - 97) / 16);
}
