// What the graph's parts without a document make of a network and an example.
import { fromSpec } from "../../nncourse/live/engine.js";
import { slopeByDifferences } from "../../nncourse/live/graph/differences.js";
import { FAULTS, FAULT_NAMES, contradiction, verdict }
  from "../../nncourse/live/graph/faults.js";
import { Model, networkOf } from "../../nncourse/live/graph/model.js";
import { written } from "../../nncourse/live/graph/number_text.js";
import { BACKWARD, numberOf, placesOf } from "../../nncourse/live/graph/places.js";
import { sumOf } from "../../nncourse/live/graph/sums.js";

export function run(_, { network, example, numbers }) {
  const fresh = (settings = { numberByNumber: true, rate: 0.1 }) =>
    new Model(networkOf(network), example, settings);
  const slopes = (model) => BACKWARD.flatMap((name) => placesOf(name, model.sizes));
  return {
    values: fresh().values,
    engine: byEngine(network, example),
    walk: walked(fresh()),
    arrays: walked(fresh(), (model) => model.nextArray()),
    large: walked(fresh({ numberByNumber: false, rate: 0.1 })),
    differences: Object.fromEntries(slopes(fresh()).map((where) => [where.key,
      slopeByDifferences(fresh().values, numberOf(where))])),
    sums: Object.fromEntries(fresh().stages.flatMap(({ places }) => places)
      .map((where) => [where.key, sumOf(fresh().values, where)])),
    stepped: taken(fresh()),
    undone: undone(fresh()),
    faults: FAULT_NAMES.map((fault) => {
      const model = fresh();
      model.plant(fault);
      return {
        fault,
        array: FAULTS[fault][0],
        verdicts: slopes(model).map((where) => [where.key, verdict(model.values, where)]),
        named: FAULT_NAMES.map((name) => contradiction(model.values, name)),
        values: model.values,
      };
    }),
    written: numbers.map(written),
  };
}

function byEngine(network, { x, label }) {
  const net = fromSpec(network);
  net.forward([x]);
  const L = net.loss([label]);
  net.backward();
  const row = (matrix) => Array.from(matrix.row(0));
  return {
    L, a: row(net.activations[1]), z: row(net.activations[3]),
    da: row(net.gradients[1]), dh: row(net.gradients[2]), dz: row(net.gradients[3]),
    dW1: Array.from(net.grads["0.W"]), db1: Array.from(net.grads["0.b"]),
  };
}

// What each press of Next shows, and how many numbers are then seen.
function walked(model, press = () => model.next()) {
  const shown = [];
  while (model.stages[model.shown].pass !== "step") {
    const { pass, name, places } = press(model);
    shown.push([pass, name, places.map(({ key }) => key), model.seen.size]);
  }
  return shown;
}

function taken(model) {
  const before = model.values;
  model.run("step");
  return { before: before.L, after: model.values.L, network: model.network };
}

// A step and all that is shown can be taken back, to the beginning.
function undone(model) {
  model.run("step");
  model.next();
  for (let k = 0; k < 1000 && model.canGoBack; k++) model.back();
  return { shown: model.shown, network: model.network };
}
