// The network that reads digits: its pixels, its hidden units and ten classes, and one of
// the units opened.
import { element, filled } from "../reader/element.js";
import { NumberButton } from "./number_button.js";
import { place } from "./places.js";
import { sourcesOf } from "./sums.js";
import { UnitCard } from "./unit_card.js";
import { UnitList } from "./unit_list.js";

const LAYERS = {
  a: { computed: ["a", "h"], bias: "b1", weights: "W1", columns: 8 },
  z: { computed: ["z", "p"], bias: "b2", weights: "W2", columns: 4 },
};
// What the passes compute of a unit, in their order.
const ORDER = { a: ["a", "h", "dh", "da"], z: ["z", "p", "dz"] };
// Those of them that say most: sums over the units below or above.
const TOLD = { a: ["a", "dh"], z: ["z", "dz"] };

export class DigitNetwork {
  open = { layer: "a", i: 0 }; // the unit whose card is shown

  constructor(messages, [pixels, hidden, classes], hand) {
    Object.assign(this, { messages, hand });
    this.counts = { W1: pixels, W2: hidden };
    this.squares = Array.from({ length: pixels }, () => element("span"));
    this.image = element("div", { class: "graph-image", role: "img" }, ...this.squares);
    const list = (layer, count) => new UnitList(
      { messages, label: messages.unit[layer], names: LAYERS[layer].computed, count },
      (i) => this.openUnit(layer, i));
    this.lists = { a: list("a", hidden), z: list("z", classes) };
    this.loss = new NumberButton(place("L"), messages, hand);
    this.places = Object.fromEntries(["weights", "numbers", "slopes"].map(
      (part) => [part, element("div", { class: `graph-part-${part}` })]));
    const { weights, numbers, slopes } = this.places;
    this.root = element("div", { class: "graph-digit" },
      element("div", { class: "graph-columns" },
        column("x", titled("x", messages.columns.x, this.image), weights, numbers),
        column("a", titled("a", filled(messages.columns.a, { n: hidden }),
          this.lists.a.root)),
        column("z", titled("z", messages.columns.z, this.lists.z.root, this.loss.root),
          slopes)),
      element("p", { class: "graph-small" }, messages.colours));
    this.makeCard();
  }

  // Opens a unit and chooses the last of its sums that has been computed, or the first.
  openUnit(layer, i) {
    if (this.open.layer !== layer || this.open.i !== i) {
      this.open = { layer, i };
      this.makeCard();
    }
    const last = TOLD[layer].findLast((name) => this.seen.has(`${name}[${i}]`));
    this.hand.choose(place(last ?? TOLD[layer][0], i));
  }

  makeCard() {
    const { layer, i } = this.open;
    const { computed, bias, weights, columns } = LAYERS[layer];
    this.card = new UnitCard({
      messages: this.messages, i, title: `${this.messages.unit[layer]} ${i}`,
      names: [bias, ...computed],
      weights: { name: weights, count: this.counts[weights], columns },
    }, this.hand);
    for (const [part, where] of Object.entries(this.places)) {
      where.replaceChildren(this.card[`${part}Part`]);
    }
  }

  // Of an array that has been computed, the number of the open unit; null if it has none.
  numberIn({ places }) {
    const { layer, i } = this.open;
    return ORDER[layer].includes(places[0].name) ? places[i] : null;
  }

  // The loss is the one number that comes alone.
  reveal() {
    this.loss.root.scrollIntoView({ block: "nearest" });
  }

  show(model, chosen, checked) {
    this.seen = model.seen;
    const { x, label } = model.example;
    this.squares.forEach((square, k) => square.style.setProperty("--ink", x[k]));
    this.image.setAttribute("aria-label", `${this.messages.digit} ${label}`);
    const sources = sourcesOf(model.values, chosen);
    for (const [layer, list] of Object.entries(this.lists)) {
      list.show(model, this.open.layer === layer ? this.open.i : null);
    }
    const fill = (button) => button.fill(model, { chosen, sources, checked });
    this.root.classList.toggle("graph-backwards", model.seen.has("dz[0]"));
    this.card.show(model, chosen, fill);
    fill(this.loss);
  }
}

function column(kind, ...inside) {
  return element("div", { class: `graph-column graph-of-${kind}` }, ...inside);
}

function titled(kind, title, ...inside) {
  return element("div", { class: `graph-part graph-part-${kind}` },
    element("span", { class: "graph-title" }, title), ...inside);
}
