// The bench: what is set, who trains it, and who shows it.
import { toAddress } from "../address.js";
import { PRESETS } from "../presets.js";
import { problem } from "../problems.js";
import { complete } from "../settings.js";
import { element, filled } from "../../reader/element.js";
import { AddressBar } from "./address_bar.js";
import { Display } from "./display.js";
import { KnobTable } from "./knob_table.js";
import { PlayBar } from "./play_bar.js";
import { PresetList } from "./preset_list.js";
import { SIGNS, SIGN_OF_CHAPTER } from "./signs.js";
import { Surroundings } from "./surroundings.js";
import { Trainer } from "./trainer.js";

// What a page without an address opens with: one difference, and it is seen at once.
const SPIRALS = { data: "spirals", points: 500, depth: 6, optimizer: "adam", lr: 0.01 };
const OPENING = [SPIRALS, { ...SPIRALS, activation: "sigmoid" }];

export class Bench {
  runs = []; // one or two complete settings
  asked = []; // those asked for last, which may still wait for the digits
  playing = false;
  sets = 0; // how many have been asked for
  leaving = new AbortController();

  // worker: the text of a worker's script. rules: rules.json. digits: see Surroundings.
  constructor({ messages, worker, rules, digits }) {
    this.messages = messages;
    this.around = new Surroundings(digits);
    this.trainer = new Trainer(worker, (message) => this.hear(message));
    this.display = new Display(messages, rules, this.around, {
      look: (at) => this.trainer.say({ do: "look", ...at }),
      viewChanged: () => this.writeAddress(),
    });
    this.address = new AddressBar(this.around.ownsAddress, {
      follow: ({ runs, view }) => {
        this.display.signs.choose(view.sign);
        this.display.layer = view.layer;
        this.setSpeed(view.speed);
        this.set(runs, { play: false });
      },
      fail: (words) => this.fail(filled(messages.address, { words })),
    });
    this.knobs = new KnobTable(messages, (...turned) => this.turn(...turned));
    this.presets = new PresetList(messages, PRESETS, (preset) => this.choose(preset));
    this.bar = new PlayBar(messages, {
      play: () => this.command(this.playing ? "pause" : "play"),
      step: () => this.command("step"),
      reset: () => this.set(this.asked, { play: false }),
      speed: (speed) => {
        this.setSpeed(speed);
        this.writeAddress();
      },
      compare: () => this.compare(),
      copy: this.around.ownsAddress ? () => this.copy() : null,
    });
    this.trouble = element("p", { class: "bench-trouble", role: "alert", hidden: "" });
    const columns = element("div", { class: "bench-columns" },
      this.knobs.root, this.display.root);
    this.roots = [this.presets.root, this.bar.root, this.trouble, columns,
      this.display.diagnosis.root, this.display.spoken.root];
    this.needRuns = [this.bar.root, columns];
    for (const part of this.needRuns) part.inert = true;
  }

  begin() {
    const { signal } = this.leaving;
    if (!this.address.saysRuns) this.set(OPENING, { write: false });
    this.address.begin(signal);
    document.addEventListener("visibilitychange", () => this.rest(), { signal });
  }

  end() {
    this.leaving.abort();
    this.trainer.end();
    this.display.end();
  }

  // Sets one or two runs. What is refused is said, and everything stays as it was.
  async set(some, { play = this.playing, write = true } = {}) {
    const mine = this.sets += 1;
    try {
      const runs = some.map(complete);
      this.asked = runs;
      const needed = runs.some(({ data }) => data === "digits");
      const written = needed ? await this.bring() : null;
      if (mine !== this.sets) return; // something else has been asked for since
      const problems = runs.map((run) => problem({ ...run, pixels: "0-1" }, written));
      this.runs = runs;
      this.display.begin({ runs, problems });
    } catch (error) {
      if (mine !== this.sets) return;
      // Nothing was there before. These need no digits, so they are set when this returns.
      if (this.runs.length === 0) this.set(OPENING, { write: false });
      this.asked = this.runs;
      this.fail(filled(this.messages.refused, { words: error.message }));
      this.knobs.show(this.runs);
      return;
    }
    for (const part of this.needRuns) part.inert = false;
    this.fail("");
    this.knobs.show(this.runs);
    this.presets.show(toAddress(this.runs));
    this.display.spoken.soon();
    this.trainer.say({ do: "load", runs: this.runs });
    if (play) this.trainer.say({ do: "play" });
    if (write) this.writeAddress();
  }

  // The digits, for this page and for whoever trains.
  async bring() {
    const digits = await this.around.digits().catch(() => {
      throw new Error(this.messages.noDigits);
    });
    if (!this.brought) this.trainer.say({ do: "digits", digits });
    this.brought = true;
    return digits;
  }

  // Run B keeps what was set for it alone; in all else it follows A.
  turn(run, name, value) {
    const [a, b] = this.asked;
    const turned = (settings) => ({ ...settings, [name]: value });
    if (!b) this.set([turned(a)]);
    else if (run === 1) this.set([a, turned(b)]);
    else this.set([turned(a), a[name] === b[name] ? turned(b) : b]);
  }

  compare() {
    const [a, b] = this.asked;
    this.set(b ? [a] : [a, a]);
  }

  choose({ chapter, runs }) {
    this.display.signs.choose(SIGN_OF_CHAPTER[chapter] ?? SIGNS[0].name);
    this.set(runs, { play: !matchMedia("(prefers-reduced-motion: reduce)").matches });
  }

  command(what) {
    this.display.spoken.soon();
    this.trainer.say({ do: what });
  }

  hear(message) {
    if (message.say === "error") {
      this.fail(filled(this.messages.refused, { words: message.words }));
      this.playing = false;
      this.bar.show(this.playing, this.runs.length > 1);
      return;
    }
    // A notebook's cell may have been run again or deleted: nobody could press Pause.
    const gone = !this.bar.root.isConnected;
    if (gone && message.playing) this.trainer.say({ do: "pause" });
    this.playing = message.playing;
    this.display.hear(message);
    this.bar.show(this.playing, this.runs.length > 1);
  }

  fail(words) {
    this.trouble.textContent = words;
    this.trouble.hidden = words === "";
  }

  setSpeed(speed) {
    this.bar.speed = speed;
    this.trainer.say({ do: "speed", stepsPerSecond: speed });
  }

  writeAddress() {
    this.address.write(this.runs, { ...this.display.view, speed: this.bar.speed });
  }

  async copy() {
    this.writeAddress();
    const copied = await this.address.copy();
    this.bar.tellOfLink(copied ? this.messages.copied : this.messages.inAddress);
  }

  // While nobody sees the page the machine may rest.
  rest() {
    if (document.hidden) this.resume = this.playing;
    if (this.resume) this.trainer.say({ do: document.hidden ? "pause" : "play" });
  }
}
