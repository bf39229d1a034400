// The loop behind the bench: hears commands, trains in short turns, says what there is to see.
//
// worker.js runs it in a worker; where there is none it runs beside the page. Between two
// turns whoever shares the thread gets theirs, so a command is heard within one turn.
import { aboveZero, quoted } from "../checks.js";
import { problem } from "./problems.js";
import { Measurement } from "./measurement.js";
import { Run } from "./run.js";
import { complete } from "./settings.js";

const TURN = 6; // milliseconds after which no further step or piece of a measurement begins
const BETWEEN = 50; // milliseconds, at least, between two states said while playing
const SHARE = 3; // measuring takes at most one part in SHARE + 1 of the time
const BEHIND = 100; // milliseconds that steps may be behind their time and still catch up
const SURFACE = 40; // places along a side of the decision surface
const UNITS = 20; // and of each unit's

export class Loop {
  digits = null;
  loads = 0;
  asked = []; // the settings last loaded
  problems = [];
  runs = [];
  histories = [];
  playing = false;
  speed = null; // steps a second; null is as many as there is time for
  look = { surface: false, units: null, read: 0 };
  owed = false; // a state has to be said, whatever the time
  measuring = null; // { left, done, since }
  saidAt = -Infinity;
  cost = 0; // milliseconds that the last measuring took
  stepAt = 0; // when the next step is due
  waiting = false;

  // say(message) gets what a worker posts. `now` and `later`, which calls a function soon
  // after others had a turn, are for tests.
  constructor(say, { now = () => performance.now(), later = laterByChannel() } = {}) {
    Object.assign(this, { say, now, later });
  }

  hear(message) {
    try {
      if (!Object.hasOwn(COMMANDS, message.do)) {
        throw new RangeError(`the bench does not know how to do ${quoted(message.do)}`);
      }
      COMMANDS[message.do](this, message);
    } catch (error) {
      this.say({ say: "error", load: this.loads, words: error.message });
    }
    this.wake();
  }

  load(asked) {
    this.loads += 1;
    [this.runs, this.playing, this.measuring, this.owed] = [[], false, null, false];
    if (!Array.isArray(asked) || asked.length < 1 || asked.length > 2) {
      throw new RangeError(`one or two runs can be loaded, not ${quoted(asked?.length)}`);
    }
    this.asked = asked.map(complete);
    this.problems = this.asked.map((settings) => problem(settings, this.digits));
    this.begin();
  }

  // The runs as they are before their first step.
  begin() {
    this.runs = this.asked.map((settings, i) => new Run(settings, this.problems[i]));
    this.histories = this.runs.map(() => []);
    [this.playing, this.measuring, this.owed] = [false, null, true];
  }

  play(playing) {
    if (this.runs.length === 0) throw new Error("load a run before you play it");
    this.playing = playing && !this.over;
    this.stepAt = this.now();
    this.owed = true;
  }

  get over() { return this.runs.every((run) => run.diverged); }

  stepAll() {
    this.measuring = null; // of weights that will not be there any more
    this.runs.forEach((run, i) => {
      const taken = run.step();
      if (taken) this.histories[i].push(taken);
    });
    if (this.over) [this.playing, this.owed] = [false, true];
  }

  turn() {
    this.waiting = false;
    const end = this.now() + TURN;
    try {
      do if (!this.goOn()) break; while (this.now() < end);
    } catch (error) {
      [this.playing, this.measuring, this.owed] = [false, null, false];
      this.say({ say: "error", load: this.loads, words: error.message });
    }
    this.wake();
  }

  // Does whatever is next, and tells whether there was anything.
  goOn() {
    if (this.measuring) this.goOnMeasuring();
    else if (this.owed || this.stateIsDue()) this.beginMeasuring();
    else if (this.playing && this.now() >= this.stepAt) this.stepInTime();
    else return false;
    return true;
  }

  stateIsDue() {
    if (!this.playing || this.histories.every((history) => history.length === 0)) return false;
    return this.now() - this.saidAt >= Math.max(BETWEEN, SHARE * this.cost);
  }

  stepInTime() {
    this.stepAll();
    if (this.speed === null) return;
    this.stepAt = Math.max(this.stepAt + 1000 / this.speed, this.now() - BEHIND);
  }

  beginMeasuring() {
    this.owed = false;
    const { surface, units, read } = this.look;
    const look = {
      surface: surface ? SURFACE : 0,
      units: units && { layer: units.layer, side: UNITS },
      read,
    };
    const since = this.now();
    this.measuring = { since, done: [], left: this.runs.map((run) => () =>
      new Measurement(run, look)) };
  }

  goOnMeasuring() {
    const { left, done, since } = this.measuring;
    const current = this.measuring.current ??= left.shift()();
    if (!current.done) current.goOn();
    if (!current.done) return;
    done.push(current.result());
    this.measuring.current = null;
    if (left.length > 0) return;
    this.measuring = null;
    this.cost = this.now() - since;
    this.sayState(done);
  }

  sayState(measured) {
    const runs = measured.map((one, i) => ({ ...one, history: this.histories[i] }));
    this.histories = this.runs.map(() => []);
    this.saidAt = this.now();
    const { loads: load, playing, speed } = this;
    this.say({ say: "state", load, playing, speed, runs });
  }

  // Sees to it that there is a next turn, if there is anything to do in it.
  wake() {
    if (this.waiting || this.runs.length === 0) return;
    if (!this.measuring && !this.owed && !this.playing) return;
    this.waiting = true;
    const idle = this.measuring || this.owed ? 0 : this.stepAt - this.now();
    if (idle > 1) setTimeout(() => this.turn(), Math.min(idle, BETWEEN));
    else this.later(() => this.turn());
  }
}

const COMMANDS = {
  digits: (loop, { digits }) => { loop.digits = digits; },
  load: (loop, { runs }) => loop.load(runs),
  play: (loop) => loop.play(true),
  pause: (loop) => loop.play(false),
  step: (loop) => {
    loop.play(false);
    loop.stepAll();
  },
  reset: (loop) => loop.begin(),
  speed: (loop, { stepsPerSecond }) => {
    if (stepsPerSecond !== null) aboveZero(stepsPerSecond, "steps per second");
    [loop.speed, loop.stepAt, loop.owed] = [stepsPerSecond, loop.now(), true];
  },
  look: (loop, { surface = false, units = null, read = 0 }) => {
    [loop.look, loop.owed] = [{ surface, units, read }, true];
  },
};

// Calls a function after all that waits already; a timer would wait four milliseconds.
function laterByChannel() {
  const { port1, port2 } = new MessageChannel();
  let call = null;
  port1.onmessage = () => call();
  return (next) => {
    call = next;
    port2.postMessage(null);
  };
}
