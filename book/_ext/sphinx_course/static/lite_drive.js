// JupyterLite's drive in this browser, where its `progress()` keeps the points.
//
//     liteDrive.files(mode, act)    what `act(store)` asks of the drive's files, or null
//     liteDrive.forget()            the points kept there
//
// Where JupyterLite was never used there is no drive, and none is made. It is a courtesy:
// nothing waits for a database that hangs, or fails with it.
(() => {
  "use strict";
  const POINTS = "nncourse-progress.jsonl";
  const PATIENCE = 5000; // milliseconds
  const root = new URL(document.documentElement.dataset.content_root ?? "./", location.href);
  const name = `JupyterLite Storage - ${new URL("lite/", root).pathname}`;
  let answers = true; // until the database once did not

  function opened() {
    return new Promise((resolve) => {
      const request = indexedDB.open(name);
      request.onupgradeneeded = () => request.transaction.abort();
      request.onerror = () => resolve(null);
      request.onsuccess = () => resolve(request.result);
    });
  }

  async function asked(mode, act) {
    const storage = await opened(); // a browser may forbid it
    if (!storage) return null;
    try {
      if (!storage.objectStoreNames.contains("files")) return null;
      const transaction = storage.transaction("files", mode);
      const result = act(transaction.objectStore("files"));
      await new Promise((done) => (transaction.oncomplete = transaction.onabort = done));
      return result.result;
    } finally {
      storage.close();
    }
  }

  async function files(mode, act) {
    if (!answers) return null;
    const late = new Promise((done) => setTimeout(() => done("late"), PATIENCE));
    const result = await Promise.race([asked(mode, act), late]).catch(() => null);
    answers = result !== "late";
    return answers ? result : null;
  }

  window.liteDrive = {
    POINTS,
    files,
    forget: () => files("readwrite", (store) => store.delete(POINTS)),
  };
})();
