// A network as one sees it: its hidden layers and the output, each with its weights and
// with what it puts out, wherever in the network these stand.
import { LeakyReLU, ReLU, Sigmoid, Tanh } from "../activations.js";
import { Dense } from "../dense.js";
import { LAYERS } from "./words.js";

const ACTIVATIONS = [Sigmoid, Tanh, ReLU, LeakyReLU];

// [{ place, name, dense, activation }]; the last one, the output, has no activation.
export function stagesOf(net) {
  const stages = [];
  for (const [place, layer] of net.places) {
    if (layer instanceof Dense) stages.push({ place, dense: layer, activation: null });
    else if (ACTIVATIONS.some((Kind) => layer instanceof Kind)) {
      stages.at(-1).activation = layer;
    }
  }
  stages.forEach((stage, i) => {
    stage.name = stage.activation ? `${LAYERS.hidden} ${i + 1}` : LAYERS.output;
  });
  return stages;
}

// What the stage put out in the last pass, one row an example.
export function outputOf({ dense, activation }) {
  return (activation ?? dense).y;
}
