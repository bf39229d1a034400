// The loop in a module worker: what the page posts is heard, what there is to see is posted.
import { Loop } from "./loop.js";

const loop = new Loop((message) => postMessage(message));
onmessage = ({ data }) => loop.hear(data);
