// The order in which a reader meets the numbers: forward, loss, backward, step.
import { BACKWARD, FORWARD, placesOf } from "./places.js";

export const PASSES = ["forward", "loss", "backward", "step"];

// The stages of one round: { pass, names, places }. In a small network each shows one
// number, in a large one an array at a time. The last stage is the step, which shows none.
export function walk(sizes, { numberByNumber }) {
  const stages = [];
  const add = (pass, names) => {
    for (const name of names) {
      const places = placesOf(name, sizes);
      const turns = numberByNumber ? places.map((one) => [one]) : [places];
      for (const turn of turns) stages.push({ pass, name, places: turn });
    }
  };
  add("forward", FORWARD);
  add("loss", ["L"]);
  add("backward", BACKWARD);
  stages.push({ pass: "step", name: "step", places: [] });
  return stages;
}

// How many stages have to be shown for a whole pass, and all before it, to be shown.
export function endOf(pass, stages) {
  return stages.findLastIndex((stage) => stage.pass === pass) + 1;
}
