// The knobs of the bench, and settings: one value for each of them.
//
// A knob has a finite list of values, so that each can stand in an address and be turned by
// keyboard. `start` is what stands there first: chapter 1's network.
import { quoted } from "../checks.js";
import { GROUPS, LABELS, VALUES } from "./words.js";

const RATES = [
  0.0001, 0.0003, 0.001, 0.003, 0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6,
  0.8, 1, 1.6, 3, 10,
];
const count = (last) => Array.from({ length: last }, (_, i) => i + 1);
const digits = { data: ["digits"] };
const plane = { data: ["spirals", "moons", "circles", "xor"] };

// kind: "choice" for names, "number" for numbers from small to large. `only` lists the
// values of other knobs at which this one does anything: { data: ["digits"] }.
export const KNOBS = [
  choice("data", "data", ["digits", "spirals", "moons", "circles", "xor"], "digits"),
  number("points", "data", [50, 100, 200, 500, 1000], 1000),
  number("noise", "data", [0, 0.05, 0.1, 0.2, 0.3], 0.05, plane),
  number("wrong", "data", [0, 0.05, 0.1, 0.2, 0.4], 0),
  choice("pixels", "data", ["0-1", "0-16", "standardised"], "0-1", digits),
  number("depth", "network", count(30), 1),
  number("width", "network", [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 50, 64, 100, 128, 256], 16),
  choice("activation", "network", ["sigmoid", "tanh", "relu", "leaky-relu"], "relu"),
  choice("init", "network", ["small", "xavier", "he"], "he"),
  number("gain", "network", [0.1, 0.25, 0.5, 0.7, 1, 1.5, 2, 3, 4, 8], 1),
  choice("norm", "network", ["none", "batch", "layer"], "none"),
  choice("residual", "network", ["off", "on"], "off"),
  number("dropout", "network", [0, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9], 0),
  choice("optimizer", "training", ["sgd", "momentum", "adam", "adamw"], "sgd"),
  number("lr", "training", RATES, 0.1),
  choice("schedule", "training", ["constant", "step", "cosine", "warm-up"], "constant"),
  number("length", "training", [100, 200, 300, 500, 1000, 2000, 5000], 500,
    { schedule: ["step", "cosine", "warm-up"] }),
  number("decay", "training", [0, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1], 0,
    { optimizer: ["sgd", "momentum", "adamw"] }),
  number("batch", "training", [1, 2, 4, 8, 16, 32, 64, 128, 256, 500, 1000], 64),
  number("clip", "training", [0, 0.1, 0.3, 1, 3, 10], 0),
  number("seed", "training", count(20), 1),
];

const BY_NAME = new Map(KNOBS.map((knob) => [knob.name, knob]));

function choice(name, group, choices, start, only = {}) {
  return knob("choice", name, group, choices, start, only);
}

function number(name, group, choices, start, only = {}) {
  return knob("number", name, group, choices, start, only);
}

function knob(kind, name, group, choices, start, only) {
  return { name, label: LABELS[name], group: GROUPS[group], kind, choices, start, only };
}

// What a knob shows for a value.
export function inWords({ name }, value) {
  return VALUES[name]?.[value] ?? String(value);
}

// Whether turning the knob changes anything at these settings.
export function matters({ only }, settings) {
  return Object.entries(only).every(([name, values]) => values.includes(settings[name]));
}

// The knob of a name; an unknown one gives an error that names it.
export function knobOf(name) {
  if (!BY_NAME.has(name)) throw new RangeError(`there is no knob ${quoted(name)}`);
  return BY_NAME.get(name);
}

// Some settings with the starts filled in, in the knobs' order.
export function complete(some = {}) {
  for (const [name, value] of Object.entries(some)) {
    const { choices } = knobOf(name);
    if (!choices.includes(value)) {
      throw new RangeError(
        `${name} must be one of ${choices.join(", ")}, not ${quoted(value)}`);
    }
  }
  const settings = Object.fromEntries(KNOBS.map(({ name, start }) => [name, start]));
  return checkedTogether(Object.assign(settings, some));
}

function checkedTogether(settings) {
  const { batch, points, norm } = settings;
  if (batch > points) {
    throw new RangeError(
      `a batch of ${batch} is more than the ${points} examples there are`);
  }
  if (norm === "batch" && batch < 2) {
    throw new RangeError(`batch norm needs batches of 2 or more, not ${batch}`);
  }
  return settings;
}
