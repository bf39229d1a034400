// What a reader saved lies in the browser's storage and hides the site's own file of that
// name. When the site's notebook has changed since, this moves the saved copy to a dated
// name in the same folder, and saved_copies.html says so. Nothing is ever deleted.
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

function datedName(path, saved, existing) {
  const stem = path.replace(/\.ipynb$/, "");
  const day = new Date(saved).toISOString().slice(0, 10);
  for (let n = 1; ; n += 1) {
    const name = `${stem} (saved ${day}${n > 1 ? ` ${n}` : ""}).ipynb`;
    if (!existing.has(name)) return name;
  }
}

// Renames the copies of notebooks that have changed; [old path, new path] of each.
async function moveOutdatedCopies(storage, versions) {
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
    const existing = new Set(keys.result);
    models.result.forEach((model, index) => {
      const path = keys.result[index];
      const version = model?.content?.metadata?.nncourse?.version;
      if (!(path in versions) || version === versions[path]) return;
      const newPath = datedName(path, model.last_modified ?? Date.now(), existing);
      existing.add(newPath);
      files.put({ ...model, path: newPath, name: newPath.split("/").pop() }, newPath);
      files.delete(path);
      moved.push([path, newPath]);
    });
  };
  return finished;
}

const storage = await openStorage();
if (storage?.objectStoreNames.contains("files")) {
  const response = await fetch(new URL("versions.json", root), { cache: "no-cache" });
  const moved = await moveOutdatedCopies(storage, await response.json());
  storage.close();
  if (moved.length) {
    const notice = new URL("saved_copies.html", root);
    for (const [path, newPath] of moved) notice.searchParams.append(path, newPath);
    notice.hash = new URLSearchParams({ back: location.href }).toString();
    location.replace(notice);
  }
} else {
  storage?.close();
}
