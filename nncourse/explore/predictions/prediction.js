// Makes the predictions of a page ones that a reader commits to. Each kind of question
// (choice.js, number.js, curve.js) reads, marks and clears a guess; this file
// commits it, remembers it in the reader's record where there is one, and sets and uncovers
// the figure that answers.
(() => {
  "use strict";
  const { page } = document.currentScript.dataset;
  const { predictionKinds: kinds, fill } = window.explore;

  class Prediction {
    constructor(root) {
      const data = JSON.parse(root.querySelector("script").textContent);
      const part = (name) => root.querySelector(`.prediction-${name}`);
      Object.assign(this, { root, messages: data.messages, id: `${page}#${root.id}` });
      this.kind = kinds[root.dataset.kind](root, data);
      this.figure = document.getElementById(root.dataset.figure);
      this.said = part("said");
      this.measured = root.querySelector(".prediction-answer p").textContent;
      this.answer = part("answer");
      [this.commitButton, this.showButton, this.againButton] =
        ["commit", "show", "again"].map(part);
      this.commitButton.addEventListener("click", () => this.commit());
      this.showButton.addEventListener("click", () => this.show());
      this.againButton.addEventListener("click", () => this.again());
      root.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || !event.target.matches("input")) return;
        event.preventDefault(); // or it would press the button that has the focus next
        this.commit();
      });
      part("buttons").hidden = false;
      this.reset();
      const guess = window.readerRecord?.get("predicted", this.id);
      if (guess != null && this.kind.has(guess)) this.mark(guess);
      // what was said on an earlier visit is not news
      this.said.setAttribute("role", "status");
    }

    reset() {
      this.open = this.answer.hidden = true;
      this.seen = false; // whether the figure was shown before there was a guess
      this.commitButton.hidden = this.showButton.hidden = false;
      this.againButton.hidden = true;
      this.said.textContent = "";
      this.root.classList.remove("prediction-done");
      this.kind.clear();
      cover(this.figure);
    }

    commit() {
      const guess = this.kind.guess();
      if (!this.open) return;
      if (guess === undefined) { this.said.textContent = this.kind.missing; return; }
      if (!this.seen) window.readerRecord?.set("predicted", this.id, guess);
      this.mark(guess);
      this.setFigure();
    }

    show() {
      this.mark();
      this.setFigure();
    }

    // Says and marks what was measured, beside the guess if there is one.
    mark(guess) {
      const { measured, messages } = this;
      const focused = this.root.contains(document.activeElement);
      this.open = false;
      this.commitButton.hidden = this.showButton.hidden = true;
      this.againButton.hidden = false;
      this.root.classList.add("prediction-done");
      this.kind.mark(guess, this.seen ? messages.yours_seen : messages.yours);
      this.said.textContent = guess === undefined
        ? fill(messages.shown, { measured }) : this.kind.words(guess, measured);
      if (focused) this.againButton.focus();
      uncoverIfAnswered(this.figure);
    }

    setFigure() {
      const { setting } = this.root.dataset;
      if (setting && window.explore.follow) window.explore.follow(setting, false);
    }

    again() {
      window.readerRecord?.set("predicted", this.id, undefined); // forgotten
      this.reset();
      this.root.querySelector("input, [tabindex]").focus();
    }
  }

  const predictions = [];
  const openOf = (figure) => predictions.filter((p) => p.open && p.figure === figure);

  // A quiet panel in the figure's place.
  function cover(figure) {
    if (!figure || figure.querySelector(".explore-cover")) return;
    const template = document.querySelector(`[data-figure="${figure.id}"]`);
    const { messages } = JSON.parse(template.querySelector("script").textContent);
    const panel = document.createElement("div");
    const words = document.createElement("p");
    const link = document.createElement("a");
    const button = document.createElement("button");
    panel.className = "explore-cover";
    link.href = `#${template.id}`;
    link.textContent = messages.question;
    words.append(...messages.covered.split("{question}"));
    words.insertBefore(link, words.lastChild);
    button.type = "button";
    button.textContent = messages.show;
    button.addEventListener("click", () => {
      openOf(figure).forEach((prediction) => prediction.show());
      uncover(figure);
      figure.querySelector(".explore-picture").focus({ preventScroll: true });
    });
    panel.append(words, button);
    figure.prepend(panel);
    figure.dataset.covered = "";
  }

  function uncover(figure) {
    delete figure.dataset.covered;
    figure.querySelector(".explore-cover")?.remove();
  }

  function uncoverIfAnswered(figure) {
    if (figure && !openOf(figure).length) uncover(figure);
  }

  for (const root of document.querySelectorAll(".prediction")) {
    predictions.push(new Prediction(root));
  }
  // From here on the style sheet covers by what this script says, and no longer by itself.
  for (const figure of document.querySelectorAll("figure[data-asked]")) {
    figure.addEventListener("exploreset", () => {
      openOf(figure).forEach((prediction) => { prediction.seen = true; });
      uncover(figure);
    });
    delete figure.dataset.asked;
    uncoverIfAnswered(figure);
  }
})();
