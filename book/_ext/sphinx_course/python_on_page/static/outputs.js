// What a cell puts out on the page, as a notebook shows it.
import { element } from "./elements.js";

// Text as a terminal shows it: a carriage return writes the line anew, as progress bars do.
// One at the very end waits for what is written next.
function asInTerminal(text) {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  return lines.map((line) => line.slice(line.lastIndexOf("\r", line.length - 2) + 1)).join("\n");
}

export class Output {
  constructor(label) {
    this.element = element("div", { class: "page-output", role: "region", "aria-label": label });
    this.element.hidden = true;
  }

  begin() {
    this.element.replaceChildren();
    this.element.setAttribute("aria-busy", "true");
  }

  add(part) {
    this.element.hidden = false;
    this.element.append(part);
  }

  put(kind, content) {
    const last = this.element.lastElementChild;
    if (kind === "html") {
      const box = element("div", { "data-kind": kind });
      box.innerHTML = content;
      this.add(box);
    } else if (last?.dataset.kind === kind) {
      last.textContent = asInTerminal(last.textContent + content);
    } else {
      this.add(element("pre", { "data-kind": kind }, asInTerminal(content)));
    }
  }

  end() {
    this.element.removeAttribute("aria-busy");
    this.element.hidden = !this.element.hasChildNodes();
  }
}
