// What a reader saved lives in the browser's storage and hides the site's own file of that
// name. When the site's notebook has changed since, the saved copy moves aside, under a
// dated name in the same folder, and a page says so. Nothing is ever deleted.
const root = new URL(".", import.meta.url);

function openStorage() {
  const name = `JupyterLite Storage - ${root.pathname}`;
  return new Promise((resolve) => {
    const request = indexedDB.open(name);
    // Nothing saved yet: leave making the database to JupyterLite.
    request.onupgradeneeded = () => request.transaction.abort();
    request.onerror = () => resolve(null);
    request.onsuccess = () => resolve(request.result);
  });
}

function asideName(path, saved, taken) {
  const stem = path.replace(/\.ipynb$/, "");
  const day = new Date(saved).toISOString().slice(0, 10);
  for (let n = 1; ; n += 1) {
    const name = `${stem} (saved ${day}${n > 1 ? ` ${n}` : ""}).ipynb`;
    if (!taken.has(name)) return name;
  }
}

async function moveAside(storage, versions) {
  const moved = [];
  const transaction = storage.transaction("files", "readwrite");
  const files = transaction.objectStore("files");
  const finished = new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(moved);
    transaction.onabort = () => reject(transaction.error);
  });
  const keys = files.getAllKeys();
  const models = files.getAll();
  models.onsuccess = () => {
    const taken = new Set(keys.result);
    models.result.forEach((model, index) => {
      const path = keys.result[index];
      const version = model?.content?.metadata?.nncourse?.version;
      if (!(path in versions) || version === versions[path]) return;
      const aside = asideName(path, model.last_modified ?? Date.now(), taken);
      taken.add(aside);
      files.put({ ...model, path: aside, name: aside.split("/").pop() }, aside);
      files.delete(path);
      moved.push([path, aside]);
    });
  };
  return finished;
}

const storage = await openStorage();
if (storage?.objectStoreNames.contains("files")) {
  const answer = await fetch(new URL("versions.json", root), { cache: "no-cache" });
  const moved = await moveAside(storage, await answer.json());
  storage.close();
  if (moved.length) {
    const page = new URL("kept.html", root);
    for (const [path, aside] of moved) page.searchParams.append(path, aside);
    page.hash = new URLSearchParams({ back: location.href }).toString();
    location.replace(page);
  }
} else {
  storage?.close();
}
