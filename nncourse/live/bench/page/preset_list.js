// Settings worth seeing, chapter by chapter: one press sets both runs and plays.
import { button, element } from "../../reader/element.js";
import { toAddress } from "../address.js";

const ROOM = "(min-width: 48rem)"; // a phone's screen is for what is played

export class PresetList {
  constructor(messages, presets, chosen) {
    this.says = element("p", { class: "bench-says" }, messages.choose);
    this.messages = messages;
    this.presets = presets;
    this.buttons = presets.map((preset) => {
      const chapter = Number(preset.chapter);
      const number = element("span", { class: "bench-chapter" }, String(chapter));
      const made = button("bench-preset", number, () => chosen(preset));
      made.append(preset.title);
      made.setAttribute("aria-label", `${messages.chapter} ${chapter}: ${preset.title}`);
      return element("li", {}, made);
    });
    const list = element("ul", {}, ...this.buttons);
    list.setAttribute("aria-label", messages.presets);
    const folded = element("details", {},
      element("summary", { class: "bench-title" }, messages.presets), list);
    folded.open = matchMedia(ROOM).matches;
    this.root = element("div", { class: "bench-presets" }, folded, this.says);
  }

  // Which of the presets is set: its runs have this address.
  show(address) {
    const current = this.presets.find(({ runs }) => toAddress(runs) === address);
    this.presets.forEach((preset, i) => {
      this.buttons[i].firstElementChild.setAttribute("aria-pressed", preset === current);
    });
    this.says.textContent = current ? current.says : this.messages.choose;
  }
}
