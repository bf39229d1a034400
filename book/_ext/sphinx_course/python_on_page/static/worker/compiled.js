// What Python compiled, kept in the browser for the next start, which takes half as long.
// Where nothing can be kept, and before anything is, Python compiles everything again.
import { unzip, writeFiles } from "./wheels.js";

const NAME = "nncourse.python";
const STORE = "bytecode";
const FOLDER = "/bytecode"; // in Python's file system
const LATER = 1000; // milliseconds without a run after which the new is packed

function request(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

// The result of act(store), or undefined where the browser keeps nothing.
async function withStore(mode, act) {
  try {
    const opening = self.indexedDB.open(NAME);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    const storage = await request(opening);
    const result = await request(act(storage.transaction(STORE, mode).objectStore(STORE)));
    storage.close();
    return result;
  } catch {
    return undefined;
  }
}

export class Compiled {
  // `release` names the files that were compiled: what was kept of others is of no use.
  // `kept`: { library, packages }, the bytes of two archives, as bytecode.py packs them.
  constructor(release, kept) {
    Object.assign(this, { release, kept });
    this.library = kept && URL.createObjectURL(new Blob([kept.library]));
  }

  static async of(release) {
    const kept = await withStore("readonly", (store) => store.get(release));
    return new Compiled(release, kept);
  }

  // Put it beside the packages' sources.
  async addTo(python, packages) {
    Object.assign(this, { python, packages });
    python.FS.mkdirTree(FOLDER);
    if (!this.kept) return;
    writeFiles(python.FS, packages, await unzip(this.kept.packages));
    python.FS.writeFile(`${FOLDER}/packages.zip`, this.kept.packages);
    this.kept = null;
  }

  // Pack what is new and keep it, once nothing has run for a while.
  keepSoon() {
    clearTimeout(this.clock);
    this.clock = setTimeout(() => this.keep(), LATER);
  }

  makeBytecode() {
    const { Bytecode } = this.python.pyimport("nncourse.page.bytecode");
    const library = this.python.runPython(
      "import sys; next(path for path in sys.path if path.endswith('.zip'))");
    return Bytecode(library, this.packages, FOLDER);
  }

  async keep() {
    if (this.isPacking) {
      this.keepSoon(); // for what has been imported since it began
      return;
    }
    let steps = 0;
    this.isPacking = true;
    try {
      this.bytecode ??= this.makeBytecode();
      for (const _ of this.bytecode.pack()) {
        steps += 1;
        // A run that is asked for meanwhile comes first.
        await new Promise((resolve) => setTimeout(resolve));
      }
    } finally {
      this.isPacking = false;
    }
    if (!steps) return;
    const { FS } = this.python;
    const [library, packages] = ["library.zip", "packages.zip"].map(
      (name) => FS.readFile(`${FOLDER}/${name}`));
    await withStore("readwrite", (store) => {
      store.clear();
      return store.put({ library, packages }, this.release);
    });
  }
}
