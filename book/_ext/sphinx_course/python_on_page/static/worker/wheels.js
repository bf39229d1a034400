// Packages, unpacked by the browser itself, before Python is even there: Python's own loader
// would unpack them itself afterwards, and load all that they could need.
const DIRECTORY_ENDS = 0x06054b50;
const DEFLATED = 8;
const FOR_COMPILERS = /\.(pyi|pxd|c|h|a)$/;

async function inflated(packed) {
  const stream = new DecompressionStream("deflate-raw");
  const writer = stream.writable.getWriter();
  writer.write(packed).catch(() => {}); // told by the reading side
  writer.close().catch(() => {});
  return new Uint8Array(await new Response(stream.readable).arrayBuffer());
}

// [path, bytes] of each file of an archive, but those whose path fits `without`.
export function unzip(archive, without = /\/$/) {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  let end = archive.length - 22;
  while (end > 0 && view.getUint32(end, true) !== DIRECTORY_ENDS) end -= 1;
  let at = view.getUint32(end + 16, true); // in the directory, an entry after another
  const files = [];
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    const method = view.getUint16(at + 10, true);
    const size = view.getUint32(at + 20, true);
    const [name, extra, comment] = [28, 30, 32].map((i) => view.getUint16(at + i, true));
    const head = view.getUint32(at + 42, true);
    const path = new TextDecoder().decode(archive.subarray(at + 46, at + 46 + name));
    const start = head + 30 + view.getUint16(head + 26, true) + view.getUint16(head + 28, true);
    const content = archive.subarray(start, start + size);
    const isWanted = !path.endsWith("/") && !without.test(path);
    if (isWanted) files.push([path, method === DEFLATED ? inflated(content) : content]);
    at += 46 + name + extra + comment;
  }
  return Promise.all(files.map(async ([path, content]) => [path, await content]));
}

// An archive of the lock file; what the site's build packed as a whole is unpacked.
export async function fetchArchive({ address, sha256, isPacked }) {
  const digits = sha256?.match(/../g).map((pair) => String.fromCharCode(Number(`0x${pair}`)));
  const integrity = digits && `sha256-${btoa(digits.join(""))}`;
  const response = await fetch(address, { integrity });
  if (!isPacked) return response;
  return new Response(response.body.pipeThrough(new DecompressionStream("gzip")));
}

export async function fetchFiles(archive) {
  const response = await fetchArchive(archive);
  return unzip(new Uint8Array(await response.arrayBuffer()), FOR_COMPILERS);
}

// Write such files below a folder of Python's file system, which takes their bytes over.
export function writeFiles(FS, home, files) {
  const folders = new Set();
  for (const [path, content] of files) {
    const whole = `${home}/${path}`;
    const folder = whole.slice(0, whole.lastIndexOf("/"));
    if (!folders.has(folder)) FS.mkdirTree(folder);
    folders.add(folder);
    FS.writeFile(whole, content, { canOwn: true });
  }
}
