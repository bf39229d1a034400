// What is lit, and the vote that counts most, in sentences; or how one unit comes to its
// number. It is the picture of the network for who does not see it.
import { filled } from "./element.js";

export function pathInWords(messages, { lit, strongest }) {
  const [units, outputs] = [lit.units.join(", ") || messages.none, lit.outputs.join(", ")];
  const said = filled(messages.lit, { units, outputs });
  if (!strongest) return said;
  const { from: unit, to: digit, value } = strongest;
  return `${said} ${filled(messages.vote, { unit, digit, vote: signed(value, 1) })}`;
}

export function unitInWords(messages, unit, one) {
  const { sum, bias, h, logits, lines: [[pixel], [vote]] } = one;
  const made = { unit, sum: signed(sum), bias: signed(bias), h: h.toFixed(2) };
  const [row, column] = [Math.floor(pixel.from / 8), pixel.from % 8];
  return [
    filled(messages.followed, made),
    filled(messages.strongest_pixel, { row, column, ...product(pixel) }),
    vote ? `${filled(messages.strongest_vote, { digit: vote.to, ...product(vote) })} ${
      logitsInWords(messages, logits, vote.to)}` : messages.no_vote,
  ].join(" ");
}

// Where all votes together bring the digit that one unit votes for, or against.
function logitsInWords(messages, logits, digit) {
  const best = logits.indexOf(Math.max(...logits));
  const said = digit === best ? messages.logit : messages.logit_and_best;
  const [logit, most] = [logits[digit], logits[best]].map((one) => signed(one));
  return filled(said, { digit, best, logit, most });
}

function product({ a, weight, value }) {
  return { a: a.toFixed(2), weight: signed(weight), value: signed(value) };
}

function signed(value, decimals = 2) {
  return `${value < 0 ? "\u2212" : "+"}${Math.abs(value).toFixed(decimals)}`;
}
