// Runs one case of cases.py in the engine, in Node and in a page alike.
const plain = (arrays) =>
  Object.fromEntries(Object.entries(arrays).map(([name, a]) => [name, Array.from(a)]));
const rows = (matrix) => matrix && matrix.toRows().map((row) => Array.from(row));

export function run({ fromSpec, clipNorm }, { spec, batches, optimizer, clip, x }) {
  const net = fromSpec(spec);
  const first = {};
  const losses = batches.map(({ x, labels, masks }, k) => {
    const y = net.forward(x, { training: true, masks });
    if (k === 0) first.y = y.map((row) => Array.from(row));
    const loss = net.loss(labels);
    net.backward();
    if (k === 0) {
      first.gradients = net.gradients.slice(1).map(rows);
      first.grads = plain(net.grads);
    }
    if (clip) clipNorm(net, clip);
    net.step(optimizer);
    return loss;
  });
  const y = net.forward(x).map((row) => Array.from(row));
  return { first, losses, params: plain(net.params), updates: plain(net.updates), y };
}
