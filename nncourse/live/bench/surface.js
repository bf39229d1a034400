// The square in which points lie, as a grid of places to ask a network about.

export const SURFACE_SIDE = 40; // places along a side of the decision surface
export const UNIT_SIDE = 20; // and of each unit's

// side * side points, row by row from the top, each in the middle of its cell.
export function grid({ left, right, bottom, top }, side) {
  return Array.from({ length: side * side }, (_, i) => {
    const [row, column] = [Math.floor(i / side), i % side];
    return [
      left + ((column + 0.5) / side) * (right - left),
      top - ((row + 0.5) / side) * (top - bottom),
    ];
  });
}

// The probabilities of class 1 where there are two classes.
export function probabilities(logits) {
  return Float32Array.from({ length: logits.rows }, (_, i) => {
    const [no, yes] = logits.row(i);
    return 1 / (1 + Math.exp(no - yes));
  });
}
