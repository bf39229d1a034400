// What runs when. A cell runs after all that it needs of what stands above it and is not as
// it last ran, so that there is no order to remember.
import { giveToLite, litePoints } from "./lite_points.js";
import { keepNow, keepPoints, knownPoints } from "./storage.js";

const DOUBLE_TAP = 500; // milliseconds in which a second press is meant for the first button

function hostOf(address) {
  try {
    return new URL(address).host;
  } catch {
    return "";
  }
}

// The cells that `target` needs: all above it, but of the course's folded ones only those
// that define what is read below. So it waits for no figure and no check of other numbers.
export function neededBy(target, above) {
  const read = new Set(target.reads);
  return above.toReversed().filter((cell) => {
    if (cell.isAid && !cell.defines.some((name) => read.has(name))) return false;
    for (const name of cell.defines) read.delete(name);
    for (const name of cell.reads) read.add(name);
    return true;
  }).reverse();
}

export class Runner {
  // onChange(): whether something runs has changed.
  constructor(cells, session, onChange) {
    Object.assign(this, { cells, session, onChange });
    this.chain = Promise.resolve();
    this.waiting = new Set(); // asked for and not yet done
    this.target = null; // the one whose turn it is
    this.stopping = false;
    this.pressed = -Infinity; // when a cell was asked for last
    this.current = null; // the one that runs: the target or one above it
  }

  get isBusy() {
    return this.waiting.size > 0;
  }

  // Run a cell, once what was asked for before has run.
  run(cell) {
    if (this.waiting.has(cell)) return;
    keepNow(); // a run could take the whole page with it
    this.waiting.add(cell);
    this.pressed = performance.now();
    cell.setBusy(true);
    cell.say("waiting");
    this.onChange();
    this.chain = this.chain.then(async () => {
      if (!this.waiting.has(cell)) return; // stopped before its turn
      this.target = cell;
      this.stopping = false;
      try {
        await this.runWithAbove(cell);
      } catch (error) {
        console.error(error);
        this.drop();
        this.session.stop();
        cell.say("crashed", { what: error.message });
      } finally {
        this.target = null;
        this.settle(cell);
      }
    });
  }

  // All cells; an error ends it, but for one in an answer, which the other questions do not
  // need, or in an aid of the course's own.
  runAll() {
    for (const cell of this.cells) {
      cell.stopped = null;
      this.run(cell);
      this.chain = this.chain.then(() => {
        if (cell.ran === null && !cell.isAnswer && !cell.asks && !cell.isAid) this.drop();
      });
    }
  }

  async runWithAbove(target) {
    for (const cell of neededBy(target, this.cells.slice(0, target.number - 1))) {
      const mayHang = cell.stopped === cell.text && cell.runsNext !== target;
      if (cell.asks || mayHang || cell.ran === cell.text) continue;
      const outcome = await this.runOne(cell);
      if (outcome === "ended") return;
      const isOthers = cell.isAnswer && cell.runsNext !== target;
      if (outcome === "failed" && !isOthers && !cell.isAid) {
        target.say("above_failed", { number: cell.number });
        target.output.begin(); // what stood there was another run's
        target.output.end();
        return;
      }
    }
    await this.runOne(target);
  }

  // How far it is, beside the button that was pressed.
  sayStage(stage, bytes) {
    const { current, target } = this;
    if (stage === "running" && current !== target) {
      target?.sayStage("above", "above_at", { number: current.number, last: target.number - 1 });
    } else {
      const megabytes = (bytes / 1e6).toFixed(1);
      target?.sayStage(stage, stage === "running" ? null : "fetched", { megabytes });
    }
  }

  // A network is trained; of what stands above, which cell runs is enough.
  sayTraining(told) {
    if (this.current === this.target) this.target?.sayStage("running", "running_at", told);
  }

  // "ran", "failed", or "ended" if there is no Python any more.
  async runOne(cell) {
    const { target } = this;
    let outcome = "ended";
    this.current = cell;
    cell.beginOutput();
    const { text } = cell;
    const name = `${cell.number}`;
    try {
      const points = [...await litePoints(), ...knownPoints()];
      const asked = !this.stopping;
      const done = asked && await this.session.run({ source: text, name, points });
      if (!done) {
        const begun = asked && this.session.posted;
        if (begun && (cell === target || cell.isAnswer)) cell.stopped = text;
        target.say("stopped");
        return outcome;
      }
      outcome = done.fine ? "ran" : "failed";
      this.note(cell, text, done.fine);
      keepPoints(done.points);
      await giveToLite(knownPoints());
      if (cell === target) target.say(done.fine ? null : "failed");
      return outcome;
    } catch (problem) {
      if (!problem.why) throw problem;
      this.drop();
      target.say(problem.why, { what: problem.what, host: hostOf(problem.what) });
      return outcome;
    } finally {
      cell.endOutput(outcome !== "ended");
      this.current = null;
    }
  }

  // A cell has run. If it is not as it ran before, what ran below it stands on old values,
  // but for an answer, which the other questions do not need.
  note(cell, text, fine) {
    if (cell.ran !== text && !cell.isAnswer && !cell.asks) {
      for (const below of this.cells.slice(cell.number)) below.ran = null;
    }
    cell.ran = fine ? text : null;
    if (fine) cell.stopped = null;
  }

  stop() {
    if (performance.now() - this.pressed < DOUBLE_TAP) return;
    this.stopping = true;
    this.drop();
    this.session.stop();
  }

  // Forget what was asked for and has not begun.
  drop() {
    for (const cell of this.waiting) if (cell !== this.target) this.settle(cell, true);
  }

  settle(cell, quietly) {
    if (!this.waiting.delete(cell)) return;
    cell.setBusy(false);
    if (quietly) cell.say(null);
    this.onChange();
  }

  // Python is gone, and with it what the cells had defined.
  forget() {
    for (const cell of this.cells) cell.forget();
  }
}
