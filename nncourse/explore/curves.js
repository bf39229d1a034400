// The curves of a picture, and how their points are said. A curve's path holds the points
// that were drawn, and an attribute of its axes says what they mean: see svg_readings.py.
// Places in the path are rounded to a tenth of a point, so a value has only as many digits.
(() => {
  "use strict";
  const { numberText } = window.explore;
  const ROUNDED = 0.06; // half a tenth, and what the axes' own place is rounded by

  // The places that a path goes through, in the picture's coordinates.
  function places(path) {
    const found = [];
    let [x, y, relative, first] = [0, 0, false, null];
    for (const part of path.match(/[a-z]|-?\d*\.?\d+/gi) ?? []) {
      if (/[a-z]/i.test(part)) relative = part === part.toLowerCase();
      else if (first === null) first = Number(part);
      else {
        [x, y] = relative ? [x + first, y + Number(part)] : [first, Number(part)];
        found.push([x, y]);
        first = null;
        relative = true; // what follows a place is given from it
      }
    }
    return found;
  }

  // The roundest of the numbers that the picture cannot tell apart.
  function roundest(value, low, high) {
    if (low <= 0 && high >= 0) return 0;
    const rounded = [1, 2, 3, 4, 5, 6].map((digits) => Number(value.toPrecision(digits)));
    return rounded.find((number) => number >= low && number <= high) ?? value;
  }

  // One direction of the axes: from a place in the picture to a value in words, which are
  // those of the tick that stands there if ticks have words instead of numbers.
  function direction(from, to, low, high, scale, ticks) {
    const isLog = scale === "log";
    const [start, end] = isLog ? [Math.log10(low), Math.log10(high)] : [low, high];
    const valueAt = (place) => {
      const at = start + (end - start) * (place - from) / (to - from);
      return isLog ? 10 ** at : at;
    };
    return (place) => {
      const ends = [valueAt(place - ROUNDED), valueAt(place + ROUNDED)];
      const [least, most] = [Math.min(...ends), Math.max(...ends)];
      const tick = ticks.find(([value]) => value >= least && value <= most);
      return tick ? tick[1] : numberText(roundest(valueAt(place), least, most), 9);
    };
  }

  // The curves of an SVG: each its axes, its points, and how to say one of them.
  window.explore.curvesOf = (svg, messages) => {
    return [...svg.querySelectorAll("[data-axes]")].flatMap((axes) => {
      const [left, right, bottom, top, ...rest] = axes.dataset.axes.split(" ");
      const [x0, x1, y0, y1] = rest.slice(0, 4).map(Number);
      const [xTicks, yTicks] = JSON.parse(axes.dataset.words ?? "[[], []]");
      const x = direction(Number(left), Number(right), x0, x1, rest[4], xTicks);
      const y = direction(Number(bottom), Number(top), y0, y1, rest[5], yTicks);
      const [xLabel, yLabel] = axes.dataset.labels.split("|");
      const inside = ([a, b]) => a > left - 1 && a < Number(right) + 1
        && b > top - 1 && b < Number(bottom) + 1;
      return [...axes.querySelectorAll("[data-curve]")].map((curve) => {
        const line = curve.querySelector(":scope > path");
        const marks = [...curve.querySelectorAll("use")].map((mark) => (
          [Number(mark.getAttribute("x")), Number(mark.getAttribute("y"))]));
        const points = (line ? places(line.getAttribute("d") ?? "") : marks).filter(inside);
        const say = ([a, b]) => {
          const words = { x_label: xLabel, x: x(a), y_label: yLabel, y: y(b) };
          const point = messages.point.replace(/{(\w+)}/g, (_, name) => words[name])
            .replace("  ", " "); // an axis of words may have no label of its own
          const name = curve.dataset.curve;
          return name ? messages.curve.replace("{curve}", name).replace("{point}", point) : point;
        };
        return { axes, points, say };
      }).filter(({ points }) => points.length);
    });
  };
})();
