// Buttons in rows of `columns`: one of them is in the page's order of tabs, and arrow keys
// move from it to the others.
const STEPS = { // [rows, columns]
  ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0],
};

export class ArrowKeys {
  constructor(root, buttons, columns) {
    Object.assign(this, { buttons, columns });
    root.addEventListener("keydown", (event) => this.move(event));
    this.moveTo(0);
  }

  move(event) {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault(); // the page would scroll
    const row = Math.floor(this.current / this.columns) + step[0];
    const column = (this.current % this.columns) + step[1];
    const next = this.columns * row + column;
    if (column < 0 || column >= this.columns || !this.buttons[next]) return;
    this.moveTo(next);
    this.buttons[next].focus();
  }

  moveTo(i) {
    this.current = i;
    this.buttons.forEach((button, k) => { button.tabIndex = k === i ? 0 : -1; });
  }
}
