// One of many buttons is in the page's order of tabs; arrow keys lead to the others.

const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

export class Rove {
  constructor(root, buttons) {
    this.buttons = buttons;
    this.moveTo(buttons[0]);
    root.addEventListener("keydown", (event) => this.move(event));
  }

  moveTo(button) {
    if (this.current) this.current.tabIndex = -1;
    this.current = button;
    button.tabIndex = 0;
  }

  move(event) {
    const seen = this.buttons.filter((button) => button.offsetParent !== null);
    const from = seen.indexOf(this.current);
    const to = { Home: 0, End: seen.length - 1 }[event.key] ?? from + STEPS[event.key];
    if (!seen[to]) return; // another key, or no button further on
    event.preventDefault(); // the page would scroll
    this.moveTo(seen[to]);
    seen[to].focus();
  }
}
