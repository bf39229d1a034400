// What one run shows: its name, the surface of points in the plane, and a layer's units.
import { element, filled } from "../../reader/element.js";
import { named } from "./named.js";
import { percent, whole } from "./numbers.js";
import { PlaneView } from "./plane_view.js";
import { UnitsView } from "./units_view.js";

export class RunPanel {
  constructor(messages, run) {
    this.messages = messages;
    this.run = run;
    this.plane = new PlaneView();
    this.units = new UnitsView(messages);
    this.heading = element("p", { class: `bench-name bench-run${run}` });
    this.trouble = element("p", { class: "bench-trouble", hidden: "" });
    this.unitsSaid = element("p", { class: "bench-means" });
    const pictures = element("div", { class: "bench-pictures" },
      this.plane.canvas, this.units.root);
    this.root = element("div", { class: "bench-run" },
      this.heading, this.trouble, pictures, this.unitsSaid);
  }

  // differs: the knobs that set this run apart from the other, or null for a single run.
  begin(problem, differs) {
    const { names, same } = this.messages;
    this.name = differs === null ? "" : names[this.run];
    this.heading.hidden = differs === null;
    this.heading.textContent = named(this.name, differs || same);
    for (const part of [this.plane.canvas, this.units.root, this.unitsSaid]) {
      part.hidden = !problem.plane;
    }
    if (problem.plane) this.plane.begin(problem);
  }

  show({ step, diverged, surface, units, unitsLayer, layers, testAccuracy }) {
    const { messages, name } = this;
    this.trouble.hidden = !diverged;
    this.trouble.textContent = diverged
      ? named(name, filled(messages.diverged, { step: whole(step) })) : "";
    if (surface) {
      this.plane.show(surface);
      const words = filled(messages.plane, { percent: percent(testAccuracy) });
      this.plane.canvas.setAttribute("aria-label", named(name, words));
    }
    this.units.root.hidden = !units;
    if (units) this.units.show(units, name, layers[unitsLayer].name);
    this.unitsSaid.textContent = units ? this.units.caption : "";
  }
}
