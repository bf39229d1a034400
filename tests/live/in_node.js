// node in_node.js RUN ENGINE...: reads cases as JSON, prints what run.js makes of each.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [runner, ...modules] = process.argv.slice(2).map((path) => pathToFileURL(path));
const { run } = await import(runner);
const engine = Object.assign({}, ...(await Promise.all(modules.map((m) => import(m)))));
const cases = JSON.parse(readFileSync(0));
console.log(JSON.stringify(cases.map((one) => run(engine, one))));
