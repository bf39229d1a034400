// What a preset's promise says of its runs on one seed: of both as they are, and of each
// beside another like itself.
import { readFileSync } from "node:fs";
import { toAddress } from "../../nncourse/live/bench/address.js";
import { PRESETS } from "../../nncourse/live/bench/presets.js";
import { problem } from "../../nncourse/live/bench/problems.js";
import { Run } from "../../nncourse/live/bench/run.js";
import { complete } from "../../nncourse/live/bench/settings.js";

const file = new URL("../../nncourse/live/bench/digits.json", import.meta.url);
const digits = JSON.parse(readFileSync(file, "utf8"));

export function run(_, { id, seed }) {
  if (!id) return PRESETS.map((preset) => ({ ...preset, address: toAddress(preset.runs) }));
  const { runs, steps, promise } = PRESETS.find((preset) => preset.id === id);
  const measured = runs.map((some) => {
    const settings = complete({ ...some, seed });
    const taken = new Run(settings, problem(settings, digits));
    for (let k = 0; k < steps; k++) taken.step();
    return taken.measure();
  });
  const [a, b] = measured;
  return { kept: promise(a, b), uncured: promise(a, a), faultless: promise(b, b),
    measured: measured.map(({ loss, testAccuracy }) => ({ loss, testAccuracy })) };
}
