// One or two runs as the text after # in an address, and back.
//
// Only what differs is written: #depth=10&init=small for one run, and for the second what
// differs from the first, &b.init=he; two equal runs end in &b.
import { quoted } from "../checks.js";
import { KNOBS, complete, knobOf } from "./settings.js";

const SECOND = "b";

// runs: one or two settings.
export function toAddress(runs) {
  const [first, second] = runs.map(complete);
  const parts = differences(first, complete(), "");
  if (second) {
    const others = differences(second, first, `${SECOND}.`);
    parts.push(...(others.length ? others : [SECOND]));
  }
  return parts.length ? `#${parts.join("&")}` : "";
}

function differences(settings, from, prefix) {
  return KNOBS.filter(({ name }) => settings[name] !== from[name])
    .map(({ name }) => `${prefix}${name}=${settings[name]}`);
}

// A list of one or two settings, complete.
export function fromAddress(hash) {
  const [first, second] = [{}, {}];
  let two = false;
  for (const part of hash.replace(/^#/, "").split("&").filter(Boolean)) {
    if (part === SECOND) {
      two = true;
      continue;
    }
    const ofSecond = part.startsWith(`${SECOND}.`);
    const [name, ...rest] = part.slice(ofSecond ? SECOND.length + 1 : 0).split("=");
    const settings = ofSecond ? second : first;
    if (Object.hasOwn(settings, name)) {
      throw new RangeError(`the address says ${quoted(name)} twice`);
    }
    settings[name] = valueOf(knobOf(name), rest.join("="));
    two ||= ofSecond;
  }
  const one = complete(first);
  return two ? [one, complete({ ...one, ...second })] : [one];
}

// The choice that is written so; another text is left as it is, for `complete` to refuse.
function valueOf({ choices }, text) {
  return choices.find((value) => String(value) === text) ?? text;
}
