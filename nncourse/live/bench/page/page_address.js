// The page's address: after # the runs, and which vital sign is looked at.
import { fromAddress, toAddress } from "../address.js";
import { KNOBS } from "../settings.js";
import { SIGNS } from "./signs.js";

const LOOK = "look"; // at which vital sign

// Whether what stands after # is meant for the bench; a heading's is not.
export function isOurs(hash) {
  return /[=&]/.test(hash) || hash === "#b";
}

// { runs, sign }; an error names what it does not know. `sign` is null if it is not said.
export function read(hash) {
  const parts = hash.replace(/^#/, "").split("&");
  const looks = parts.filter((part) => part.startsWith(`${LOOK}=`));
  const sign = looks.length ? looks[0].slice(LOOK.length + 1) : null;
  if (sign !== null && !SIGNS.some(({ name }) => name === sign)) {
    throw new RangeError(`there is no vital sign ${sign}`);
  }
  const others = parts.filter((part) => !looks.includes(part));
  return { runs: fromAddress(others.join("&")), sign };
}

// Never empty: without anything after # the page opens with something of its own.
export function addressOf(runs, sign) {
  const { name, start } = KNOBS[0];
  const said = toAddress(runs) || `#${name}=${start}`;
  return sign === SIGNS[0].name ? said : `${said}&${LOOK}=${sign}`;
}
