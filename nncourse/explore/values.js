// Reads the values of a picture's curves: at the pointer, and with the arrow keys from point
// to point.
(() => {
  "use strict";
  const { curvesOf } = window.explore;
  const NEAR = 40; // pixels
  const MOVES = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  class Reader {
    constructor(picture) {
      this.picture = picture;
      this.root = picture.closest(".explore");
      this.messages = JSON.parse(this.root.querySelector("script").textContent).messages;
      this.box = document.createElement("div");
      this.box.className = "explore-reading";
      this.box.hidden = true;
      this.box.append(document.createElement("i"), document.createElement("span"));
      picture.append(this.box);
      [this.curve, this.point] = [0, 0];
      new MutationObserver(() => this.box.hidden || this.show())
        .observe(this.root, { attributeFilter: ["data-frame"] });
    }

    get curves() {
      return curvesOf(this.picture.querySelector("svg"), this.messages);
    }

    // Where a point of some axes stands, from the picture's own corner, in pixels. On a
    // narrow page the axes have been moved.
    place(axes, [x, y]) {
      const matrix = axes.getScreenCTM();
      const at = new DOMPoint(x, y).matrixTransform(matrix);
      const frame = this.picture.getBoundingClientRect();
      return [at.x - frame.left + this.picture.scrollLeft, at.y - frame.top];
    }

    show() {
      const { curves } = this;
      if (!curves.length) return;
      this.curve = Math.min(this.curve, curves.length - 1);
      const { axes, points, say } = curves[this.curve];
      this.point = Math.min(this.point, points.length - 1);
      const [x, y] = this.place(axes, points[this.point]);
      const [dot, words] = this.box.children;
      words.textContent = say(points[this.point]);
      this.box.hidden = false;
      dot.style.translate = `${x}px ${y}px`;
      const { scrollLeft, clientWidth } = this.picture;
      const last = scrollLeft + clientWidth - words.offsetWidth;
      const left = Math.max(scrollLeft, Math.min(last, x - words.offsetWidth / 2));
      const above = y - words.offsetHeight - 12;
      words.style.translate = `${left}px ${above < 0 ? y + 12 : above}px`;
    }

    // The point nearest to the pointer, if one is near.
    readAt({ clientX, clientY }) {
      const frame = this.picture.getBoundingClientRect();
      const pointer = [clientX - frame.left + this.picture.scrollLeft, clientY - frame.top];
      let nearest = NEAR;
      this.curves.forEach(({ axes, points }, k) => points.forEach((point, n) => {
        const [x, y] = this.place(axes, point);
        const distance = Math.hypot(x - pointer[0], y - pointer[1]);
        if (distance < nearest) [nearest, this.curve, this.point] = [distance, k, n];
      }));
      if (nearest < NEAR) this.show();
      else this.hide();
    }

    hide() {
      this.box.hidden = true;
    }

    // To the next point, or to the point of the next curve that lies nearest in x.
    move([toCurve, toPoint]) {
      const { curves } = this;
      if (!curves.length || this.box.hidden) return this.announce();
      const [x] = curves[this.curve].points[this.point];
      this.curve = (this.curve + toCurve + curves.length) % curves.length;
      const { points } = curves[this.curve];
      if (toCurve) {
        const distances = points.map((point) => Math.abs(point[0] - x));
        this.point = distances.indexOf(Math.min(...distances));
      }
      this.point = Math.max(0, Math.min(points.length - 1, this.point + toPoint));
      this.announce();
    }

    // "3.2 × 10⁻⁶" as one says it: see spoken.py.
    spoken(text) {
      const { power, minus, times } = this.messages;
      return text.replace(/(?:([\d.]+) × )?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, (_, factor, raised) => {
        const digits = [...raised.replace("⁻", "")].map((c) => "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c)).join("");
        const exponent = raised[0] === "⁻" ? minus.replace("{power}", digits) : digits;
        const said = power.replace("{power}", exponent);
        return factor ? times.replace("{factor}", factor).replace("{power}", said) : said;
      });
    }

    // Said when the keys rest.
    announce() {
      this.show();
      clearTimeout(this.atRest);
      this.atRest = setTimeout(() => {
        this.root.querySelector(".explore-status").textContent = this.spoken(
          this.box.textContent);
      }, 400);
    }
  }

  const readers = new Map();
  const readerOf = ({ target }) => {
    const picture = target.closest?.(".explore-picture");
    if (!picture?.closest(".explore:has(form)")) return null;
    if (!readers.has(picture)) readers.set(picture, new Reader(picture));
    return readers.get(picture);
  };
  const on = (type, action) => document.addEventListener(type, (event) => {
    const reader = readerOf(event);
    if (reader) action(reader, event);
  }, true);

  on("pointermove", (reader, event) => reader.readAt(event));
  on("pointerdown", (reader, event) => reader.readAt(event));
  on("pointerleave", (reader, event) => {
    if (event.pointerType === "mouse" && event.target === reader.picture) reader.hide();
  });
  on("focusout", (reader) => reader.hide());
  on("focusin", (reader) => reader.picture.matches(":focus-visible") && reader.announce());
  on("keydown", (reader, event) => {
    if (event.key === "Escape") reader.hide();
    if (!(event.key in MOVES) || !reader.curves.length) return;
    event.preventDefault();
    reader.move(MOVES[event.key]);
  });
  const { activeElement } = document;
  const focused = activeElement && readerOf({ target: activeElement });
  if (focused && activeElement.matches(":focus-visible")) focused.announce();
})();
