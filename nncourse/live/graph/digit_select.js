// Which of the digits is read.
import { element } from "../reader/element.js";

// chosen(example) is called with the one that the reader wants.
export function digitSelect(messages, examples, chosen) {
  const select = element("select", {}, ...examples.map(({ label }, k) =>
    element("option", { value: k }, String(label))));
  select.addEventListener("change", () => chosen(examples[select.value]));
  return element("label", { class: "graph-switch" }, messages.digit, select);
}
