// What a network reads in drawings, [[strokes, pen], ...].
export function read({ fromSpec }, { pixelsOf }, { spec, drawn, normalise }) {
  const net = fromSpec(spec);
  const x = drawn.map(([strokes, pen]) => pixelsOf(strokes, { normalise, pen }));
  return net.forward(x).map((row) => row.indexOf(Math.max(...row)));
}
