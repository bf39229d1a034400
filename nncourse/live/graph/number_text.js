// Numbers as the graph writes them: three decimals, whole numbers as they are.
import { raised } from "../superscripts.js";

export function written(value) {
  const size = Math.abs(value);
  const sign = value < 0 ? "−" : "";
  if (Number.isInteger(value)) return `${sign}${size}`; // -0 is below nothing
  if (size >= 5e-4) return `${sign}${size.toFixed(3)}`;
  const [digits, power] = size.toExponential(0).split("e");
  return `${sign}${digits}×10${raised(power)}`;
}

// In a product or a sum: what is below zero goes into brackets.
export function bracketed(value) {
  return value < 0 ? `(${written(value)})` : written(value);
}
