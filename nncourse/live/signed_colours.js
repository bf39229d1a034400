// The chapters' colours for signed numbers, from -1, blue, over 0 to 1, red: Matplotlib's
// RdBu_r, as nncourse/plots.py names it.
const SIGNED = [
  [5, 48, 97], [33, 102, 172], [67, 147, 195], [146, 197, 222], [209, 229, 240],
  [247, 247, 247],
  [253, 219, 199], [244, 165, 130], [214, 96, 77], [178, 24, 43], [103, 0, 31],
];

// Red, green and blue of a number from -1 to 1, between the two nearest of SIGNED.
export function signedColour(share) {
  const place = ((share + 1) / 2) * (SIGNED.length - 1);
  const k = Math.min(Math.floor(place), SIGNED.length - 2);
  return SIGNED[k].map((low, c) => low + (place - k) * (SIGNED[k + 1][c] - low));
}
