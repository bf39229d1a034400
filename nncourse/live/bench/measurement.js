// A look at a run, in pieces of a few milliseconds each, so that whoever trains a large
// network can attend to other things in between. The run must not step meanwhile.
import { softmax } from "../loss.js";
import { Scores, largest } from "./scores.js";
import { outputOf } from "./stages.js";
import { grid, probabilities } from "./surface.js";
import { OutputSigns, weightSigns } from "./vital_signs.js";

const PIECE = 64; // examples
const WATCHED = 250; // examples of those learnt from: enough for a curve

export class Measurement {
  done = false;
  surface = null;
  units = null;
  read = null;
  sure = null;

  // look: { surface: side or 0, units: { layer, side } or null, read: how many of the first
  // test examples to read, at most 64 }.
  constructor(run, { surface = 0, units = null, read = 0 } = {}) {
    this.run = run;
    this.look = { surface, units, read };
    this.train = new Scores();
    this.test = new Scores();
    this.signs = run.stages.map((stage) => new OutputSigns(stage));
    this.pieces = this.eachPiece();
    this.goOn();
  }

  // Does the next piece, after which `done` says whether it was the last.
  goOn() {
    this.done = this.pieces.next().done;
  }

  *eachPiece() {
    const { net, problem } = this.run;
    const { x, labels, testX, testLabels, plane } = problem;
    const watched = Math.min(WATCHED, x.length);
    const some = spread(x.length, watched);
    for (const rows of chunks(watched)) {
      net.forward(rows.map((k) => x[some[k]]));
      this.train.add(net.logits, rows.map((k) => labels[some[k]]));
      yield;
    }
    for (const rows of chunks(testX.length)) {
      net.forward(rows.map((i) => testX[i]));
      this.test.add(net.logits, rows.map((i) => testLabels[i]));
      for (const signs of this.signs) signs.add();
      if (rows[0] === 0 && this.look.read) this.readFirst(this.look.read);
      yield;
    }
    if (!plane) return;
    if (this.look.surface) yield* this.eachOfSurface(this.look.surface);
    if (this.look.units) yield* this.eachOfUnits(this.look.units);
  }

  // What the network reads in the first examples, and with what probability.
  readFirst(count) {
    const { logits } = this.run.net;
    const rows = logits.toRows().slice(0, count);
    this.read = Uint8Array.from(rows, largest);
    const p = new Float64Array(logits.columns);
    this.sure = Float32Array.from(rows, (row) => {
      softmax(row, p);
      return p[largest(row)];
    });
  }

  *eachOfSurface(side) {
    const { net, problem } = this.run;
    const places = grid(problem.window, side);
    const surface = new Float32Array(places.length);
    for (const rows of chunks(places.length)) {
      net.forward(rows.map((i) => places[i]));
      surface.set(probabilities(net.logits), rows[0]);
      yield;
    }
    this.surface = surface;
  }

  *eachOfUnits({ layer, side }) {
    const { net, problem, stages } = this.run;
    const stage = stages[layer];
    if (!stage) return; // the other run may be deeper
    const places = grid(problem.window, side);
    const units = Array.from({ length: stage.dense.nOut },
      () => new Float32Array(places.length));
    for (const rows of chunks(places.length)) {
      net.forward(rows.map((i) => places[i]));
      const { data, columns } = outputOf(stage);
      units.forEach((unit, j) => {
        rows.forEach((i, k) => { unit[i] = data[k * columns + j]; });
      });
      yield;
    }
    this.units = units;
  }

  result() {
    const { run, train, test, surface, units, read, sure } = this;
    const { taken, epoch, diverged, stages } = run;
    const net = taken > 0 ? run.net : run.twin;
    return {
      step: taken, epoch, diverged,
      loss: train.loss, accuracy: train.accuracy,
      testLoss: test.loss, testAccuracy: test.accuracy,
      layers: stages.map(({ place, name, dense }, i) => ({
        place, name, units: dense.nOut,
        ...weightSigns(net, { place, dense: net.places.get(place) }, taken > 0),
        ...this.signs[i].result(),
      })),
      ...(surface && { surface }), ...(read && { read, sure }),
      ...(units && { units, unitsLayer: this.look.units.layer }),
    };
  }
}

// 0 to n - 1 in lists of PIECE.
function chunks(n) {
  const starts = Array.from({ length: Math.ceil(n / PIECE) }, (_, k) => k * PIECE);
  return starts.map((start) =>
    Array.from({ length: Math.min(PIECE, n - start) }, (_, i) => start + i));
}

// `count` of the numbers below n, evenly spread.
function spread(n, count) {
  return Array.from({ length: count }, (_, k) => Math.floor((k * n) / count));
}
