// Who trains the runs: a worker, or the page itself where a browser allows no worker.
import { Loop } from "../loop.js";

export class Trainer {
  // script: the text of a worker's script. heard: called with every message.
  constructor(script, heard) {
    this.heard = heard;
    this.said = []; // until the first answer, in case nobody is there
    this.loads = 0;
    this.startWorker(script);
  }

  startWorker(script) {
    try {
      const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
      this.worker = new Worker(address);
    } catch {
      this.trainHere();
      return;
    }
    this.send = (message) => {
      this.said?.push(message);
      this.worker.postMessage(message);
    };
    this.worker.onmessage = ({ data }) => {
      this.said = null;
      this.answer(data);
    };
    this.worker.onerror = () => {
      if (!this.said) return;
      this.worker = null;
      this.trainHere();
    };
  }

  trainHere() {
    const loop = new Loop((message) => this.answer(message));
    this.send = (message) => loop.hear(message);
    this.said?.forEach(this.send);
    this.said = null;
  }

  // What is said of runs that have been replaced since is of no interest.
  answer(message) {
    if (message.load >= this.loads) this.heard(message);
  }

  say(message) {
    if (message.do === "load") this.loads += 1;
    this.send(message);
  }

  end() {
    if (this.worker) this.worker.terminate();
    else this.send({ do: "pause" });
  }
}
