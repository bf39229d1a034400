// The page's address: after # the runs, and how they are looked at: which vital sign, the
// units of which layer, and at which speed. What is not said is as the page begins.
import { fromAddress, toAddress } from "../address.js";
import { KNOBS } from "../settings.js";
import { SIGNS } from "./signs.js";
import { FULL_SPEED, SPEEDS } from "./speeds.js";

const OUTPUT = "output";

// Whether what stands after # is meant for the bench; a heading's is not.
export function isOurs(hash) {
  return /[=&]/.test(hash) || hash === "#b";
}

// { runs, view: { sign, layer, speed } }; an error names what it does not know. A layer is
// counted from 0, and the output comes after the last hidden one.
export function read(hash) {
  const said = {};
  const others = hash.replace(/^#/, "").split("&").filter((part) => {
    const [name, value] = part.split("=");
    if (!Object.hasOwn(VIEW, name)) return true;
    said[name] ??= value;
    return false;
  });
  const runs = fromAddress(others.join("&"));
  const depth = deepest(runs);
  const view = Object.fromEntries(Object.entries(VIEW).map(([name, { key, start, of }]) =>
    [key, Object.hasOwn(said, name) ? of(said[name] ?? "", depth) : start]));
  return { runs, view };
}

// Never empty: without anything after # the page opens with something of its own.
export function addressOf(runs, view) {
  const { name, start } = KNOBS[0];
  const depth = deepest(runs);
  const looks = Object.entries(VIEW).filter(([, { key, start: usual }]) =>
    view[key] !== usual).map(([as, { key, text = String }]) =>
    `${as}=${text(view[key], depth)}`);
  return [toAddress(runs) || `#${name}=${start}`, ...looks].join("&");
}

export const deepest = (runs) => Math.max(...runs.map(({ depth }) => depth));

// By its name in the address: what it is in a view, what it is at first, how it is read
// from the text in an address, and how it is written where that is not plain.
const VIEW = {
  look: { key: "sign", start: SIGNS[0].name, of: signOf },
  layer: { key: "layer", start: 0, of: layerOf, text: layerInWords },
  speed: { key: "speed", start: FULL_SPEED, of: speedOf },
};

function signOf(text) {
  if (SIGNS.some(({ name }) => name === text)) return text;
  throw new RangeError(`there is no vital sign ${text}`);
}

function layerOf(text, depth) {
  const layers = Array.from({ length: depth + 1 }, (_, i) => layerInWords(i, depth));
  if (layers.includes(text)) return layers.indexOf(text);
  throw new RangeError(`there is no layer ${text}`);
}

function layerInWords(layer, depth) {
  return layer < depth ? String(layer + 1) : OUTPUT;
}

function speedOf(text) {
  const speed = SPEEDS.find((one) => one !== FULL_SPEED && String(one) === text);
  if (speed) return speed;
  throw new RangeError(`there is no speed ${text}`);
}
