// The graph: a network as a diagram, with each number of its passes in its place.
//
// `model` holds what Python wrote (show_graph.py), by get("data"); `el` is where to draw.
import { Curve } from "./graph/curve.js";
import { Diagram } from "./graph/diagram.js";
import { DigitNetwork } from "./graph/digit_network.js";
import { digitSelect } from "./graph/digit_select.js";
import { Hand } from "./graph/hand.js";
import { Hunt } from "./graph/hunt.js";
import { Model, networkOf } from "./graph/model.js";
import { PARAMETERS, numberAt, place } from "./graph/places.js";
import { PASSES } from "./graph/walk.js";
import { Summary } from "./graph/summary.js";
import { SumInWords } from "./graph/sum_in_words.js";
import { button, element } from "./reader/element.js";

const CALM = 500; // milliseconds without a change until what is shown is said

export function render({ model: written, el }) {
  const { network, examples, rate, messages } = written.get("data");
  const spec = networkOf(network);
  const small = spec.W1.length === 2;
  const model = new Model(spec, examples[0], { numberByNumber: small, rate });
  const summary = new Summary(messages);
  const sum = new SumInWords(messages);
  const curve = new Curve(messages, (value) => move(chosen, value));
  const hand = new Hand({
    choose,
    mayMove: () => !hunt.on,
    valueAt: (where) => numberAt(model.values, where),
    moved: (where, value) => move(where, curve.near(value)),
  });
  const diagram = small ? new Diagram(messages, examples[0], hand)
    : new DigitNetwork(messages, model.sizes, hand);
  const hunt = new Hunt(messages.hunt, { plant, say, sayAloud });
  const check = element("input", { type: "checkbox" });
  const words = element("p", { class: "graph-words" });
  const status = element("p", { class: "graph-status", role: "status" });
  const passes = PASSES.map((pass) =>
    button("graph-button", messages.passes[pass], () => run(pass)));
  const onward = button("graph-button graph-main", messages.next, () => next(model.next()));
  const arrayOnward = button("graph-button", messages.next_array,
    () => next(model.nextArray()));
  const back = button("graph-button", messages.back, goBack);
  let chosen = null; // the place of a number
  let atRest;

  function show() {
    diagram.show(model, chosen, check.checked);
    sum.root.hidden = chosen === null;
    if (chosen) sum.show(model, chosen, { checked: check.checked, hunting: hunt.on });
    const movable = chosen && PARAMETERS.includes(chosen.name) && !hunt.on;
    curve.root.hidden = !movable;
    if (movable) curve.show(model.values, chosen);
    hunt.look(model.values, chosen);
    back.disabled = !model.canGoBack;
    onward.disabled = arrayOnward.disabled = allThere();
    const { pass } = model.stages[model.shown];
    passes.forEach((made, k) => made.classList.toggle("graph-next", PASSES[k] === pass));
  }

  function say(sentence) {
    words.textContent = sentence;
    sayAloud(sentence);
  }

  function sayAloud(sentence) {
    clearTimeout(atRest);
    atRest = setTimeout(() => { status.textContent = sentence; }, CALM);
  }

  // The number that came last speaks for itself on the screen.
  function showNumber(where) {
    chosen = where;
    words.textContent = allThere() ? messages.all_there : "";
    const aloud = [summary.ofNumber(model.values, where), words.textContent];
    sayAloud(aloud.filter(Boolean).join(". "));
    show();
    diagram.reveal(where);
  }

  const allThere = () => model.stages[model.shown].pass === "step";

  function choose(where) {
    if (chosen?.key === where.key) return;
    chosen = where;
    words.textContent = "";
    show();
  }

  function move(where, value) {
    model.set(where, value);
    show();
  }

  function next(stage) {
    if (stage.places.length === 1) showNumber(stage.places[0]);
    else showArray(stage);
  }

  // Many numbers came at once: the one of the open unit is chosen, if it has one.
  function showArray(stage) {
    chosen = diagram.numberIn(stage);
    say([messages.array[stage.name], ...(allThere() ? [messages.all_there] : [])].join(" "));
    show();
  }

  function run(pass) {
    model.run(pass);
    if (pass === "step") {
      stepTaken();
      return;
    }
    chosen = pass === "loss" ? place("L") : null;
    say(summary.ofPass(pass, model));
    show();
  }

  function stepTaken() {
    chosen = null;
    curve.forget();
    say(summary.ofStep(model));
    show();
  }

  function goBack() {
    model.back();
    curve.forget();
    const { stage } = model;
    if (!stage) begin();
    else if (stage.places.length === 1) showNumber(stage.places[0]);
    else showArray(stage);
  }

  function reset() {
    hunt.stop("");
    model.reset();
    curve.forget();
    begin();
  }

  // A small network is empty at first, to be filled number by number. A large one has read
  // its image, so that its bars are seen; Reset empties it.
  function open() {
    hunt.stop("");
    curve.forget();
    begin();
    if (small) return;
    run("forward");
    say(words.textContent + messages.opened);
  }

  function begin() {
    chosen = null;
    say(small ? messages.begin : messages.begin_digit);
    show();
  }

  // A fault, or with null the right backward again.
  function plant(fault) {
    if (fault === null) model.reset();
    else model.plant(fault);
    curve.forget();
    chosen = null;
    show();
  }

  check.addEventListener("change", show);
  el.classList.add("graph-stage");
  el.dataset.lmSuppressShortcuts = ""; // JupyterLab leaves keys that are pressed here alone
  el.replaceChildren(
    ...(small ? [] : [digitSelect(messages, examples, (example) => {
      model.read(example);
      open();
    })]),
    diagram.root,
    element("div", { class: "graph-desk" },
      element("div", { class: "graph-bar" },
        element("div", { class: "graph-said" }, words, sum.root),
        element("div", { class: "graph-buttons" },
          element("div", {}, onward, ...(small ? [arrayOnward] : []), back, button("graph-button", messages.reset, reset)),
          element("div", {}, ...passes))),
      curve.root),
    element("label", { class: "graph-switch" }, check, messages.checking),
    ...(small ? [hunt.root] : []),
    status);
  open();
  return () => clearTimeout(atRest);
}

export default { render };
