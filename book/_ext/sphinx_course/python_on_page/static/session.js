// Python as the page sees it: started by the first run, stopped by ending its worker.
//
// `run` resolves to { fine, points }, to null where it was stopped, or rejects with a
// Problem, whose `why` has its words in messages.js. After any of the two latter the next
// run starts a new Python.
export class Problem extends Error {
  constructor(why, what = "") {
    super(what || why);
    Object.assign(this, { why, what });
  }
}

export class Session {
  // onStage(stage, bytes): how far it is, and what was fetched so far. onPut(kind, text): what
  // the running cell puts out. onDrawn(number, html): a live figure's turn. onEnd(problem):
  // Python is gone, by a Problem or because it was stopped.
  constructor({ worker, place, onStage, onPut, onDrawn, onEnd }) {
    Object.assign(this, { address: worker, place, onStage, onPut, onDrawn, onEnd });
    Object.assign(this, { worker: null, isReady: false, settle: null });
    Object.assign(this, { posted: false, stage: null, bytes: 0 });
  }

  get on() {
    return this.worker !== null;
  }

  async run(job) {
    this.posted = false; // whether Python was told to run it
    if (!this.on) this.start();
    const settled = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
    await Promise.race([this.ready, settled.catch(() => {})]);
    if (this.isReady) {
      this.reach("running");
      this.posted = true;
      this.worker.postMessage({ do: "run", ...job });
    }
    return settled;
  }

  // Draw a live figure with other values.
  turn(number, values) {
    if (this.isReady) this.worker.postMessage({ do: "turn", number, values });
  }

  stop() {
    const { resolve } = this.settle ?? {};
    this.end();
    resolve?.(null);
  }

  start() {
    this.bytes = 0;
    this.isReady = false;
    this.ready = new Promise((resolve) => (this.becomeReady = resolve));
    this.reach("python");
    const missing = ["WebAssembly", "Worker"].find((name) => !(name in window));
    if (missing) {
      this.ready = Promise.resolve();
      this.worker = { terminate() {} };
      queueMicrotask(() => this.fail("webassembly", missing));
      return;
    }
    this.worker = new Worker(this.address);
    const { worker } = this;
    worker.onmessage = ({ data }) => worker === this.worker && this.hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker === this.worker) this.fail("unreachable", event.message || this.address);
    };
    worker.postMessage({ do: "start", place: this.place });
  }

  hear({ say, ...message }) {
    if (say === "bytes") this.onStage(this.stage, (this.bytes = message.bytes));
    else if (say === "stage") this.reach(message.stage);
    else if (say === "put") this.onPut(message.kind, message.text);
    else if (say === "drawn") this.onDrawn(message.number, message.html);
    else if (say === "done") this.settle.resolve(message);
    else if (say === "broken") this.fail(message.why, message.what);
    else if (say === "ready") {
      this.isReady = true;
      this.becomeReady();
    }
  }

  reach(stage) {
    this.stage = stage;
    this.onStage(stage, this.bytes);
  }

  fail(why, what) {
    const { reject } = this.settle ?? {};
    const problem = new Problem(why, what);
    this.end(problem);
    reject?.(problem);
  }

  // No Python any more: what cells had defined is gone.
  end(problem) {
    this.worker?.terminate();
    this.worker = null;
    this.isReady = false;
    this.settle = null;
    this.onEnd(problem);
  }
}
