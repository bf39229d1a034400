// What the reader makes of an image, all at once and of each unit alone, and says of them.
import { ReadingNetwork, pixelsOfLetters } from "../../nncourse/live/reader/model.js";
import { pathInWords, unitInWords } from "../../nncourse/live/reader/path_in_words.js";

export function run(_, { network: spec, letters, meant, many, messages }) {
  const network = new ReadingNetwork(spec);
  network.read(pixelsOfLetters(letters));
  const all = network.atWork(meant, many);
  const units = Array.from({ length: network.units }, (_, unit) => {
    const one = network.followed(unit);
    return { ...one, said: unitInWords(messages, unit, one) };
  });
  return { ...all, said: pathInWords(messages, all), units };
}
