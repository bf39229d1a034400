// A guess that is a number: typed, or set by a slider that moves with it; afterwards a line
// from the lowest to the highest number shows where the guess and the measured value stand.
(() => {
  "use strict";
  const { predictionKinds: kinds, fill, numberText } = window.explore;

  const element = (className, text = "") => {
    const made = document.createElement("span");
    made.className = className;
    made.textContent = text;
    return made;
  };

  kinds.number = (root, data) => {
    const { low, high, answer, messages } = data;
    const field = root.querySelector("[type=number]");
    const slider = root.querySelector("[type=range]");
    const steps = Number(slider.max);
    const scale = data.log ? Math.log10 : (v) => v;
    const share = (value) => (scale(value) - scale(low)) / (scale(high) - scale(low));
    const valueAt = (part) => {
      const at = scale(low) + part * (scale(high) - scale(low));
      return Math.min(high, Math.max(low, Number((data.log ? 10 ** at : at).toPrecision(2))));
    };
    const inWords = (value) => `${numberText(value, 6)} ${data.unit}`.trim();
    const isOne = (value) => typeof value === "number" && value >= low && value <= high;
    const line = element("prediction-line");
    const describe = () => {
      slider.setAttribute("aria-valuetext", inWords(valueAt(slider.value / steps)));
    };

    slider.hidden = false;
    slider.addEventListener("input", () => {
      field.value = valueAt(slider.value / steps);
      describe();
    });
    field.addEventListener("input", () => {
      if (isOne(field.valueAsNumber)) slider.value = steps * share(field.valueAsNumber);
      describe();
    });

    // A mark on the line; its words are moved left by as much of their width as the mark
    // stands to the right, so that none leaves the page.
    function put(className, value, text) {
      const at = `${100 * share(value)}%`;
      const words = element(`prediction-at ${className}`, text);
      const tick = element(`prediction-tick ${className}`);
      tick.style.left = words.style.left = at;
      words.style.translate = `-${at}`;
      line.append(tick, words);
    }

    return {
      guess: () => (isOne(field.valueAsNumber) ? field.valueAsNumber : undefined),
      missing: fill(messages.missing_number, { low: data.texts[0], high: data.texts[1] }),
      has: isOne,
      words: (guess, measured) => fill(messages.said, { guess: inWords(guess), measured }),
      mark(guess, yours) {
        line.replaceChildren();
        if (guess !== undefined) put("prediction-yours", guess, yours);
        put("prediction-truth", answer, `${messages.measured}: ${data.measured}`);
        root.querySelector("fieldset").append(line);
        field.value = guess ?? "";
        if (guess !== undefined) slider.value = steps * share(guess);
        field.disabled = slider.disabled = true;
        describe();
      },
      clear() {
        line.remove();
        field.disabled = slider.disabled = false;
        field.value = "";
        slider.value = steps / 2;
        describe();
      },
    };
  };
})();
