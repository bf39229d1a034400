// The kernel loads this in place of pyodide.js. Pyodide lies beside this file, or on its
// CDN; then only the course's wheels, and the lock that lists them, lie here.
const cdn = "{CDN}"; // empty where Pyodide lies beside this file

// The kernel's options for a Pyodide from the CDN, with the course's wheels in its lock.
async function optionsForCdn(options) {
  const here = options.indexURL;
  const fetchJson = (url) => fetch(url).then((response) => response.json());
  const [lock, wheels] = await Promise.all([
    fetchJson(cdn + "pyodide-lock.json"),
    fetchJson(here + "course-lock.json"),
  ]);
  for (const wheel of Object.values(wheels)) wheel.file_name = here + wheel.file_name;
  Object.assign(lock.packages, wheels);
  const merged = new Blob([JSON.stringify(lock)], { type: "application/json" });
  return { ...options, indexURL: cdn, lockFileURL: URL.createObjectURL(merged) };
}

self.loadPyodide = async (kernelOptions) => {
  const options = cdn ? await optionsForCdn(kernelOptions) : kernelOptions;
  importScripts(options.indexURL + "pyodide.js"); // replaces this very function
  const pyodide = await self.loadPyodide(options);
  // Matplotlib's first import would say in red that it is looking for fonts.
  pyodide.runPython(
    "import logging; logging.getLogger('matplotlib.font_manager').setLevel('ERROR')",
  );
  return pyodide;
};
