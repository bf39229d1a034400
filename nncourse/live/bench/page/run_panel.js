// What one run shows: its name, the surface of points in the plane, and a layer's units.
import { element, filled } from "../../reader/element.js";
import { percent } from "./numbers.js";
import { PlaneView } from "./plane_view.js";
import { UnitsView } from "./units_view.js";

export class RunPanel {
  constructor(messages, run) {
    this.messages = messages;
    this.name = messages.names[run];
    this.plane = new PlaneView();
    this.units = new UnitsView(messages);
    this.heading = element("p", { class: `bench-name bench-run${run}` });
    this.trouble = element("p", { class: "bench-trouble", hidden: "" });
    this.silent = element("p", { class: "bench-means" });
    this.root = element("div", { class: "bench-run" },
      this.heading, this.trouble,
      element("div", { class: "bench-pictures" }, this.plane.canvas, this.units.root), this.silent);
  }

  // differs: the knobs that set this run apart from the other, or null for a single run.
  begin(problem, differs) {
    const { named, same } = this.messages;
    this.heading.hidden = differs === null;
    this.heading.textContent = filled(named, { name: this.name, differs: differs || same });
    this.plane.canvas.hidden = this.units.root.hidden = this.silent.hidden = !problem.plane;
    if (problem.plane) this.plane.begin(problem);
  }

  show({ step, diverged, surface, units, layers, testAccuracy }, layer) {
    const { messages, name } = this;
    this.trouble.hidden = !diverged;
    this.trouble.textContent = diverged ? filled(messages.diverged, { name, step }) : "";
    if (surface) {
      this.plane.show(surface);
      const values = { name, percent: percent(testAccuracy) };
      this.plane.canvas.setAttribute("aria-label", filled(messages.plane, values));
    }
    this.units.root.hidden = !units;
    if (units) this.units.show(units, name, layers[layer].name);
    const silent = units ? this.units.silent : 0;
    this.silent.textContent = silent ? filled(messages.silent, { silent }) : "";
  }
}
