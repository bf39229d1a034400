// A guess that is a curve: drawn with mouse or finger over the pad, or set by its handles,
// each a slider for the arrow keys. A guess is a list of heights, one a handle: 0 at the
// bottom of the pad, 1 at its top.
(() => {
  "use strict";
  const { predictionKinds: kinds, fill, numberText } = window.explore;
  const KEYS = { ArrowUp: 0.02, ArrowRight: 0.02, ArrowDown: -0.02, ArrowLeft: -0.02,
    PageUp: 0.1, PageDown: -0.1, Home: -1, End: 1 };
  const svgElement = (name, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    return made;
  };

  kinds.curve = (root, data) => {
    const { handles, curve, also, labels, messages } = data;
    const [low, high] = data.range.map((v) => (data.log ? Math.log10(v) : v));
    const picture = root.querySelector("fieldset .prediction-picture");
    const box = picture.querySelector("rect");
    const [left, top, width, height] =
      ["x", "y", "width", "height"].map((name) => Number(box.getAttribute(name)));
    const hint = root.querySelector(".prediction-hint");
    const place = ([x, y]) => `${(left + width * x).toFixed(1)} ${(top + height * (1 - y)).toFixed(1)}`;
    const path = (points) => `M${points.map(place).join("L")}`;
    const inWords = (part) => {
      const at = low + part * (high - low);
      return numberText(Number((data.log ? 10 ** at : at).toPrecision(2)));
    };
    const line = svgElement("path", { class: "prediction-drawn" });
    const truth = svgElement("g", {});
    const show = (kind, points, words) => {
      const [x, y] = place(points.at(-1)).split(" ").map(Number);
      const under = y + 20 < top + height; // else it would lie on the axis
      const name = svgElement("text", { x: x - 4, y: y + (under ? 16 : -7), "text-anchor": "end" });
      name.textContent = words;
      truth.append(svgElement("path", { class: `prediction-${kind}`, d: path(points) }), name);
    };
    show("true", curve, also ? also.names[0] : "");
    if (also) show("also", also.curve, also.names[1]);
    const knobs = handles.map(([, text], k) => svgElement("circle", {
      class: "prediction-handle", r: 7, role: "slider", "aria-orientation": "vertical",
      "aria-label": fill(messages.handle, { y: labels[1], x: labels[0], at: text }),
      "aria-valuemin": 0, "aria-valuemax": 100, "data-k": k,
    }));
    let heights, drawn, last;
    let own; // own[k] is true once a hand has set handle k

    // Where the pointer is, as shares of the pad.
    function shares(event) {
      const at = new DOMPoint(event.clientX, event.clientY)
        .matrixTransform(picture.getScreenCTM().inverse());
      return [(at.x - left) / width, 1 - (at.y - top) / height];
    }

    function set(k, height) {
      heights[k] = Math.round(1000 * Math.min(1, Math.max(0, height))) / 1000;
      own[k] = true;
      drawn = true;
      draw();
    }

    // What no hand has set yet is level with the nearest that was, or on the line between two.
    function follow() {
      heights.forEach((_, k) => {
        if (own[k]) return;
        const [a, b] = [own.lastIndexOf(true, k), own.indexOf(true, k)];
        const [from, to] = [a < 0 ? b : a, b < 0 ? a : b];
        const share = from === to ? 0
          : (handles[k][0] - handles[from][0]) / (handles[to][0] - handles[from][0]);
        heights[k] = heights[from] + share * (heights[to] - heights[from]);
      });
      draw();
    }

    function draw() {
      line.setAttribute("d", path(handles.map(([x], k) => [x, heights[k]])));
      line.classList.toggle("prediction-faint", !drawn);
      knobs.forEach((knob, k) => {
        const [x, y] = place([handles[k][0], heights[k]]).split(" ");
        knob.setAttribute("cx", x);
        knob.setAttribute("cy", y);
        knob.setAttribute("aria-valuenow", Math.round(100 * heights[k]));
        knob.setAttribute("aria-valuetext", inWords(heights[k]));
      });
    }

    // The handle nearest to the pointer follows it, and those it was swept over.
    function sweep(event) {
      const [x, y] = shares(event);
      const [fromX, fromY] = last ?? [x, y];
      handles.forEach(([at], k) => {
        if ((at - x) * (at - fromX) < 0) set(k, fromY + (y - fromY) * (at - fromX) / (x - fromX));
      });
      const distance = ([at]) => Math.abs(at - x);
      const nearest = Math.min(...handles.map(distance));
      set(handles.findIndex((handle) => distance(handle) === nearest), y);
      follow();
      last = [x, y];
    }

    const isOpen = () => !root.classList.contains("prediction-done");
    picture.addEventListener("pointerdown", (event) => {
      if (!isOpen() || event.button > 0) return;
      picture.setPointerCapture(event.pointerId);
      last = null;
      sweep(event);
    });
    picture.addEventListener("pointermove", (event) => {
      if (isOpen() && picture.hasPointerCapture(event.pointerId)) sweep(event);
    });
    picture.addEventListener("keydown", (event) => {
      const k = event.target.dataset.k;
      if (!(event.key in KEYS) || k === undefined || !isOpen()) return;
      event.preventDefault();
      set(k, heights[k] + KEYS[event.key]);
    });

    picture.setAttribute("role", "group");
    picture.classList.add("prediction-pad");
    picture.append(line, ...knobs);
    hint.hidden = false;

    return {
      guess: () => (drawn ? [...heights] : undefined),
      missing: messages.missing_curve,
      has: (guess) => Array.isArray(guess) && guess.length === handles.length
        && guess.every((height) => height >= 0 && height <= 1),
      words: (guess, measured) => fill(messages.drew, {
        label: labels[1], first: inWords(guess[0]), last: inWords(guess.at(-1)), measured }),
      mark(guess, yours) {
        drawn = guess !== undefined;
        if (drawn) heights = [...guess];
        draw();
        line.style.display = drawn ? "" : "none";
        knobs.forEach((knob) => knob.remove());
        picture.insertBefore(truth, line);
        hint.textContent = drawn ? fill(messages.both_curves, { yours }) : messages.one_curve;
      },
      clear() {
        heights = handles.map(() => 0.5);
        own = [];
        drawn = false;
        truth.remove();
        line.style.display = "";
        picture.append(...knobs);
        knobs.forEach((knob) => { knob.tabIndex = 0; });
        hint.textContent = messages.draw;
        draw();
      },
    };
  };
})();
