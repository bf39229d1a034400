// A whole number as it is raised: ⁻¹² for -12.
const DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

export function raised(power) {
  return String(power).replace("-", "⁻").replace(/\d/g, (digit) => DIGITS[digit]);
}
