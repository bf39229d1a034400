// The vital signs that can be looked at, by the name that a measured layer gives them: the
// scale of their axis, how a value is written, and the chapter that tells of them.
import { percent, short } from "./numbers.js";

const size = { scale: "logarithmic", inWords: short };
const share = { scale: "shares", inWords: percent };

export const SIGNS = [
  { name: "gradient", ...size, chapter: "03-vanishing-gradients" },
  { name: "update", ...size, chapter: "07-learning-rate" },
  { name: "std", ...size, chapter: "03-vanishing-gradients" },
  { name: "mean", scale: "linear", inWords: short, chapter: "06-batch-normalisation" },
  { name: "dead", ...share, chapter: "05-dead-relu-units" },
  { name: "saturated", ...share, chapter: "03-vanishing-gradients" },
];

// What shows the point of a chapter's presets.
export const SIGN_OF_CHAPTER = { "05": "dead", "06": "std", "07": "update" };

export const signNamed = (name) => SIGNS.find((sign) => sign.name === name) ?? SIGNS[0];
