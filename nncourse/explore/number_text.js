// A number as a reader sees it: 0.226, 316,000, 3.2 × 10⁻⁶. The same as number_text.py.
(() => {
  "use strict";
  const superscript = (n) => String(n).replace(/[-\d]/g, (c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)]);

  window.explore ??= {};
  window.explore.numberText = (value, digits = 3) => {
    const size = Math.abs(value);
    if (size === 0 || (size >= 1e-3 && size < 1e7)) {
      const [whole, rest] = String(Number(value.toPrecision(digits))).split(".");
      const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
      return (rest ? `${grouped}.${rest}` : grouped).replace("-", "−");
    }
    const [mantissa, power] = value.toExponential(Math.min(digits, 2) - 1).split("e");
    const factor = Number(mantissa) === 1 ? "" : `${mantissa} × `;
    return `${factor}10${superscript(Number(power))}`.replace("-", "−");
  };
})();
