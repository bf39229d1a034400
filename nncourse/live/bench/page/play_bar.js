// Play, one step, reset, the speed, a second run, and the link.
import { element } from "../../reader/element.js";

export class PlayBar {
  // actions: { play, step, reset, speed(stepsPerSecond), compare, copy or null }.
  constructor(messages, actions) {
    this.messages = messages;
    this.playButton = button("bench-play", "", actions.play);
    this.compareButton = button("bench-button", messages.compare, actions.compare);
    this.copyButton = button("bench-button", messages.copy, actions.copy);
    this.root = element("div", { class: "bench-bar", role: "group" },
      this.playButton,
      button("bench-button", messages.step, actions.step),
      button("bench-button", messages.reset, actions.reset),
      speeds(messages, actions.speed),
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

  tellOfLink(words) {
    this.copyButton.textContent = words;
    setTimeout(() => { this.copyButton.textContent = this.messages.copy; }, 2000);
  }
}

function speeds(messages, chosen) {
  const options = messages.speeds.map(([, words]) => element("option", {}, words));
  const select = element("select", {}, ...options);
  select.selectedIndex = messages.speeds.findIndex(([steps]) => steps === null);
  select.addEventListener("change", () => chosen(messages.speeds[select.selectedIndex][0]));
  return element("label", { class: "bench-speed" }, messages.speed, select);
}

export function button(kind, label, pressed) {
  const made = element("button", { type: "button", class: kind }, label);
  made.addEventListener("click", pressed);
  return made;
}
