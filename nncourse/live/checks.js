// Input checks; each error names the bad value.

export function quoted(value) {
  return typeof value === "number" ? String(value) : JSON.stringify(value) ?? String(value);
}

function numberWhere(holds, value, name, range) {
  if (typeof value !== "number" || !holds(value)) {
    throw new RangeError(`${name} must be ${range}, not ${quoted(value)}`);
  }
  return value;
}

export function finite(value, name) {
  return numberWhere(Number.isFinite, value, name, "a finite number");
}

export function atLeastZero(value, name) {
  const holds = (v) => v >= 0 && v < Infinity;
  return numberWhere(holds, value, name, "a finite number of at least 0");
}

export function aboveZero(value, name) {
  return numberWhere((v) => v > 0, value, name, "above 0");
}

export function share(value, name) {
  return numberWhere((v) => v >= 0 && v <= 1, value, name, "between 0 and 1");
}

export function shareBelowOne(value, name) {
  return numberWhere((v) => v >= 0 && v < 1, value, name, "at least 0 and below 1");
}

// A list of numbers as a Float64Array.
export function vector(value, name, length) {
  if (!isList(value) || value.length === 0) {
    throw new TypeError(`${name} must be a list of numbers, not ${quoted(value)}`);
  }
  if (length !== undefined && value.length !== length) {
    throw new RangeError(`${name} has ${value.length} numbers, but ${length} are needed`);
  }
  value.forEach((number, i) => finite(number, `${name}[${i}]`));
  return Float64Array.from(value);
}

// A list of rows of equal length: { rows, columns, data }, row after row.
export function table(value, name) {
  if (!isList(value) || value.length === 0 || !value.every(isList)) {
    throw new TypeError(`${name} must be a list of rows, not ${quoted(value)}`);
  }
  const [rows, columns] = [value.length, value[0].length];
  const data = new Float64Array(rows * columns);
  value.forEach((row, i) => data.set(vector(row, `${name}[${i}]`, columns), i * columns));
  return { rows, columns, data };
}

function isList(value) {
  return Array.isArray(value) || value instanceof Float64Array;
}
