// Where a number comes from: its formula in the chapter's letters, and with its numbers.
//
// A sum of many terms says the largest and leaves the rest together.
import { bracketed, written } from "./number_text.js";
import { numberAt, place } from "./places.js";

const MOST = 4; // terms of a sum that are spelt out

// { letters, numbers, since, unit } of the number at a place, `since` where its rule asks
// for a condition on `unit`; null for a number that is given, not computed.
export function sumOf(values, { name, at }) {
  return SUMS[name]?.(values, ...at) ?? null;
}

// The keys of the numbers that its formula names.
export function sourcesOf(values, where) {
  const { letters = "", since = "" } = (where && sumOf(values, where)) ?? {};
  return new Set(`${letters} ${since}`.match(/\b[A-Za-z]+\d?\[\d+(?:, \d+)?\]/g));
}

// The products that a long sum is made of, largest first: [{ factors, product }].
function termsOf(values, { name, at: [i] }) {
  const terms = {
    a: () => values.x.map((_, k) => [place("x", k), place("W1", k, i)]),
    z: () => values.h.map((_, k) => [place("h", k), place("W2", k, i)]),
    dh: () => values.dz.map((_, j) => [place("W2", i, j), place("dz", j)]),
  };
  return terms[name]().map((factors) => product(values, factors));
}

const SUMS = {
  a: (values, i) => products(values, place("a", i), place("b1", i)),
  h: ({ a }, i) => both(`max(0, a[${i}])`, `max(0, ${written(a[i])})`),
  z: (values, j) => products(values, place("z", j), place("b2", j)),
  p: ({ z }, j) => {
    const powers = z.map(Math.exp);
    const sum = z.length > MOST
      ? both("the sum of all exp(z)", written(powers.reduce((s, power) => s + power)))
      : both(z.map((_, k) => `exp(z[${k}])`).join(" + "), powers.map(written).join(" + "));
    return both(`exp(z[${j}]) / (${sum.letters})`,
      `${written(powers[j])} / (${sum.numbers})`);
  },
  L: ({ p, label }) => both(`−ln p[${label}]`, `−ln ${written(p[label])}`),
  dz: ({ p, label }, j) => both(`p[${j}] − [${j} = label]`,
    `${written(p[j])} − ${j === label ? 1 : 0}`),
  dW2: (values, i, j) => one(values, place("h", i), place("dz", j)),
  db2: ({ dz }, j) => both(`dz[${j}]`, written(dz[j])),
  dh: (values, i) => products(values, place("dh", i)),
  da: ({ a, dh }, i) => (a[i] > 0
    ? gated(`dh[${i}]`, written(dh[i]), `a[${i}] = ${written(a[i])}`, "> 0")
    : gated("0", "0", `a[${i}] = ${written(a[i])}`, "≤ 0")),
  dW1: (values, k, i) => one(values, place("x", k), place("da", i)),
  db1: ({ da }, i) => both(`da[${i}]`, written(da[i])),
};

function both(letters, numbers) {
  return { letters, numbers };
}

function gated(letters, numbers, unit, found) {
  return { letters, numbers, unit, since: `${unit} ${found}` };
}

function product(values, factors) {
  const value = factors.reduce((so_far, one) => so_far * numberAt(values, one), 1);
  return { factors, product: value };
}

function one(values, ...factors) {
  return spelt(values, [product(values, factors)], null, 0);
}

function products(values, of, bias) {
  const terms = termsOf(values, of);
  if (terms.length <= MOST) return spelt(values, terms, bias, 0);
  const size = ({ product }) => -Math.abs(product);
  const sorted = [...terms].sort((s, t) => size(s) - size(t));
  const rest = sorted.slice(MOST).reduce((sum, { product }) => sum + product, 0);
  return spelt(values, sorted.slice(0, MOST), bias, terms.length - MOST, rest);
}

function spelt(values, terms, bias, more, rest) {
  const letters = terms.map(({ factors }) => factors.map(({ key }) => key).join(" "));
  const numbers = terms.map(({ factors }) =>
    factors.map((factor) => bracketed(numberAt(values, factor))).join(" × "));
  if (more > 0) {
    letters.push(`${more} more`);
    numbers.push(bracketed(rest));
  }
  if (bias) {
    letters.push(bias.key);
    numbers.push(bracketed(numberAt(values, bias)));
  }
  return both(letters.join(" + "), numbers.join(" + "));
}
