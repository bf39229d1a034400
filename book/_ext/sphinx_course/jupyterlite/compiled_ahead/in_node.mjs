// node in_node.mjs PYODIDE_FOLDER OUTPUT_FOLDER WHEEL...: runs pack.py in Pyodide.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, output, ...wheels] = process.argv.slice(2);
const { loadPyodide } = createRequire(import.meta.url)(`${folder}/pyodide.js`);
const python = await loadPyodide({ indexURL: `${folder}/` });
const given = { library: "python_stdlib.zip" };
wheels.forEach((name, i) => (given[i] = name));
python.FS.mkdir("/given");
for (const [name, file] of Object.entries(given)) {
  python.FS.writeFile(`/given/${name}.zip`, readFileSync(`${folder}/${file}`));
}
python.runPython(readFileSync(new URL("pack.py", import.meta.url), "utf8"));
for (const name of ["library.zip", "packages.zip"]) {
  writeFileSync(`${output}/${name}`, python.FS.readFile(`/packed/${name}`));
}
