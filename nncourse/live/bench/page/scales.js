// From numbers to places on an axis, and which numbers to write beside it.

// 1, 2 or 5 times a power of ten, at or above the value.
export function roundAbove(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-12)));
  return [1, 2, 5, 10].map((n) => n * power).find((round) => round >= value * (1 - 1e-9));
}

// A scale from `low` to `high`: { place(value): 0 to 1, ticks }.
export function linear(low, high, most = 5) {
  const gap = roundAbove((high - low) / most);
  const first = Math.ceil(low / gap - 1e-9);
  const count = Math.floor(high / gap + 1e-9) - first + 1;
  const ticks = Array.from({ length: count }, (_, i) =>
    Number(((first + i) * gap).toPrecision(12)));
  return { place: (value) => (value - low) / (high - low), ticks };
}

// A logarithmic scale from 10^low to 10^high; its ticks are powers.
export function logarithmic(low, high, most = 5) {
  const gap = Math.ceil((high - low) / most);
  const ticks = [];
  for (let power = gap * Math.ceil(low / gap); power <= high; power += gap) {
    ticks.push(power);
  }
  return { place: (value) => (Math.log10(value) - low) / (high - low), ticks };
}

// Places at least `gap` apart, each as near as that allows to where it should be; in order.
export function apart(places, gap, low, high) {
  const order = places.map((_, i) => i).sort((a, b) => places[a] - places[b]);
  const moved = [...places];
  order.forEach((i, k) => {
    const least = k === 0 ? low : moved[order[k - 1]] + gap;
    moved[i] = Math.max(moved[i], least);
  });
  for (let k = order.length - 1; k >= 0; k--) {
    const most = k === order.length - 1 ? high : moved[order[k + 1]] - gap;
    moved[order[k]] = Math.min(moved[order[k]], most);
  }
  return moved;
}
