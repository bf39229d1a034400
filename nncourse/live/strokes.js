// From strokes to 64 numbers, in the way in which the data were made.
//
// A form's digit was scanned, cropped, scaled to a bitmap of 32 by 32 and counted in blocks
// of 4 by 4. So every image of the data touches the top and the bottom and stands in the
// middle. A network that has seen no other cannot read what does not.
//
// A stroke is a list of points { x, y } on a square of 32 by 32; y points down.

export const SIZE = 32;
export const PEN = 3.5; // as wide as it looks on the screen
export const BLOCK = 4;
// Chosen on drawings like those of the tests. 5 is as wide as the strokes of the data.
const NORMAL_PEN = 5.5;
const WIDEST = 24; // of a normalised drawing

// 64 numbers from 0 to 1, row by row.
export function pixelsOf(strokes, { normalise, pen = PEN }) {
  const points = strokes.flat();
  if (points.length === 0) return new Float64Array(64);
  if (!normalise) return countBlocks(bitmap(strokes, pen));
  return countBlocks(bitmap(fit(straighten(strokes)), NORMAL_PEN));
}

function mapPoints(strokes, change) {
  return strokes.map((stroke) => stroke.map(change));
}

// Takes the slant out: the slope of x over y, by least squares over all points.
function straighten(strokes) {
  const points = strokes.flat();
  const mean = (name) => points.reduce((sum, p) => sum + p[name], 0) / points.length;
  const [middleX, middleY] = [mean("x"), mean("y")];
  let [both, squares] = [0, 0];
  for (const { x, y } of points) {
    both += (x - middleX) * (y - middleY);
    squares += (y - middleY) ** 2;
  }
  const slope = squares > 0 ? both / squares : 0;
  return mapPoints(strokes, ({ x, y }) => ({ x: x - slope * (y - middleY), y }));
}

// Scales the height to the bitmap's, with the pen's width and the same factor sideways, and
// puts the middle of the box into the middle.
function fit(strokes) {
  const points = strokes.flat();
  const range = (name) => {
    const values = points.map((p) => p[name]);
    return [Math.min(...values), Math.max(...values)];
  };
  const [[left, right], [top, bottom]] = [range("x"), range("y")];
  const tall = (SIZE - NORMAL_PEN) / (bottom - top);
  const wide = (WIDEST - NORMAL_PEN) / (right - left);
  const scale = Math.min(tall, wide, SIZE); // a dot stays a dot
  const [middleX, middleY] = [(left + right) / 2, (top + bottom) / 2];
  return mapPoints(strokes, ({ x, y }) => ({
    x: (x - middleX) * scale + SIZE / 2,
    y: (y - middleY) * scale + SIZE / 2,
  }));
}

// 1 where the middle of a pixel lies under the round pen.
function bitmap(strokes, pen) {
  const image = new Uint8Array(SIZE * SIZE);
  const reach = pen / 2;
  for (const stroke of strokes) {
    for (let i = 0; i < stroke.length; i++) {
      const [a, b] = [stroke[Math.max(i - 1, 0)], stroke[i]];
      const first = (u, v) => Math.max(0, Math.floor(Math.min(u, v) - reach));
      const last = (u, v) => Math.min(SIZE - 1, Math.ceil(Math.max(u, v) + reach));
      for (let row = first(a.y, b.y); row <= last(a.y, b.y); row++) {
        for (let column = first(a.x, b.x); column <= last(a.x, b.x); column++) {
          const away = distance(column + 0.5, row + 0.5, a, b);
          if (away <= reach) image[row * SIZE + column] = 1;
        }
      }
    }
  }
  return image;
}

// From a point to the nearest one between a and b.
function distance(x, y, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const along = length > 0 ? ((x - a.x) * dx + (y - a.y) * dy) / length : 0;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(x - a.x - t * dx, y - a.y - t * dy);
}

// The share of ink in each block of 4 by 4.
function countBlocks(image) {
  const across = SIZE / BLOCK;
  const shares = new Float64Array(across * across);
  image.forEach((ink, i) => {
    const [row, column] = [Math.floor(i / SIZE), i % SIZE];
    const block = Math.floor(row / BLOCK) * across + Math.floor(column / BLOCK);
    shares[block] += ink / BLOCK ** 2;
  });
  return shares;
}
