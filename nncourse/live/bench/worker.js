// The loop in a module worker: hears what the page posts, posts what there is to see.
import { Loop } from "./loop.js";

const loop = new Loop((message) => postMessage(message));
onmessage = ({ data }) => loop.hear(data);
