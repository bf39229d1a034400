// The loop behind the bench: it hears commands, trains in short turns, says what there is
// to see.
//
// worker.js runs it in a worker; where there is none it runs beside the page. Between two
// turns whoever shares the thread gets theirs, so a command is heard within one turn.
import { aboveZero, quoted } from "../checks.js";
import { checkup } from "./clinic/checkup.js";
import { laterByChannel } from "./later.js";
import { problem } from "./problems.js";
import { Run } from "./run.js";
import { complete } from "./settings.js";
import { Survey } from "./survey.js";

const TURN = 4; // milliseconds after which a turn begins nothing more
const BETWEEN = 50; // milliseconds, at least, between two states said while playing
const SHARE = 2; // surveys take at most one part in SHARE + 1 of the time
const BEHIND = 100; // milliseconds that steps may be late and still catch up

export class Loop {
  digits = null;
  loads = 0;
  asked = []; // the settings last loaded
  problems = [];
  runs = [];
  histories = [];
  turnOf = 0; // the run that steps next; a step is taken by all of them
  playing = false;
  speed = null; // steps a second; null is as many as there is time for
  look = { surface: false, units: null, read: 0 };
  owed = false; // a state is to be said, whatever the time
  survey = null; // the one under way
  saidAt = -Infinity;
  cost = 0; // milliseconds that the last survey took
  stepAt = 0; // when the next step is due
  waiting = false; // for a turn
  timer = null; // of a turn that is not due yet

  // say(message) gets what a worker posts. `now` and `later`, which calls a function once
  // others had their turn, can be others where there is no page.
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
      this.sayError(error);
    }
    this.wake();
  }

  sayError(error) {
    this.say({ say: "error", load: this.loads, words: error.message });
  }

  load(asked) {
    this.loads += 1;
    this.clear();
    if (!Array.isArray(asked) || asked.length < 1 || asked.length > 2) {
      throw new RangeError(`one or two runs can be loaded, not ${quoted(asked?.length)}`);
    }
    const settings = asked.map(complete);
    this.problems = settings.map((some) => problem(some, this.digits));
    this.asked = settings;
    this.begin();
  }

  clear() {
    [this.asked, this.runs, this.turnOf] = [[], [], 0];
    [this.playing, this.survey, this.owed] = [false, null, false];
  }

  // The runs as they are before their first step.
  begin() {
    this.runs = this.asked.map((settings, i) => new Run(settings, this.problems[i]));
    this.histories = this.runs.map(() => []);
    [this.turnOf, this.survey] = [0, null];
    this.play(false);
  }

  play(playing) {
    if (this.runs.length === 0) throw new Error("no run is loaded");
    this.again();
    this.playing = playing && !this.over;
    this.stepAt = this.now();
  }

  // Sees to a state of whole steps. A survey under way goes on: who turns knobs quickly
  // would else see none.
  again() {
    this.owed = true;
    if (this.turnOf > 0) this.step();
  }

  get over() { return this.runs.every((run) => run.diverged); }

  // A step of all runs, or what is left of one.
  step() {
    this.survey = null;
    do this.stepOne(); while (this.turnOf > 0);
  }

  stepOne() {
    const taken = this.runs[this.turnOf].step();
    if (taken) this.histories[this.turnOf].push(taken);
    this.turnOf = (this.turnOf + 1) % this.runs.length;
    if (this.over) [this.playing, this.owed] = [false, true];
  }

  turn() {
    [this.waiting, this.timer] = [false, null];
    const end = this.now() + TURN;
    try {
      do if (!this.goOn()) break; while (this.now() < end);
    } catch (error) {
      this.clear();
      this.sayError(error);
    }
    this.wake();
  }

  // Does what is next, and tells whether there was anything.
  goOn() {
    if (this.survey) this.goOnSurveying();
    else if (this.turnOf > 0) this.stepOne();
    else if (this.owed || this.stateIsDue()) this.beginSurvey();
    else if (this.playing && this.now() >= this.stepAt) this.stepInTime();
    else return false;
    return true;
  }

  stateIsDue() {
    const moved = this.histories.some((history) => history.length > 0);
    const wait = Math.max(BETWEEN, SHARE * this.cost);
    return this.playing && moved && this.now() - this.saidAt >= wait;
  }

  stepInTime() {
    this.stepOne();
    if (this.speed === null) return;
    this.stepAt = Math.max(this.stepAt + 1000 / this.speed, this.now() - BEHIND);
  }

  beginSurvey() {
    this.owed = false;
    this.since = this.now();
    this.survey = new Survey(this.runs, this.look);
  }

  goOnSurveying() {
    this.survey.goOn();
    if (!this.survey.done) return;
    this.saidAt = this.now();
    this.cost = this.saidAt - this.since;
    const { loads: load, playing, speed, histories } = this;
    const runs = this.survey.found.map((one, i) => ({
      ...one,
      history: histories[i],
      checkup: playing ? null : checkup(this.runs[i], one),
    }));
    this.histories = runs.map(() => []);
    this.survey = null;
    this.say({ say: "state", load, playing, speed, runs });
  }

  // Sees to it that there is a next turn, if there is anything to do in it.
  wake() {
    const atOnce = this.survey || this.owed;
    if (this.runs.length === 0 || !(atOnce || this.playing)) return;
    const idle = atOnce ? 0 : this.stepAt - this.now();
    if (this.waiting && !(this.timer && atOnce)) return;
    clearTimeout(this.timer);
    [this.waiting, this.timer] = [true, null];
    if (idle > 1) this.timer = setTimeout(() => this.turn(), idle);
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
    loop.step();
  },
  reset: (loop) => loop.begin(),
  speed: (loop, { stepsPerSecond }) => {
    if (stepsPerSecond !== null) aboveZero(stepsPerSecond, "steps per second");
    [loop.speed, loop.stepAt] = [stepsPerSecond, loop.now()];
    loop.again();
  },
  look: (loop, { surface = false, units = null, read = 0 }) => {
    loop.look = { surface, units, read };
    loop.again();
  },
};
