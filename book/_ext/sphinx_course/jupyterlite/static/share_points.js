// Points earned on the course's own pages are points here too: when JupyterLab opens, they
// are added to the file in which `progress()` finds them. An extension of JupyterLab, in the
// form that its bundler would give it.
(() => {
  const FILE = "nncourse-progress.jsonl";

  // {question: points} of the course's pages; 0 where an answer was tried.
  function earnedOnPages() {
    try {
      const { passed } = JSON.parse(localStorage.getItem("nncourse.record")) ?? {};
      const rows = Object.entries(passed ?? {});
      return Object.fromEntries(rows.map(([id, points]) => [id.split("#")[1], Number(points)]));
    } catch {
      return {}; // the browser forbids it, or it is no record
    }
  }

  // {question: points} of the file's rows; what is no row is passed over.
  function bestOf(content) {
    const best = {};
    for (const line of content.split("\n")) {
      try {
        const { question, points } = JSON.parse(line);
        best[question] = Math.max(points, best[question] ?? -1);
      } catch { /* cut off, or empty */ }
    }
    return best;
  }

  async function activate({ serviceManager: { contents } }) {
    const earned = Object.entries(earnedOnPages());
    if (!earned.length) return;
    const { content } = await contents.get(FILE).catch(() => ({ content: "" }));
    const best = bestOf(content);
    const lines = earned.filter(([question, points]) => points > (best[question] ?? -1))
      .map(([question, points]) => JSON.stringify({ question, points }));
    if (!lines.length) return;
    const before = content.replace(/([^\n])$/, "$1\n"); // a row could have been cut off
    const text = `${before}${lines.join("\n")}\n`;
    await contents.save(FILE, { type: "file", format: "text", content: text });
  }

  globalThis._JUPYTERLAB ??= {};
  globalThis._JUPYTERLAB["nncourse-share-points"] = {
    init() {},
    get: async () => () => ({ id: "nncourse-share-points:share", autoStart: true, activate }),
  };
})();
