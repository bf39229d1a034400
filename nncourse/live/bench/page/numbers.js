// Numbers as a reader sees them.
import { raised } from "../../superscripts.js";

// Three digits, with powers of ten where zeros would have to be counted.
export function short(value) {
  if (value === null || Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size === 0) return "0";
  const text = size >= 1e-3 && size < 1e5 ? fixed(value, size) : scientific(value);
  return text.replace("-", "−");
}

function scientific(value) {
  const [mantissa, power] = value.toExponential(1).split("e");
  return `${mantissa} × 10${raised(Number(power))}`;
}

function fixed(value, size) {
  return value.toFixed(Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(size)))));
}

// A power of ten for an axis.
export function powerOfTen(power) {
  return power === 0 ? "1" : `10${raised(power)}`;
}

// Whole ones, but with a decimal where a whole one would say none or all.
export function percent(share) {
  if (!Number.isFinite(share)) return "–";
  const rest = Math.min(share, 1 - share);
  const near = rest > 0 && rest < 0.01;
  const size = near ? Math.max(0.1, Math.min(99.9, 100 * share)).toFixed(1)
    : Math.round(100 * share);
  return `${size}\u00a0%`;
}

export function whole(count) {
  return count.toLocaleString("en");
}
