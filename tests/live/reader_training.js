// How many of the digits kept back the reader's network reads, epoch by epoch.
import { ReadingNetwork } from "../../nncourse/live/reader/model.js";
import { Training } from "../../nncourse/live/reader/training.js";

export function run(_, { untrained, written, shown }) {
  const network = new ReadingNetwork(untrained);
  const training = new Training(network, written, new Set(shown));
  const shares = [];
  let steps = 0;
  while (!training.over) {
    steps += 1;
    if (training.step()) shares.push(training.share);
  }
  const letters = training.learnt.map(({ letters }) => letters);
  const { losses, batchesInAll: inAll } = training;
  return { shares, steps, letters, losses, inAll, kept: training.test.x.length };
}
