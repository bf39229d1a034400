// The list of packages: Pyodide's own, and the course's wheels, which lie in the site.
const fetchJson = (address) =>
  fetch(address, { cache: "no-cache" }).then((response) => response.json());

const nameOf = (written) => written.toLowerCase().replaceAll("_", "-");

function filesAtOnce({ compiled, packages }, core, names) {
  const at = ({ file_name: file, sha256 }) => ({ address: new URL(file, core).href, sha256 });
  if (compiled) {
    const packed = (entry) => ({ ...at(entry), isPacked: true });
    return { archives: [packed(compiled.packages)], library: packed(compiled.library) };
  }
  const library = at({ file_name: "python_stdlib.zip" });
  return { archives: names.map((name) => at(packages[name])), library };
}

// `place`: { core: where Pyodide is, wheels: the site's folder }. The packages `atOnce` are
// taken out of the list, since they are here before Python's own loader is asked for others:
// it gets the list's `address`. `archives` hold those packages and `library` is Python's own,
// each { address, sha256, isPacked }, with what Python would compile first if the site's
// build has done that. `release` names all files of this release.
export async function lockFile({ core, wheels }, atOnce) {
  const lock = await fetchJson(new URL("pyodide-lock.json", core).href);
  if (core !== wheels) {
    const added = await fetchJson(new URL("course-lock.json", wheels).href);
    for (const wheel of Object.values(added)) {
      wheel.file_name = new URL(wheel.file_name, wheels).href;
    }
    Object.assign(lock.packages, added);
  }
  const files = Object.values(lock.packages).map((entry) => entry.file_name);
  const { archives, library } = filesAtOnce(lock, core, atOnce);
  for (const name of atOnce) delete lock.packages[name];
  for (const entry of Object.values(lock.packages)) {
    entry.depends = entry.depends.filter((name) => !atOnce.includes(nameOf(name)));
  }
  const text = JSON.stringify(lock);
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const release = [lock.info.version, ...files].join(" ");
  return { archives, library, address, release };
}
