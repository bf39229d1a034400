// Play, one step, reset, the speed, a second run, and the link.
import { button, element } from "../../reader/element.js";
import { FULL_SPEED, SPEEDS, speedInWords } from "./speeds.js";

export class PlayBar {
  // actions: { play, step, reset, speed(stepsPerSecond), compare, copy or null }.
  constructor(messages, actions) {
    this.messages = messages;
    this.playButton = button("bench-play", "", actions.play);
    this.compareButton = button("bench-button", messages.compare, actions.compare);
    this.copyButton = button("bench-button", messages.copy, actions.copy);
    this.speeds = element("select", {}, ...SPEEDS.map((speed) =>
      element("option", {}, speedInWords(messages, speed))));
    this.speeds.addEventListener("change", () => actions.speed(this.speed));
    this.speed = FULL_SPEED;
    this.root = element("div", { class: "bench-bar", role: "group" },
      this.playButton,
      button("bench-button", messages.step, actions.step),
      button("bench-button", messages.reset, actions.reset),
      element("label", { class: "bench-speed" }, messages.speed, this.speeds),
      this.compareButton,
      this.copyButton);
    this.copyButton.hidden = !actions.copy;
    this.root.setAttribute("aria-label", messages.bar);
    this.show(false, false);
  }

  show(playing, two) {
    const { messages } = this;
    const icon = element("span", { "aria-hidden": "true" }, playing ? "❚❚" : "▶");
    this.playButton.replaceChildren(icon, playing ? messages.pause : messages.play);
    this.compareButton.textContent = two ? messages.alone : messages.compare;
  }

  get speed() { return SPEEDS[this.speeds.selectedIndex]; }

  set speed(speed) { this.speeds.selectedIndex = SPEEDS.indexOf(speed); }

  tellOfLink(words) {
    this.copyButton.textContent = words;
    setTimeout(() => { this.copyButton.textContent = this.messages.copy; }, 2000);
  }
}
