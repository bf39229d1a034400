// Python in a worker of its own. It needs no service worker and no special headers; ending
// the worker ends any loop, in every browser.
//
// In: { do: "start", place }, { do: "run", source, name, points }, { do: "turn", number, values }
// Out: { say: "stage", stage }, { say: "bytes", bytes }, { say: "put", kind, text },
// { say: "ready" }, { say: "done", fine, points }, { say: "drawn", number, html },
// { say: "broken", why, what }
import { watchDownloads } from "./downloads.js";
import { lockFile } from "./lock_file.js";
import { fetchScripts } from "./scripts.js";

const PACKAGES = ["numpy", "nncourse"];
const QUIET = { messageCallback() {}, errorCallback() {} };
let python;
let kernel;

const say = (message) => self.postMessage(message);
const broken = (why, what) => say({ say: "broken", why, what: String(what) });

async function start({ place }) {
  const { fetchAhead } = watchDownloads({
    sums: place.sums,
    onBytes: (bytes) => say({ say: "bytes", bytes }),
    onProblem: (problem) => broken(problem.why, problem.what),
  });
  const core = (name) => new URL(name, place.core).href;
  fetchAhead(["pyodide.asm.wasm", "python_stdlib.zip"].map(core));
  const [lockFileURL] = await Promise.all([
    lockFile(place),
    fetchScripts(["pyodide.js", "pyodide.asm.js"].map(core)),
  ]);
  self.importScripts(core("pyodide.js"));
  python = await self.loadPyodide({ indexURL: place.core, lockFileURL });
  say({ say: "stage", stage: "packages" });
  await python.loadPackage(PACKAGES, QUIET);
  const { Kernel } = python.pyimport("nncourse.page.kernel");
  kernel = Kernel((kind, text) => say({ say: "put", kind, text }));
  say({ say: "ready" });
}

async function run({ source, name, points }) {
  const wanted = JSON.parse(kernel.wanted_by(source));
  if (wanted.length) {
    say({ say: "stage", stage: "pictures" });
    await python.loadPackage(wanted, QUIET);
    say({ say: "stage", stage: "running" });
  }
  kernel.set_points(JSON.stringify(points));
  const fine = kernel.run(source, name);
  say({ say: "done", fine, points: JSON.parse(kernel.points()) });
}

function turn({ number, values }) {
  say({ say: "drawn", number, html: kernel.draw(number, JSON.stringify(values)) });
}

const JOBS = { start, run, turn };
let last = Promise.resolve();
self.onmessage = ({ data }) => {
  last = last.then(() => JOBS[data.do](data)).catch((error) => {
    if (error.why) return; // a download, which was told already
    broken(/memory/i.test(error.message) ? "memory" : "crashed", error.message ?? error);
  });
};
