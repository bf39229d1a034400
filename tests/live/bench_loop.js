// The loop with a clock of its own: each step of a run, and each piece of a survey, takes as
// many milliseconds as a test says. What is heard when, and what is said, comes back.
import { Loop } from "../../nncourse/live/bench/loop.js";
import { Measurement } from "../../nncourse/live/bench/measurement.js";
import { Run } from "../../nncourse/live/bench/run.js";

export function run(_, { script, digits = null, stepTakes = 1, pieceTakes = 1, until }) {
  let clock = 0, next = null;
  const said = [], turns = [];
  const [step, goOn] = [Run.prototype.step, Measurement.prototype.goOn];
  Run.prototype.step = function () { clock += stepTakes; return step.call(this); };
  Measurement.prototype.goOn = function () { clock += pieceTakes; goOn.call(this); };
  globalThis.setTimeout = (f, wait) => { next = () => { clock += wait; f(); }; return 1; };
  globalThis.clearTimeout = () => {};
  const loop = new Loop((message) => said.push({ at: clock, ...message }),
    { now: () => clock, later: (f) => { next = f; } });
  if (digits) loop.hear({ do: "digits", digits });
  const left = [...script];
  while (clock < until && (next || left.length)) {
    while (left.length && (left[0][0] <= clock || !next)) {
      clock = Math.max(clock, left[0][0]);
      loop.hear(left.shift()[1]);
    }
    if (!next) continue;
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
