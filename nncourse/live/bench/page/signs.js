// The vital signs that can be looked at, by the name that a measured layer gives them.
export const SIGNS = [
  { name: "gradient", scale: "logarithmic", chapter: "03-vanishing-gradients" },
  { name: "update", scale: "logarithmic", chapter: "07-learning-rate" },
  { name: "std", scale: "logarithmic", chapter: "03-vanishing-gradients" },
  { name: "mean", scale: "linear", chapter: "06-batch-normalisation" },
  { name: "dead", scale: "shares", chapter: "05-dead-relu-units" },
  { name: "saturated", scale: "shares", chapter: "03-vanishing-gradients" },
];

// What shows the point of a chapter's presets.
export const SIGN_OF_CHAPTER = { "05": "dead", "06": "std", "07": "update" };

export const signNamed = (name) => SIGNS.find((sign) => sign.name === name) ?? SIGNS[0];
