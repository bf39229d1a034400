// The reader: draw a digit, and a network reads it while you draw. It opens with a digit of
// the data, so that one sees what there is to see.
//
// `model` holds what Python wrote (show_reader.py), by get("data"); `el` is where to draw.
import { Surroundings } from "./bench/page/surroundings.js";
import { Answer } from "./reader/answer.js";
import { byDigit } from "./reader/by_digit.js";
import { Connections } from "./reader/connections.js";
import { button, element, filled } from "./reader/element.js";
import { Course } from "./reader/course.js";
import { HiddenUnits } from "./reader/hidden_units.js";
import { ReadingNetwork, pixelsOfLetters } from "./reader/model.js";
import { Pad } from "./reader/pad.js";
import { pathInWords, unitInWords } from "./reader/path_in_words.js";
import { PixelGrid } from "./reader/pixel_grid.js";
import { Training } from "./reader/training.js";
import { pixelsOf } from "./strokes.js";

const CALM = 600; // milliseconds without a change until what is shown is said
const STRONGEST = { pixels: 60, votes: 24 }; // so many lines are drawn
const FULL = { pixels: 2, votes: 8 }; // what a line carries that is drawn at its widest

export function render({ model, el }) {
  const { network: spec, untrained, digits, messages, measured } = model.get("data");
  const [trained, first] = [spec, untrained].map((one) => new ReadingNetwork(one));
  const surroundings = new Surroundings(null);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let [network, training, progress] = [trained, null, ""];
  const pad = new Pad({ begun: () => answer.mean(null), changed: draw });
  const grid = new PixelGrid(messages, (pixels) => { pad.paint(pixels); show(pixels); });
  const units = new HiddenUnits(messages, network, again);
  const answer = new Answer(messages, again);
  const normalise = element("input", { type: "checkbox", checked: "" });
  const before = element("input", { type: "checkbox" });
  const course = new Course(messages);
  const words = element("p", { class: "live-words" });
  const path = element("p", { class: "live-path" });
  const status = element("p", { class: "live-status", role: "status" });
  const whole = element("div", { class: "live-network" },
    title(messages.pixels_short), grid.root, title(messages.hidden_short), units.root,
    title(messages.answer_short), answer.root);
  const connections = new Connections(whole, [
    { from: grid.buttons, block: grid.root, to: units.pictures, full: FULL.pixels },
    { from: units.lamps, block: units.root, to: answer.lamps, full: FULL.votes },
  ]);
  let atRest;

  function again() {
    show(grid.pixels);
  }

  function draw() {
    show(pixelsOf(pad.strokes, { normalise: normalise.checked }));
  }

  function show(pixels, { wave = false } = {}) {
    grid.show(pixels);
    const { hidden, p } = network.read(pixels);
    const found = pixels.some((ink) => ink > 0) ? p : null;
    const { lines, ringed, said } = found ? work() : { lines: [], ringed: -1, said: "" };
    units.show(found ? hidden : hidden.map(() => 0), ringed);
    answer.show(found);
    connections.show(lines, { wave });
    words.textContent = answer.inWords(found);
    path.textContent = `${progress} ${said}`.trim();
    clearTimeout(atRest);
    atRest = setTimeout(() => {
      status.textContent = `${words.textContent} ${path.textContent}`;
    }, CALM);
  }

  // What is drawn and said of the network: of one unit if the reader follows one.
  function work() {
    if (units.chosen !== null) {
      const one = network.followed(units.chosen);
      const said = unitInWords(messages, units.chosen, one);
      return { lines: one.lines, ringed: units.chosen, said };
    }
    const all = network.atWork(answer.meant, STRONGEST);
    const said = pathInWords(messages, all);
    return { lines: all.lines, ringed: all.strongest?.from ?? -1, said };
  }

  function clear() {
    pad.clear();
    answer.mean(null);
    show(new Float64Array(64));
  }

  // Another network, of which the `progress` of its training is said.
  function use(one, said = "") {
    [network, progress] = [one, said];
    units.use(one);
  }

  // The network learns until it is over, or another press ends it.
  async function train() {
    if (training) return end();
    const written = await surroundings.digits().catch(() => null);
    if (training) return; // another press came before the digits
    if (!written) return use(network, messages.no_digits), again();
    const own = new ReadingNetwork(untrained);
    const shown = Object.values(digits).flat().map(([, letters]) => letters);
    training = new Training(own, written, new Set(shown));
    before.checked = false;
    trainer.textContent = messages.stop;
    use(own, messages.begun);
    requestAnimationFrame(learn);
  }

  function learn() {
    if (!training) return;
    if (training.step() || !calm.matches) {
      const { epoch, share } = training;
      const percent = (100 * share).toFixed(0);
      use(network, epoch ? filled(messages.progress, { epoch, percent }) : messages.begun);
      course.show(training.losses, training.batchesInAll);
      again();
    }
    if (training.over) end();
    else requestAnimationFrame(learn);
  }

  function end() {
    training = null;
    trainer.textContent = messages.train;
  }

  // A button that puts in the next of some digits, [[label, letters], ...].
  function picker(label, some) {
    let next = 0;
    return button("live-button", label, () => {
      const [digit, letters] = some[next++ % some.length];
      const pixels = pixelsOfLetters(letters);
      pad.paint(pixels);
      answer.mean(digit, { labelled: true });
      show(pixels, { wave: true });
    });
  }

  const trainer = button("live-button", messages.train, train);
  trainer.hidden = !surroundings.script; // the digits lie beside the page's script
  const test = picker(messages.test, digits.test);
  before.addEventListener("change", () => {
    end();
    course.hide();
    use(before.checked ? first : trained);
    show(grid.pixels, { wave: true });
  });
  normalise.addEventListener("change", () => { if (pad.strokes.length > 0) draw(); });
  el.classList.add("live-stage");
  el.dataset.lmSuppressShortcuts = ""; // JupyterLab leaves keys that are pressed here alone
  el.replaceChildren(
    element("div", { class: "live-whole" },
      element("div", { class: "live-draw" }, title(messages.pad), pad.root, words),
      whole, course.root),
    path,
    element("div", { class: "live-buttons" },
      button("live-button", messages.clear, clear),
      test, picker(messages.wrong, digits.wrong),
      picker(messages.average, digits.average), trainer),
    element("label", { class: "live-switch" }, before, messages.untrained),
    element("label", { class: "live-switch" }, normalise, messages.normalise),
    ...["task", "lines", "keys"].map((name) =>
      element("p", { class: "live-measured" }, messages[name])),
    byDigit(messages, measured),
    element("p", { class: "live-measured" }, messages.network),
    status);
  test.click();
  return () => { end(); clearTimeout(atRest); connections.end(); };
}

function title(words) {
  return element("p", { class: "live-title", "aria-hidden": "true" }, words);
}

export default { render };
