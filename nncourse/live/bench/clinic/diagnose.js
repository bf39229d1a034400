// What ails a run, by the rules of nncourse/clinic, which rules.json holds with all words.
import { filled } from "../../reader/element.js";
import { filledIn } from "./format.js";

const SIGNS = { "<": (value, limit) => value < limit, ">": (value, limit) => value > limit };

// The finding of the first rule that speaks on some readings: { name, evidence, treatment,
// order, cannotTell }. A test that a rule orders is made at once if its numbers are at hand:
// tests is { name: { reading: number } }.
export function diagnose(readings, tests, table) {
  const values = { ...readings };
  const made = new Set();
  for (;;) {
    const rule = table.rules.find((one) => speaks(one, values, made)) ?? null;
    const order = rule?.order ?? null;
    if (order === null || !tests[order]) return finding(rule, values, table);
    Object.assign(values, tests[order]);
    made.add(order);
  }
}

function speaks({ when, order }, values, made) {
  return !made.has(order)
    && when.every(([reading, sign, limit]) => SIGNS[sign](values[reading], limit));
}

function finding(rule, values, { words, treatments }) {
  const name = rule?.says ?? "unclear";
  return {
    name,
    evidence: evidence(rule, values, words),
    treatment: treatments[name] ?? null,
    order: rule?.order ?? null,
    cannotTell: Object.entries(words.missing).flatMap(([reading, text]) =>
      (Number.isNaN(values[reading]) ? [text] : [])),
  };
}

function evidence(rule, values, words) {
  if (rule === null) return [words.noRule];
  if (rule.when.length === 0) return [words.undecided];
  return rule.when.map(([reading, sign, limit]) => {
    const value = filledIn(words.readings[reading], values[reading]);
    return `${value} (${filledIn(words.limits[sign], limit)})`;
  });
}

// A finding as one paragraph.
export function inWords({ name, evidence: seen, treatment, order, cannotTell }, words) {
  const parts = [filled(words.finding, {
    name: name[0].toUpperCase() + name.slice(1),
    how_sure: "",
    evidence: seen.join("; "),
  })];
  if (treatment) parts.push(filledIn(words.treatment, treatment));
  if (order) parts.push(filledIn(words.order, order));
  return parts.join("") + cannotTell.map((text) => filledIn(words.cannot, text)).join("");
}
