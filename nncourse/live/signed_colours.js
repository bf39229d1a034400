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

// The same for many numbers at once: pixels of an ImageData's 32-bit view, whole and opaque.
const STEPS = 256;
let table = null;

export function paintSigned(values, pixels, largest) {
  table ??= Uint32Array.from({ length: STEPS + 1 }, (_, i) => {
    const bytes = Uint8ClampedArray.of(...signedColour((2 * i) / STEPS - 1), 255);
    return new Uint32Array(bytes.buffer)[0];
  });
  const scale = STEPS / (2 * largest);
  for (let i = 0; i < pixels.length; i++) {
    const at = (values[i] || 0) * scale + STEPS / 2; // what is no number is drawn as 0
    pixels[i] = table[Math.max(0, Math.min(STEPS, Math.round(at)))];
  }
}
