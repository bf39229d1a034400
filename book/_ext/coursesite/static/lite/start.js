// The kernel loads this in place of pyodide.js. Pyodide itself lies beside this file, or at
// `home`, its own CDN; then only the course's wheels, and the lock that lists them, lie here.
const home = "{HOME}";

async function withCourse(options) {
  const here = options.indexURL;
  const read = (address) => fetch(address).then((answer) => answer.json());
  const [lock, ours] = await Promise.all([
    read(home + "pyodide-lock.json"),
    read(here + "course-lock.json"),
  ]);
  for (const entry of Object.values(ours)) entry.file_name = here + entry.file_name;
  Object.assign(lock.packages, ours);
  const merged = new Blob([JSON.stringify(lock)], { type: "application/json" });
  return { ...options, indexURL: home, lockFileURL: URL.createObjectURL(merged) };
}

self.loadPyodide = async (options) => {
  const settings = home ? await withCourse(options) : options;
  importScripts(settings.indexURL + "pyodide.js"); // replaces this very function
  const python = await self.loadPyodide(settings);
  // Its first import would say in red that it is looking for fonts.
  python.runPython(
    "import logging; logging.getLogger('matplotlib.font_manager').setLevel('ERROR')",
  );
  return python;
};
