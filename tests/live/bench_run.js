// A run from its first weights on, and all that Python needs to do the same.
import { Batches } from "../../nncourse/live/bench/batches.js";
import { blueprint } from "../../nncourse/live/bench/blueprint.js";
import { normal, randomFor } from "../../nncourse/live/bench/draws.js";
import { problem } from "../../nncourse/live/bench/problems.js";
import { Run } from "../../nncourse/live/bench/run.js";
import { complete } from "../../nncourse/live/bench/settings.js";

const rows = (x) => x.map((row) => Array.from(row));

export function run(_, given) {
  const { some, digits = null, steps = 0, look = {}, normals = 0, rates = [] } = given;
  const settings = complete(some);
  const data = problem(settings, digits);
  const taken = new Run(settings, data);
  const start = taken.measure();
  const history = Array.from({ length: steps }, () => {
    const one = taken.step();
    if (given.looking) taken.measure(look);
    return one;
  });
  if (given.brief) return history;
  const { seed, batch } = settings;
  const numbers = data.x.map((_, i) => i);
  const stream = randomFor(seed, "order");
  const order = new Batches({ x: numbers, labels: numbers }, batch, stream);
  const weights = randomFor(seed, "weights");
  const end = taken.measure(look);
  if (end.surface) end.surface = Array.from(end.surface);
  if (end.units) end.units = end.units.map((unit) => Array.from(unit));
  return {
    spec: blueprint(settings, data.x[0].length, data.classes),
    data: { ...data, x: rows(data.x), testX: rows(data.testX) },
    batches: Array.from({ length: steps }, () => order.next().x),
    normals: Array.from({ length: normals }, () => normal(weights)),
    rates: rates.map((step) => taken.rule(step).lr),
    rule: taken.rule(0),
    params: Object.fromEntries(Object.entries(taken.net.params)
      .map(([name, p]) => [name, Array.from(p)])),
    start, history, end,
  };
}
