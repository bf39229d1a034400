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
  const parts = hash.replace(/^#/, "").split("&");
  const ofView = (part) => Object.hasOwn(VIEW, part.split("=")[0]);
  const runs = fromAddress(parts.filter((part) => !ofView(part)).join("&"));
  const usual = Object.values(VIEW).map(({ key, start }) => [key, start]);
  const view = Object.fromEntries(usual);
  for (const part of parts.filter(ofView)) {
    const [name, value = ""] = part.split("=");
    view[VIEW[name].key] = VIEW[name].of(value, deepest(runs));
  }
  return { runs, view };
}

// Never empty: without anything after # the page opens with something of its own.
export function addressOf(runs, view) {
  const { name, start } = KNOBS[0];
  const parts = [toAddress(runs) || `#${name}=${start}`];
  for (const [said, { key, start: usual, text = String }] of Object.entries(VIEW)) {
    if (view[key] !== usual) parts.push(`${said}=${text(view[key], deepest(runs))}`);
  }
  return parts.join("&");
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
