// Beside a figure that has frames for some values: the offer to have Python draw any.
import { button, element } from "./elements.js";
import { said } from "./words.js";

const isNumber = (text) => Number.isFinite(Number(text));

// The figure of a cell's box, if Python could take one of its choices further.
function figureOf(box) {
  const figure = box.querySelector("figure.explore:has(form)");
  if (!figure) return null;
  const { choices } = JSON.parse(figure.querySelector("script").textContent);
  return choices.some(({ values }) => values.every(isNumber)) ? figure : null;
}

// `press` runs the cell, or stops it while it runs. The cell's status stands there too: its
// own place is folded away with the code. Null where there is nothing to offer.
export function offer(box, status, press) {
  const figure = figureOf(box);
  if (!figure) return null;
  const made = button(said("offer"), press);
  const place = element("p", { class: "live-offer" }, made, " ", status);
  figure.querySelector("form").after(place);
  return made;
}
