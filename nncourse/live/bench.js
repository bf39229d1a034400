// The bench: train anything, one run or two beside each other, and watch.
//
// `model` holds what Python wrote (show_bench.py), by get("data"); `el` is where to draw.
import { Loop } from "./bench/loop.js";
import { Display } from "./bench/page/display.js";
import { KnobTable } from "./bench/page/knob_table.js";
import { toAddress } from "./bench/address.js";
import { addressOf, isOurs, read } from "./bench/page/page_address.js";
import { PlayBar } from "./bench/page/play_bar.js";
import { PresetList } from "./bench/page/preset_list.js";
import { SIGN_OF_CHAPTER } from "./bench/page/signs.js";
import { Trainer } from "./bench/page/trainer.js";
import { PRESETS } from "./bench/presets.js";
import { problem } from "./bench/problems.js";
import { complete } from "./bench/settings.js";
import { element, filled } from "./reader/element.js";

const OPENING = [
  { data: "spirals", points: 500, depth: 6, optimizer: "adam", lr: 0.01 },
  { data: "spirals", points: 500, depth: 6, optimizer: "adam", lr: 0.01, activation: "sigmoid" },
];

export function render({ model, el }) {
  const { messages, worker = null, chapters = null, digits } = model.get("data");
  const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
  const trainer = new Trainer(worker, (message) => hear(message));
  const display = new Display(messages, chapters, { look, signChanged: () => writeAddress() });
  const knobs = new KnobTable(messages, turn);
  const list = new PresetList(messages, PRESETS, (preset) => choose(preset));
  const bar = new PlayBar(messages, {
    play: () => command(playing ? "pause" : "play"),
    step: () => command("step"),
    reset: () => set(runs, { play: false }),
    speed: (stepsPerSecond) => trainer.say({ do: "speed", stepsPerSecond }),
    compare: () => set(runs.length > 1 ? [runs[0]] : [runs[0], { ...runs[0] }]),
    copy,
  });
  const trouble = element("p", { class: "bench-trouble", role: "alert", hidden: "" });
  let runs = []; // complete settings
  let playing = false;
  let digitsSent = null;
  let latestSet = 0;

  function command(what) {
    display.spoken.soon();
    trainer.say({ do: what });
  }

  function look(at) { trainer.say({ do: "look", ...at }); }

  function fail(words) {
    trouble.textContent = words;
    trouble.hidden = words === "";
  }

  // Sets one or two runs. What is refused is said, and everything stays as it was.
  async function set(some, { play = playing, write = true } = {}) {
    const mine = latestSet += 1;
    let all, problems;
    try {
      all = some.map(complete);
      const written = all.some(({ data }) => data === "digits") ? await bringDigits() : null;
      if (mine !== latestSet) return;
      problems = all.map((settings) => problem({ ...settings, pixels: "0-1" }, written));
    } catch (error) {
      if (mine !== latestSet) return;
      fail(filled(messages.refused, { words: error.message }));
      knobs.show(runs);
      return;
    }
    fail("");
    runs = all;
    knobs.show(runs);
    list.show(toAddress(runs));
    display.begin({ runs, problems });
    display.spoken.soon();
    trainer.say({ do: "load", runs });
    if (play) trainer.say({ do: "play" });
    if (write) writeAddress();
  }

  // The digits, for this page and for whoever trains.
  async function bringDigits() {
    const written = await digits().catch(() => { throw new Error(messages.noDigits); });
    if (!digitsSent) trainer.say({ do: "digits", digits: written });
    return digitsSent = written;
  }

  // Run B keeps only what was set differently for it: the rest follows A.
  function turn(run, name, value) {
    const [a, b] = runs;
    if (!b) set([{ ...a, [name]: value }]);
    else if (run === 1) set([a, { ...b, [name]: value }]);
    else set([{ ...a, [name]: value }, a[name] === b[name] ? { ...b, [name]: value } : b]);
  }

  function choose(preset) {
    display.signs.choose(SIGN_OF_CHAPTER[preset.chapter] ?? "gradient");
    set(preset.runs, { play: !reducedMotion.matches });
  }

  function hear(message) {
    if (message.say === "error") {
      fail(filled(messages.refused, { words: message.words }));
      return;
    }
    playing = message.playing;
    bar.show(playing, runs.length > 1);
    display.hear(message);
  }

  const address = () => addressOf(runs, display.signs.sign.name);

  // No step in the history for each knob.
  function writeAddress() {
    history.replaceState(history.state, "", location.href.split("#")[0] + address());
  }

  async function copy() {
    const link = new URL(address(), location.href).href;
    try {
      await navigator.clipboard.writeText(link);
      bar.copied();
    } catch {
      writeAddress(); // no clipboard here: the address itself is the link
    }
  }

  function follow() {
    if (!isOurs(location.hash)) return;
    try {
      const { runs: said, sign } = read(location.hash);
      display.signs.choose(sign ?? "gradient");
      set(said, { play: false });
      } catch (error) {
      fail(filled(messages.address, { words: error.message }));
    }
  }

  // Nobody sees it: the machine may rest.
  let resume = false;
  function rest() {
    if (document.hidden) resume = playing;
    if (document.hidden && playing) trainer.say({ do: "pause" });
    else if (!document.hidden && resume) trainer.say({ do: "play" });
  }

  el.classList.add("live-stage", "bench-stage");
  el.dataset.lmSuppressShortcuts = ""; // JupyterLab leaves keys that are pressed here alone
  el.replaceChildren(list.root, bar.root, trouble,
    element("div", { class: "bench-columns" }, knobs.root, display.root), display.spoken.root);
  set(OPENING, { play: false, write: false });
  follow();
  addEventListener("hashchange", follow);
  document.addEventListener("visibilitychange", rest);
  return () => {
    trainer.end();
    display.end();
    removeEventListener("hashchange", follow);
    document.removeEventListener("visibilitychange", rest);
  };
}

// What this script does in a worker.
export function serve() {
  const loop = new Loop((message) => postMessage(message));
  onmessage = ({ data }) => loop.hear(data);
}

export default { render };
