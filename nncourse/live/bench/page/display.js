// All that two runs show while they learn: numbers, curves, vital signs, surfaces, digits.
import { element, filled } from "../../reader/element.js";
import { DiagnosisView } from "./diagnosis_view.js";
import { DigitsView, SHOWN } from "./digits_view.js";
import { differences } from "./knob_table.js";
import { LineChart } from "./line_chart.js";
import { percent } from "./numbers.js";
import { NumbersTable } from "./numbers_table.js";
import { deepest } from "./page_address.js";
import { RunCurves } from "./run_curves.js";
import { RunPanel } from "./run_panel.js";
import { Spoken } from "./spoken.js";
import { VitalSignsView } from "./vital_signs_view.js";

const HEIGHT = 140; // of a chart

export class Display {
  layer = 0; // whose units are shown

  // actions: look(at) asks for what is to be seen, viewChanged() tells of another view.
  // rules: rules.json. addresses: { chapters, clinic } of pages, or null for each.
  constructor(messages, rules, { chapters, clinic }, { look, viewChanged }) {
    this.messages = messages;
    this.look = look;
    this.numbers = new NumbersTable(messages);
    this.loss = new LineChart(HEIGHT, String, false);
    this.accuracy = new LineChart(HEIGHT, percent, true);
    this.signs = new VitalSignsView(messages, chapters, viewChanged);
    this.diagnosis = new DiagnosisView(messages, rules, clinic);
    this.panels = messages.names.map((_, run) => new RunPanel(messages, run));
    this.digits = new DigitsView(messages);
    this.spoken = new Spoken(messages);
    this.layers = element("select");
    this.layers.addEventListener("change", () => {
      this.layer = this.layers.selectedIndex;
      this.ask();
      viewChanged();
    });
    this.chooser = element("div", { class: "bench-chooser" },
      element("label", { class: "bench-title" }, messages.unitsOf, this.layers),
      element("p", { class: "bench-means" }, messages.units));
    this.panelsRoot = element("div", { class: "bench-panels" },
      ...this.panels.map(({ root }) => root));
    this.digitsFigure = figure(messages.digits, this.digits.root);
    this.root = element("div", { class: "bench-display" },
      this.numbers.root,
      this.panelsRoot, this.chooser, this.digitsFigure,
      element("div", { class: "bench-curves" },
        figure(messages.loss, this.loss.svg, messages.key),
        figure(messages.accuracy, this.accuracy.svg)),
      this.signs.root);
  }

  // Other runs, { runs, problems }, complete settings and what there is to learn.
  begin({ runs, problems }) {
    this.stop();
    this.problems = problems;
    this.names = runs.length > 1 ? this.messages.names : [""];
    const differing = runs.length > 1 ? differences(runs) : [null];
    this.panels.forEach((panel, run) => {
      panel.root.hidden = run >= runs.length;
      if (!panel.root.hidden) panel.begin(problems[run], differing[run]);
    });
    this.panelsRoot.classList.toggle("bench-two", runs.length > 1);
    this.digitsFigure.hidden = problems.every(({ plane }) => plane);
    if (!this.digitsFigure.hidden) this.digits.begin(problems);
    this.offerLayers(deepest(runs));
    this.chooser.hidden = !problems.some(({ plane }) => plane);
    this.curves = new RunCurves(problems.length);
    this.loss.begin(Math.log(Math.max(...problems.map(({ classes }) => classes))));
    this.signs.begin();
    this.ask();
  }

  offerLayers(depth) {
    const { hidden, output } = this.messages;
    this.layers.replaceChildren(...Array.from({ length: depth + 1 }, (_, i) =>
      element("option", {}, i < depth ? filled(hidden, { number: i + 1 }) : output)));
    this.layer = Math.min(this.layer, depth);
    this.layers.selectedIndex = this.layer;
  }

  // What the address holds of how the runs are looked at.
  get view() {
    return { sign: this.signs.sign.name, layer: this.chooser.hidden ? 0 : this.layer };
  }

  ask() {
    const planes = this.problems.filter(({ plane }) => plane).length;
    this.look({
      surface: planes > 0,
      units: planes > 0 ? { layer: this.layer } : null,
      read: planes < this.problems.length ? SHOWN : 0,
    });
  }

  // Every message counts for the curves. While it plays, the newest is drawn in pieces.
  hear(message) {
    this.curves.add(message.runs);
    this.message = message;
    if (message.playing) {
      this.drawSoon();
      return;
    }
    this.stop();
    const pieces = this.pieces(message);
    while (!pieces.next().done);
  }

  // A piece a frame, so that no frame is late.
  drawSoon() {
    if (this.frame) return;
    if (!this.drawing) this.drawn = this.message;
    this.drawing ??= this.pieces(this.drawn);
    this.frame = requestAnimationFrame(() => {
      this.frame = null;
      if (this.drawing.next().done) this.drawing = null;
      if (this.drawing || this.drawn !== this.message) this.drawSoon();
    });
  }

  stop() {
    cancelAnimationFrame(this.frame);
    this.frame = this.drawing = null;
  }

  *pieces({ runs, playing }) {
    this.numbers.show(runs);
    this.loss.show(this.curves.of("loss"), this.names);
    this.accuracy.show(this.curves.of("accuracy"), this.names);
    this.signs.show(runs, this.names);
    this.diagnosis.show(runs, this.names);
    for (const [i, run] of runs.entries()) {
      if (this.problems[i].plane) yield;
      this.panels[i].show(run);
    }
    if (!this.digitsFigure.hidden) this.digits.show(runs);
    if (this.spoken.say(runs, this.names, playing)) this.describe();
  }

  // What the charts say to who does not see them.
  describe() {
    this.signs.describe();
    for (const [chart, title] of [[this.loss, "loss"], [this.accuracy, "accuracy"]]) {
      chart.svg.setAttribute("aria-label",
        `${this.messages[title]}. ${this.spoken.root.textContent}`);
    }
  }

  end() { this.stop(); }
}

function figure(title, inside, key = "") {
  const heading = element("p", { class: "bench-title", "aria-hidden": "true" }, title,
    element("span", { class: "bench-key" }, key));
  return element("div", { class: "bench-figure" }, heading, inside);
}
