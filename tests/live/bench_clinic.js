// The bench's copy of the clinic's arithmetic: what it makes of a history from Python, and
// of a run of its own.
import { checkup } from "../../nncourse/live/bench/clinic/checkup.js";
import { diagnose, inWords } from "../../nncourse/live/bench/clinic/diagnose.js";
import { readings } from "../../nncourse/live/bench/clinic/readings.js";
import { problem } from "../../nncourse/live/bench/problems.js";
import { Run } from "../../nncourse/live/bench/run.js";
import { complete } from "../../nncourse/live/bench/settings.js";

export function run(_, given) {
  return given.history ? ofHistory(given) : ofSettings(given);
}

function ofHistory({ history, tests, rules }) {
  const read = readings(withNaN(history));
  return { readings: read, said: inWords(diagnose(read, tests, rules), rules.words) };
}

function ofSettings({ settings: some, digits, steps, rules }) {
  const settings = complete(some);
  const data = problem(settings, digits);
  const one = new Run(settings, data);
  const before = checkup(one, one.measure());
  for (let k = 0; k < steps; k++) one.step();
  const { readings: read, tests } = checkup(one, one.measure());
  const finding = diagnose(read, tests, rules);
  return { before, early: one.diary.early.length, tests, ...finding };
}

// JSON has no nan: null stands for it.
function withNaN(value) {
  if (value === null) return NaN;
  if (Array.isArray(value)) return value.map(withNaN);
  if (typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, withNaN(v)]));
}
