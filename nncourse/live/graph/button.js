// A button with its words, and what happens when it is pressed.
import { element } from "../reader/element.js";

export function button(label, pressed, kind = "") {
  const made = element("button", { type: "button", class: `graph-button ${kind}` }, label);
  made.addEventListener("click", pressed);
  return made;
}
