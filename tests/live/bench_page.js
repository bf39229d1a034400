// What the bench's page works out without a document, for test_bench_page_parts.py.
import { boundary } from "../../nncourse/live/bench/page/boundary.js";
import { History } from "../../nncourse/live/bench/page/history.js";
import { percent, short } from "../../nncourse/live/bench/page/numbers.js";
import { addressOf, isOurs, read } from "../../nncourse/live/bench/page/page_address.js";
import { apart, linear, logarithmic } from "../../nncourse/live/bench/page/scales.js";

const PARTS = {
  apart, boundary, isOurs, percent, short,
  again: (hash) => {
    const { runs, view } = read(hash);
    return addressOf(runs, view);
  },
  history: (values, steps = values.map((_, i) => i + 1)) => {
    const history = new History();
    values.forEach((value, i) => history.add(steps[i], value));
    return history.curve;
  },
  linear: (low, high, most) => linear(low, high, most).ticks,
  logarithmic: (low, high, value) => logarithmic(low, high).place(value),
};

export function run(_, [part, ...given]) {
  return PARTS[part](...given);
}
