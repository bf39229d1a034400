// A guess that is one of some texts. Every kind of prediction has: guess(), undefined where
// there is none; missing, what is then said; has(guess), whether it is one; words(guess,
// measured) for the status; mark(guess, yours) beside what was measured, under the name
// `yours`; clear().
(() => {
  "use strict";
  const kinds = window.explore.predictionKinds = {};
  const fill = window.explore.fill = (text, words) => (
    text.replace(/{(\w+)}/g, (_, name) => words[name]));

  kinds.choice = (root, { choices, answer, messages }) => {
    const fields = [...root.querySelectorAll("[type=radio]")];
    const sign = (i, className, text) => {
      const mark = document.createElement("b");
      mark.className = `prediction-mark ${className}`;
      mark.textContent = text;
      fields[i].nextElementSibling.append(mark);
    };
    return {
      guess: () => choices[fields.findIndex((field) => field.checked)],
      missing: messages.missing,
      has: (guess) => choices.includes(guess),
      words: (guess, measured) => (
        fill(messages.said, { guess: guess.replace(/\.$/, ""), measured })),
      mark(guess, yours) {
        const k = choices.indexOf(guess);
        if (k === answer) sign(k, "prediction-right", `✓ ${fill(messages.both, { yours })}`);
        else {
          if (k >= 0) sign(k, "prediction-wrong", `✗ ${yours}`);
          sign(answer, "prediction-right", `✓ ${messages.measured}`);
        }
        fields.forEach((field, i) => { field.checked = i === k; field.disabled = true; });
      },
      clear() {
        root.querySelectorAll(".prediction-mark").forEach((mark) => mark.remove());
        for (const field of fields) field.checked = field.disabled = false;
      },
    };
  };
})();
