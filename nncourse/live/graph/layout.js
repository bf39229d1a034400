// Where the diagram's parts stand, in percent of its width and height.
//
// On a wide page the way to the loss leads from left to right, on a narrow one upwards, as
// the course speaks of it. `along` is this way: where a layer's middle is, and where lines
// end and begin.
const ALONG = {
  wide: {
    x: { middle: 5.75, end: 11 },
    a: { begin: 30, middle: 37.75, end: 45.5 },
    z: { begin: 64, middle: 71.75, end: 79.5 },
    L: { begin: 89, middle: 94.25 },
  },
  tall: {
    x: { middle: 96.5, end: 94 },
    a: { begin: 70, middle: 65, end: 60 },
    z: { begin: 31, middle: 26, end: 21 },
    L: { begin: 6, middle: 4 },
  },
};
const ACROSS = { wide: [25, 75], tall: [25, 75] };
// Of its line, where a weight's numbers stand: so those of lines that cross stay apart.
const SHARE = {
  wide: { straight: 0.5, crossing: 0.33 },
  tall: { straight: 0.64, crossing: 0.26 },
};
export const VIEWS = Object.keys(ALONG);

// [left, top] of a point so far along and so far across.
function point(view, along, across) {
  return view === "wide" ? [along, across] : [across, along];
}

// The middle of unit i of a layer; the loss has no i.
export function middleOf(view, layer, i) {
  return point(view, ALONG[view][layer].middle, ACROSS[view][i] ?? 50);
}

// The two ends of the line from unit i of a layer to unit j of the next.
export function line(view, [from, to], i, j) {
  return [
    point(view, ALONG[view][from].end, ACROSS[view][i]),
    point(view, ALONG[view][to].begin, ACROSS[view][j] ?? 50),
  ];
}

// Where the numbers of the weight on that line stand.
export function onLine(view, layers, i, j) {
  const [from, to] = line(view, layers, i, j);
  const share = SHARE[view][i === j ? "straight" : "crossing"];
  return from.map((start, k) => start + share * (to[k] - start));
}
