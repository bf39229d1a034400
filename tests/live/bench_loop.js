// The loop with a clock of its own: each step of a run and each piece of a survey takes as
// many milliseconds as a test says. `script` lists what it hears when.
import { Loop } from "../../nncourse/live/bench/loop.js";
import { Measurement } from "../../nncourse/live/bench/measurement.js";
import { Run } from "../../nncourse/live/bench/run.js";

export function run(_, { script, digits = null, stepTakes = 1, pieceTakes = 1, until }) {
  let clock = 0, next = null, due = 0;
  const said = [], turns = [];
  const [step, goOn] = [Run.prototype.step, Measurement.prototype.goOn];
  Run.prototype.step = function () { clock += stepTakes; return step.call(this); };
  Measurement.prototype.goOn = function () { clock += pieceTakes; goOn.call(this); };
  const soon = (f, wait = 0) => [next, due] = [f, clock + wait];
  [globalThis.setTimeout, globalThis.clearTimeout] = [soon, () => {}];
  const loop = new Loop((message) => said.push({ at: clock, ...message }),
    { now: () => clock, later: (f) => soon(f) });
  if (digits) loop.hear({ do: "digits", digits });
  const left = [...script];
  while (clock < until && (next || left.length)) {
    if (left.length && (!next || left[0][0] <= Math.max(clock, due))) {
      clock = Math.max(clock, left[0][0]);
      loop.hear(left.shift()[1]);
      continue;
    }
    clock = Math.max(clock, due);
    const [before, turn] = [clock, next];
    next = null;
    turn();
    turns.push(clock - before);
  }
  Object.assign(Run.prototype, { step });
  Object.assign(Measurement.prototype, { goOn });
  const lengths = (one) => ({ ...one, surface: one.surface?.length,
    units: one.units?.map((unit) => unit.length), read: one.read && Array.from(one.read),
    sure: one.sure && Array.from(one.sure) });
  return { turns, idle: next === null,
    said: said.map((one) => ({ ...one, runs: one.runs?.map(lengths) })) };
}
