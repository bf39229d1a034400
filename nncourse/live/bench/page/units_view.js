// What each unit of a layer puts out, over the plane: a small picture for each.
//
// All are parts of one canvas, since a browser takes its time over a hundred.
import { element, filled } from "../../reader/element.js";
import { paintSigned } from "../../signed_colours.js";
import { UNIT_SIDE } from "../surface.js";
import { named } from "./named.js";

const CELL = UNIT_SIDE + 2; // with a gap
const MOST = 64; // pictures
const SIZES = [48, 40, 32, 28, 24, 20, 17, 14, 12, 10]; // pixels: the largest that fits
const INK = new Uint32Array(Uint8Array.of(40, 40, 40, 255).buffer)[0];

export class UnitsView {
  constructor(messages) {
    this.messages = messages;
    this.canvas = element("canvas", { role: "img" });
    this.root = element("div", { class: "bench-units" }, this.canvas);
    this.picture = new Uint32Array(UNIT_SIDE * UNIT_SIDE);
    this.room = null; // to ask for it at each frame would cost a layout of the page
    new ResizeObserver(([{ contentRect }]) => {
      this.room = contentRect;
      this.shown?.();
    }).observe(this.root);
  }

  // units: for each what it puts out, row by row. Silent is who puts out 0 everywhere.
  show(units, name, layer) {
    const drawn = units.slice(0, MOST);
    const silent = units.filter((values) => values.every((value) => value === 0)).length;
    this.shown = () => {
      this.fit(drawn.length);
      drawn.forEach((values, unit) => this.draw(values, unit));
      this.canvas.getContext("2d").putImageData(this.image, 0, 0);
    };
    if (this.room) this.shown();
    const counts = { layer, count: units.length, drawn: drawn.length, silent };
    const { firstUnits, silent: crossed } = this.messages;
    this.caption = filled(counts.count > MOST ? firstUnits : silent ? crossed : "", counts);
    const words = filled(this.messages.unitsSaid, counts);
    this.canvas.setAttribute("aria-label", named(name, words));
  }

  // As large as the room beside the plane allows.
  fit(count) {
    const { width, height } = this.room;
    const key = `${count} ${width} ${height}`;
    if (key === this.fitted) return;
    this.fitted = key;
    const inRow = (size) => Math.max(1, Math.floor((width * UNIT_SIDE) / (size * CELL)));
    const holds = (size) =>
      inRow(size) * Math.floor((height * UNIT_SIDE) / (size * CELL)) >= count;
    const size = SIZES.find(holds) ?? SIZES.at(-1);
    this.columns = Math.min(count, inRow(size));
    this.canvas.width = this.columns * CELL;
    this.canvas.height = Math.ceil(count / this.columns) * CELL;
    this.canvas.style.width = `${(this.canvas.width * size) / UNIT_SIDE}px`;
    this.image = this.canvas.getContext("2d")
      .createImageData(this.canvas.width, this.canvas.height);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }

  // Red and blue as strong as a unit's own largest number; a silent one is crossed out.
  draw(values, unit) {
    const { picture, pixels, columns } = this;
    let largest = 0;
    for (const value of values) largest = Math.max(largest, Math.abs(value));
    paintSigned(values, picture, largest || 1);
    if (largest === 0) crossOut(picture);
    const width = columns * CELL;
    const corner = Math.floor(unit / columns) * CELL * width + (unit % columns) * CELL;
    for (let row = 0; row < UNIT_SIDE; row++) {
      const inked = picture.subarray(row * UNIT_SIDE, (row + 1) * UNIT_SIDE);
      pixels.set(inked, corner + row * width);
    }
  }
}

function crossOut(picture) {
  for (let i = 1; i <= UNIT_SIDE; i++) picture[i * (UNIT_SIDE - 1)] = INK;
}
