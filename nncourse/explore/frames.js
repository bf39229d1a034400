// The frames of a figure, compressed as splices into the default one: see compression.py.
(() => {
  "use strict";
  async function decompress(text) {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(plain).text());
  }

  // The SVG of frame n.
  function frame({ base, pieces, frames }, n) {
    const parts = [];
    let at = 0;
    for (const [start, removed, ...inserted] of frames[n]) {
      parts.push(...base.slice(at, start), ...inserted);
      at = start + removed;
    }
    parts.push(...base.slice(at));
    return parts.map((i) => pieces[i]).join("");
  }

  // Makes one node equal to another, changing only what differs: a slow phone lays out
  // little, and an image stays until the next one is there.
  function update(node, target) {
    if (node.isEqualNode(target)) return;
    if (node.nodeType !== Node.ELEMENT_NODE || node.nodeName !== target.nodeName) {
      node.replaceWith(target);
      return;
    }
    for (const { name } of [...node.attributes]) {
      if (!target.hasAttribute(name)) node.removeAttribute(name);
    }
    for (const { name, value } of target.attributes) {
      if (node.getAttribute(name) !== value) node.setAttribute(name, value);
    }
    const [old, wanted] = [[...node.childNodes], [...target.childNodes]];
    const equal = (i) => old.length && wanted.length && old.at(i).isEqualNode(wanted.at(i));
    while (equal(0)) { old.shift(); wanted.shift(); }
    let after = null;
    while (equal(-1)) { after = old.pop(); wanted.pop(); }
    if (old.length === wanted.length) {
      old.forEach((child, i) => update(child, wanted[i]));
      return;
    }
    old.forEach((child) => child.remove());
    wanted.forEach((child) => node.insertBefore(child, after));
  }

  window.explore = { ...window.explore, decompress, frame, update };
})();
