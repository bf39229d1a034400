// Python's format strings, as far as the clinic's sentences use them.

const FIELD = /\{(?::(?:\.(\d))?([gf%]))?\}/;

// The text with its one field filled in: {}, {:g}, {:.2g}, {:.0f} or {:.0%}.
export function filledIn(text, value) {
  return text.replace(FIELD, (_, digits, kind) => {
    if (kind === undefined) return value;
    if (!Number.isFinite(value)) return String(value).replace("Infinity", "inf");
    if (kind === "%") return `${(100 * value).toFixed(Number(digits))}%`;
    return kind === "f" ? value.toFixed(Number(digits)) : general(value, Number(digits ?? 6));
  });
}

// As many digits as count, without zeros at the end; with a power of ten where it is short.
function general(value, digits) {
  const [mantissa, power] = value.toExponential(digits - 1).split("e").map(Number);
  if (power >= -4 && power < digits) return String(Number(value.toPrecision(digits)));
  const sign = power < 0 ? "-" : "+";
  return `${mantissa}e${sign}${String(Math.abs(power)).padStart(2, "0")}`;
}
