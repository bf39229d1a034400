// Calls one function of settings.js or address.js; what is thrown comes as { error }.
import * as address from "../../nncourse/live/bench/address.js";
import * as settings from "../../nncourse/live/bench/settings.js";

export function run(_, [name, ...given]) {
  if (name === "KNOBS") return settings.KNOBS;
  if (name === "words") {
    return settings.KNOBS.map((knob) => knob.choices.map((v) => settings.inWords(knob, v)));
  }
  try {
    return (settings[name] ?? address[name])(...given);
  } catch (error) {
    return { error: error.message };
  }
}
