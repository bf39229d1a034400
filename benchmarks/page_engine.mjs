// node page_engine.mjs ROUNDS [PLAYGROUND]: microseconds a step of the page's engine takes,
// and that of TensorFlow Playground's, whose module is PLAYGROUND; prints JSON.
//
// Both train a network of the same shape on batches of the same size, in turns within each
// round. Playground's learns one output by squared error, ours ten by cross-entropy.
import { pathToFileURL } from "node:url";
import { fromSpec } from "../nncourse/live/engine.js";

const SHAPES = [
  { sizes: [64, 64, 64, 10], batch: 32 },
  { sizes: [64, ...Array(10).fill(64), 10], batch: 64 },
];
const [rounds, path] = process.argv.slice(2);
const playground = path ? await import(pathToFileURL(path)) : null;

const random = () => 2 * Math.random() - 1;
const row = (width) => Array.from({ length: width }, random);
const rows = (n, width) => Array.from({ length: n }, () => row(width));

function ours({ sizes, batch }) {
  const layers = [];
  for (let i = 1; i < sizes.length; i++) {
    if (i > 1) layers.push({ kind: "ReLU" });
    const W = rows(sizes[i - 1], sizes[i]).map((row) => row.map((w) => 0.2 * w));
    layers.push({ kind: "Dense", W, b: new Array(sizes[i]).fill(0) });
  }
  const net = fromSpec({ kind: "Sequential", layers });
  const x = rows(batch, sizes[0]), labels = x.map((_, i) => i % sizes.at(-1));
  return () => {
    net.forward(x, { training: true });
    net.loss(labels);
    net.backward();
    net.step({ kind: "sgd", lr: 0.001 });
  };
}

function theirs({ sizes, batch }) {
  const { Activations, Errors } = playground;
  const { backProp, buildNetwork, forwardProp, updateWeights } = playground;
  const names = Array.from({ length: sizes[0] }, (_, i) => `x${i}`);
  const net = buildNetwork(sizes, Activations.RELU, Activations.TANH, null, names);
  const x = rows(batch, sizes[0]);
  return () => {
    x.forEach((row, i) => {
      forwardProp(net, row);
      backProp(net, i % 2 ? 1 : -1, Errors.SQUARE);
    });
    updateWeights(net, 0.001, 0);
  };
}

// Of the processor, so that what else it does meanwhile does not count.
function microseconds(step) {
  const start = process.cpuUsage();
  step();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

const found = SHAPES.map(({ sizes, batch }) => {
  const racers = { ours: ours({ sizes, batch }) };
  if (playground) racers.playground = theirs({ sizes, batch });
  const times = Object.fromEntries(Object.keys(racers).map((name) => [name, []]));
  const warm = 10; // rounds in which the compilers learn what is hot
  for (let round = -warm; round < Number(rounds); round++) {
    for (const [name, step] of Object.entries(racers)) {
      const taken = microseconds(step);
      if (round >= 0) times[name].push(taken);
    }
  }
  return { sizes, batch, times };
});
console.log(JSON.stringify(found));
