// Python in a worker of its own. It needs no service worker and no special headers; ending
// the worker ends any loop, in every browser.
//
// In: { do: "start", place }, { do: "run", source, name, points }, { do: "turn", number, values }
// Out: { say: "stage", stage }, { say: "bytes", bytes }, { say: "put", kind, text },
// { say: "ready" }, { say: "done", fine, points }, { say: "drawn", number, html },
// { say: "broken", why, what }
import { Compiled } from "./compiled.js";
import { watchDownloads } from "./downloads.js";
import { lockFile } from "./lock_file.js";
import { fetchScripts } from "./scripts.js";
import { fetchArchive, fetchFiles, writeFiles } from "./wheels.js";

const PACKAGES = ["numpy", "nncourse"];
const QUIET = { messageCallback() {}, errorCallback() {} };
let python;
let kernel;
let compiled;

const say = (message) => self.postMessage(message);
const broken = (why, what) => say({ say: "broken", why, what: String(what) });

// Everything is asked for at once, and what is small unpacked while the large is on its way.
async function start({ place }) {
  const { fetchAhead } = watchDownloads({
    sums: place.sums,
    onBytes: (bytes) => say({ say: "bytes", bytes }),
    onProblem: (problem) => broken(problem.why, problem.what),
  });
  const core = (name) => new URL(name, place.core).href;
  fetchAhead(core("pyodide.asm.wasm"));
  const scripts = fetchScripts(["pyodide.js", "pyodide.asm.js"].map(core));
  scripts.catch(() => {}); // told already
  const { archives, library, address, release } = await lockFile(place, PACKAGES);
  const unpacked = Promise.all(archives.map(fetchFiles));
  unpacked.catch(() => {});
  compiled = await Compiled.of(release);
  if (!compiled.library) fetchAhead(library.address, () => fetchArchive(library));
  await scripts;
  self.importScripts(core("pyodide.js"));
  let packages;
  python = await self.loadPyodide({
    indexURL: place.core,
    lockFileURL: address,
    stdLibURL: compiled.library ?? library.address,
    fsInit: (FS, { sitePackages }) => (packages = sitePackages),
  });
  say({ say: "stage", stage: "packages" });
  for (const files of await unpacked) writeFiles(python.FS, packages, files);
  await compiled.addTo(python, packages);
  python.pyimport("importlib").invalidate_caches();
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
  compiled.keepSoon();
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
