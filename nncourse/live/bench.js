// The bench: train anything, one run or two beside each other, and watch.
//
// `model` holds what Python wrote (show_bench.py), by get("data"); `el` is where to draw.
import { Bench } from "./bench/page/bench.js";

export function render({ model, el }) {
  const bench = new Bench(model.get("data"));
  el.classList.add("live-stage", "bench-stage");
  el.dataset.lmSuppressShortcuts = ""; // JupyterLab leaves keys that are pressed here alone
  el.replaceChildren(...bench.roots);
  bench.begin();
  return () => bench.end();
}

export default { render };
