// One of many buttons is in the page's order of tabs; arrow keys lead to the others.

export class Rove {
  // columns: how many buttons stand side by side; 1 where up and left mean the same.
  constructor(root, buttons, columns = 1) {
    this.buttons = buttons;
    this.steps = {
      ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns,
    };
    for (const button of buttons) button.tabIndex = -1;
    this.moveTo(buttons[0]);
    root.addEventListener("keydown", (event) => this.move(event));
  }

  moveTo(button) {
    if (this.current) this.current.tabIndex = -1;
    this.current = button;
    button.tabIndex = 0;
  }

  // To be called when others are seen than before: the current one may be hidden now.
  settle() {
    if (isSeen(this.current)) return;
    const first = this.buttons.find(isSeen);
    if (first) this.moveTo(first);
  }

  move(event) {
    const seen = this.buttons.filter(isSeen);
    const from = seen.indexOf(this.current);
    const to = { Home: 0, End: seen.length - 1 }[event.key] ?? from + this.steps[event.key];
    if (!seen[to]) return; // another key, or no button further on
    event.preventDefault(); // the page would scroll
    this.moveTo(seen[to]);
    seen[to].focus();
  }
}

const isSeen = (button) => button.offsetParent !== null;
