// A problem, and the even and normal draws that a stream of its seed gives.
import { normal, randomFor } from "../../nncourse/live/bench/draws.js";
import { problem } from "../../nncourse/live/bench/problems.js";
import { complete } from "../../nncourse/live/bench/settings.js";

const rows = (x) => x.map((row) => Array.from(row));

export function run(_, { some, digits = null, even = 0, normals = 0 }) {
  const settings = complete(some);
  const made = problem(settings, digits);
  const random = randomFor(settings.seed, "data");
  return {
    ...made, x: rows(made.x), testX: rows(made.testX),
    even: Array.from({ length: even }, () => random.uniform()),
    normals: Array.from({ length: normals }, () => normal(random)),
  };
}
