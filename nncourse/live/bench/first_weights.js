// How large the first weights are, as in nncourse/init.py.
import { normal } from "./draws.js";

const SPREADS = {
  small: () => 0.01,
  xavier: (nIn, nOut) => Math.sqrt(2 / (nIn + nOut)),
  he: (nIn) => Math.sqrt(2 / nIn),
};

// W as rows, (nIn, nOut), `gain` times what the initialisation of that name draws.
export function firstWeights(init, gain, nIn, nOut, random) {
  const spread = gain * SPREADS[init](nIn, nOut);
  return Array.from({ length: nIn }, () =>
    Array.from({ length: nOut }, () => spread * normal(random)));
}
