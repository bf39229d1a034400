// The line on which both classes are equally likely, from probabilities on a square grid:
// in each square of four neighbours it crosses the sides with one end above 1/2, one below.

// A list of [x1, y1, x2, y2] in cells; numbers belong to the middle of theirs.
export function boundary(p, side) {
  const pieces = [];
  for (let row = 0; row + 1 < side; row++) {
    for (let column = 0; column + 1 < side; column++) {
      const at = row * side + column;
      const corners = [p[at], p[at + 1], p[at + side + 1], p[at + side]];
      const above = corners.filter((value) => value > 0.5).length;
      if (above === 0 || above === 4) continue; // most of them
      const crossed = SIDES.flatMap(([from, to, x, y, dx, dy]) => {
        const [a, b] = [corners[from] - 0.5, corners[to] - 0.5];
        if (a > 0 === b > 0) return [];
        const share = a / (a - b);
        return [[column + x + share * dx + 0.5, row + y + share * dy + 0.5]];
      });
      for (let k = 0; k + 1 < crossed.length; k += 2) {
        pieces.push([...crossed[k], ...crossed[k + 1]]);
      }
    }
  }
  return pieces;
}

// Of a square: two corners, where the first lies, and the way to the second.
const SIDES = [
  [0, 1, 0, 0, 1, 0], [1, 2, 1, 0, 0, 1], [2, 3, 1, 1, -1, 0], [3, 0, 0, 1, 0, -1],
];
