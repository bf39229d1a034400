// What each unit of a layer puts out, over the plane: a small picture for each.
import { element, filled } from "../../reader/element.js";
import { paintSigned } from "../../signed_colours.js";

const SIDE = 20;
const MOST = 64; // pictures
const GAP = 3; // pixels between them
const SIZES = [48, 40, 32, 28, 24, 20, 17, 14, 12, 10]; // pixels, of which the largest that fits

export class UnitsView {
  constructor(messages) {
    this.messages = messages;
    this.pictures = [];
    this.root = element("div", { class: "bench-units", role: "img" });
  }

  // units: for each what it puts out, row by row. Silent is who puts out 0 everywhere.
  show(units, name, layer) {
    const drawn = units.slice(0, MOST);
    if (this.pictures.length !== drawn.length) {
      this.pictures = drawn.map(picture);
      this.root.replaceChildren(...this.pictures.map(({ canvas }) => canvas));
    }
    this.fit(drawn.length);
    let silent = 0;
    drawn.forEach((values, unit) => {
      const { canvas, context, image, pixels } = this.pictures[unit];
      let largest = 0;
      for (const value of values) largest = Math.max(largest, Math.abs(value));
      paintSigned(values, pixels, largest || 1);
      context.putImageData(image, 0, 0);
      if (largest === 0) crossOut(context);
      silent += largest === 0;
    });
    this.silent = silent;
    const values = { name, layer, count: units.length, silent };
    this.root.setAttribute("aria-label", filled(this.messages.unitsSaid, values));
  }

  // As large as the room beside the plane allows.
  fit(count) {
    const { clientWidth: width, clientHeight: height } = this.root;
    const key = `${count} ${width} ${height}`;
    if (key === this.fitted || !width) return;
    this.fitted = key;
    const holds = (size) => Math.floor((width + GAP) / (size + GAP)) *
      Math.floor((height + GAP) / (size + GAP)) >= count;
    this.root.style.setProperty("--unit", `${SIZES.find(holds) ?? SIZES.at(-1)}px`);
  }
}

function crossOut(context) {
  context.beginPath();
  context.moveTo(0, SIDE);
  context.lineTo(SIDE, 0);
  context.lineWidth = 2;
  context.stroke();
}

function picture() {
  const canvas = element("canvas", { width: SIDE, height: SIDE });
  const context = canvas.getContext("2d");
  const image = context.createImageData(SIDE, SIDE);
  return { canvas, context, image, pixels: new Uint32Array(image.data.buffer) };
}
