// What runs when. A cell runs after all that stands above it and is not as it last ran, so
// that there is no order to remember.
import { giveToLite, litePoints } from "./lite_points.js";
import { knownPoints, keepPoints } from "./storage.js";

export class Runner {
  // onChange(): whether something runs has changed.
  constructor(cells, session, onChange) {
    Object.assign(this, { cells, session, onChange });
    this.chain = Promise.resolve();
    this.waiting = new Set(); // asked for and not yet done
    this.target = null; // the one whose turn it is
    this.stopping = false;
    this.current = null; // the one that runs: the target or one above it
  }

  get isBusy() {
    return this.waiting.size > 0;
  }

  // Run a cell, once what was asked for before has run.
  run(cell) {
    if (this.waiting.has(cell)) return;
    this.waiting.add(cell);
    cell.setBusy(true);
    cell.say("waiting");
    this.onChange();
    this.chain = this.chain.then(async () => {
      if (!this.waiting.has(cell)) return; // stopped before its turn
      this.target = cell;
      this.stopping = false;
      await this.runWithAbove(cell);
      this.target = null;
      this.settle(cell);
    });
  }

  // All cells; an error ends it, but for an answer's, which the other questions do not need.
  runAll() {
    for (const cell of this.cells) {
      cell.stopped = null;
      this.run(cell);
      this.chain = this.chain.then(() => {
        if (cell.ran === null && !cell.isAnswer && !cell.asks) this.drop();
      });
    }
  }

  async runWithAbove(target) {
    for (const cell of this.cells.slice(0, target.number - 1)) {
      const asItRan = cell.ran === cell.text || cell.stopped === cell.text;
      if (cell.asks || asItRan) continue;
      const outcome = await this.runOne(cell);
      if (outcome === "ended") return;
      const needed = !cell.isAnswer || cell.runsNext === target; // not another question's
      if (outcome === "failed" && needed) {
        target.say("above_failed", { number: cell.number });
        return;
      }
    }
    await this.runOne(target);
  }

  // "ran", "failed", or "ended" if there is no Python any more.
  async runOne(cell) {
    const { target } = this;
    this.current = cell;
    cell.beginOutput();
    const { text } = cell;
    const name = `${cell.number}`;
    try {
      const points = [...knownPoints(), ...await litePoints()];
      const done = !this.stopping && await this.session.run({ source: text, name, points });
      if (!done) {
        cell.stopped = text;
        target.say("stopped");
        return "ended";
      }
      keepPoints(done.points);
      await giveToLite(knownPoints());
      cell.ran = done.fine ? text : null;
      if (cell === target) target.say(done.fine ? null : "failed");
      return done.fine ? "ran" : "failed";
    } catch (problem) {
      if (!problem.why) throw problem;
      this.drop();
      const host = URL.canParse(problem.what) ? new URL(problem.what).host : "";
      target.say(problem.why, { what: problem.what, host });
      return "ended";
    } finally {
      cell.output.end();
      this.current = null;
    }
  }

  stop() {
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
    for (const cell of this.cells) cell.ran = null;
  }
}
