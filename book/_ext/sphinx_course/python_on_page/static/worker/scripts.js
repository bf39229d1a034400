// Scripts fetched as other files are, watched and checked, before they are run. A worker's
// own importScripts can do neither.
const runScript = self.importScripts.bind(self);

export async function fetchScripts(addresses) {
  const copies = new Map(await Promise.all(addresses.map(async (address) => {
    const text = await (await fetch(address)).text();
    const copy = new Blob([text], { type: "text/javascript" });
    return [address, URL.createObjectURL(copy)];
  })));
  self.importScripts = (address) => runScript(copies.get(address) ?? address);
}
