// Downloads that are watched. Python's loader waits for ever for a file that stalls, and is
// silent about one that breaks off; here both are told, and the bytes are counted.
//
// With `sums` {name: "sha256-..."} a file is used only if it is the one meant. A browser
// checks that only when all of it is there, so the bytes are collected, watched, and then
// given to the browser to check.
const PATIENCE = 20; // seconds without a byte, as ticks of a clock that waits for a busy machine
const BETWEEN = 200; // milliseconds between two messages about bytes

class DownloadProblem extends Error {
  constructor(why, what) {
    super(`${why}: ${what}`);
    Object.assign(this, { why, what });
  }
}

const nameOf = (address) => new URL(address, self.location).pathname.split("/").pop();

export function watchDownloads({ sums, onBytes, onProblem }) {
  const plainFetch = self.fetch.bind(self);
  const ahead = new Map();
  let bytes = 0;
  let told = 0;

  function count(more) {
    bytes += more;
    if (performance.now() - told < BETWEEN) return;
    told = performance.now();
    onBytes(bytes);
  }

  async function watched(address, { integrity, ...options } = {}) {
    const stop = new AbortController();
    let idle = 0;
    const clock = setInterval(() => {
      if ((idle += 1) > PATIENCE) stop.abort();
    }, 1000);
    const failed = (error) => {
      clearInterval(clock);
      const why = stop.signal.aborted ? "stalled" : "unreachable";
      const problem = error.why ? error : new DownloadProblem(why, address);
      onProblem(problem);
      return problem;
    };
    const watch = async (body) => {
      for (const reader = body.getReader(); ;) {
        const { done, value } = await reader.read();
        if (done) return clearInterval(clock);
        idle = 0;
        count(value.length);
      }
    };
    try {
      const response = await plainFetch(address, { ...options, signal: stop.signal });
      if (!response.ok) throw new DownloadProblem("missing", `${address} (${response.status})`);
      // What is compiled must be the browser's own answer, or it compiles it every time.
      const watching = watch(response.clone().body);
      if (integrity) return await checked(response, integrity, address);
      watching.catch(failed);
      return withType(response, address);
    } catch (error) {
      throw failed(error);
    }
  }

  // Some hosts do not know what a .wasm file is, and the browser insists on it.
  function withType(response, address) {
    const type = "application/wasm";
    if (!nameOf(address).endsWith(".wasm")) return response;
    if (response.headers.get("content-type") === type) return response;
    return new Response(response.body, { headers: { "content-type": type } });
  }

  // The same content, if the browser finds that it has the sum.
  async function checked(response, integrity, address) {
    const whole = withType(response, address);
    const place = URL.createObjectURL(await whole.blob());
    try {
      return await plainFetch(place, { integrity });
    } catch {
      throw new DownloadProblem("altered", address);
    } finally {
      URL.revokeObjectURL(place);
    }
  }

  const whole = (address, options = {}) =>
    watched(address, { ...options, integrity: options.integrity ?? sums[nameOf(address)] });

  self.fetch = (request, options) => {
    const address = new URL(request, self.location).href;
    if (address.startsWith("blob:")) return plainFetch(address, options);
    const waiting = ahead.get(address);
    ahead.delete(address);
    return waiting ?? whole(address, options);
  };

  // Begin with a file that will be asked for later.
  function fetchAhead(address, begin = () => whole(address)) {
    const response = begin();
    response.catch(() => {}); // told already
    ahead.set(address, response);
  }
  return { fetchAhead };
}
