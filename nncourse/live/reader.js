// The reader: draw a digit, and a network reads it while you draw. It opens with a digit of
// the data, so that one sees what there is to see.
//
// `model` holds what Python wrote (show_reader.py), by get("data"); `el` is where to draw.
import { Answer } from "./reader/answer.js";
import { byDigit } from "./reader/by_digit.js";
import { button, element } from "./reader/element.js";
import { HiddenUnits } from "./reader/hidden_units.js";
import { ReadingNetwork, pixelsOfLetters } from "./reader/model.js";
import { Pad } from "./reader/pad.js";
import { PixelGrid } from "./reader/pixel_grid.js";
import { pixelsOf } from "./strokes.js";

const CALM = 600; // milliseconds without a change until what is shown is said

export function render({ model, el }) {
  const { network: spec, digits, messages, measured } = model.get("data");
  const network = new ReadingNetwork(spec);
  const pad = new Pad({ begun: () => answer.mean(null), changed: draw });
  const grid = new PixelGrid(messages, (pixels) => { pad.paint(pixels); show(pixels); });
  const units = new HiddenUnits(messages, network);
  const answer = new Answer(messages, () => show(grid.pixels));
  const normalise = element("input", { type: "checkbox", checked: "" });
  const words = element("p", { class: "live-words" });
  const status = element("p", { class: "live-status", role: "status" });
  let atRest;

  function draw() {
    show(pixelsOf(pad.strokes, { normalise: normalise.checked }));
  }

  function show(pixels) {
    grid.show(pixels);
    const { hidden, p } = network.read(pixels);
    const found = pixels.some((ink) => ink > 0) ? p : null;
    units.show(found ? hidden : hidden.map(() => 0));
    answer.show(found);
    words.textContent = answer.inWords(found);
    clearTimeout(atRest);
    atRest = setTimeout(() => { status.textContent = words.textContent; }, CALM);
  }

  function clear() {
    pad.clear();
    answer.mean(null);
    show(new Float64Array(64));
  }

  // A button that puts in the next of some digits, [[label, letters], ...].
  function picker(label, some) {
    let next = 0;
    return button("live-button", label, () => {
      const [digit, letters] = some[next++ % some.length];
      const pixels = pixelsOfLetters(letters);
      pad.paint(pixels);
      answer.mean(digit, { labelled: true });
      show(pixels);
    });
  }

  const test = picker(messages.test, digits.test);
  normalise.addEventListener("change", () => { if (pad.strokes.length > 0) draw(); });
  el.classList.add("live-stage");
  el.dataset.lmSuppressShortcuts = ""; // JupyterLab leaves keys that are pressed here alone
  el.replaceChildren(
    element("div", { class: "live-columns" },
      element("div", { class: "live-column" },
        element("p", { class: "live-title" }, messages.pad), pad.root, words,
        element("label", { class: "live-switch" }, normalise, messages.normalise),
        element("p", { class: "live-measured" }, messages.task),
        element("div", { class: "live-buttons" },
          button("live-button", messages.clear, clear),
          test, picker(messages.wrong, digits.wrong),
          picker(messages.average, digits.average))),
      column(messages.answer, answer.root),
      column(messages.pixels, grid.root,
        element("p", { class: "live-keys" }, messages.keys)),
      column(messages.hidden, units.root,
        element("p", { class: "live-keys" }, messages.weights))),
    byDigit(messages, measured),
    element("p", { class: "live-measured" }, messages.network),
    status);
  test.click();
  return () => clearTimeout(atRest);
}

function column(title, ...inside) {
  const heading = element("p", { class: "live-title", "aria-hidden": "true" }, title);
  return element("div", { class: "live-column" }, heading, ...inside);
}

export default { render };
