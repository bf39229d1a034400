// Runs the interactive figures of a page that has no kernel. A <figure class="explore">
// holds its default frame, native controls, and a block with all frames, compressed as
// splices into the default one: see compression.py. A setting is an index for each choice.
// It is kept in the page's address, as #figure.choice=value&figure.choice=value.
(() => {
  "use strict";
  const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
  const figures = new Map();

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

  class Player {
    constructor(root) {
      this.root = root;
      this.data = JSON.parse(root.querySelector("script").textContent);
      this.form = root.querySelector("form");
      this.picture = root.querySelector(".explore-picture");
      this.status = root.querySelector(".explore-status");
      this.link = root.querySelector(".explore-link");
      this.button = root.querySelector(".explore-play");
      this.setting = this.data.choices.map((choice) => choice.start);
      this.form.addEventListener("input", () => { this.stop(); this.change(); });
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.link.addEventListener("click", (event) => this.copyLink(event));
      if (this.button) {
        this.button.addEventListener("click", () => this.play());
        reducedMotion.addEventListener("change", () => this.stop());
      }
      this.stop();
      this.writeSetting();
      this.form.hidden = false;
    }

    // The frames, decompressed once, when the figure is first needed.
    frames() {
      this.decompressed ??= decompress(this.data.frames);
      return this.decompressed;
    }

    // The form fields of choice k: several if they are radio buttons.
    fields(k) {
      const field = this.form.elements.namedItem(this.data.choices[k].name);
      return field instanceof RadioNodeList ? [...field] : [field];
    }

    readControls() {
      return this.data.choices.map((choice, k) => {
        const fields = this.fields(k);
        if (fields[0].type === "radio") return fields.findIndex((field) => field.checked);
        if (fields[0].type !== "checkbox") return Number(fields[0].value);
        return choice.values.indexOf(fields[0].checked ? "yes" : "no");
      });
    }

    // An index that does not exist leaves its control alone.
    setControls(setting) {
      this.data.choices.forEach((choice, k) => {
        const i = setting[k];
        if (!(i in choice.values)) return;
        for (const field of this.fields(k)) {
          if (field.type === "radio") field.checked = Number(field.value) === i;
          else if (field.type === "checkbox") field.checked = choice.values[i] === "yes";
          else field.value = i;
        }
      });
    }

    // Follows the controls: the frame at once, the words and the address when they rest.
    change(quiet = false) {
      this.setting = this.readControls();
      this.writeSetting();
      clearTimeout(this.atRest);
      this.atRest = setTimeout(() => {
        if (this.timer || quiet) return;
        this.announce();
        writeAddress();
      }, 250);
      return this.show();
    }

    // Writes each slider's value beside it, and the setting for the link and for a print.
    writeSetting() {
      const words = this.data.choices.map((choice, k) => {
        const text = choice.values[this.setting[k]];
        const [field] = this.fields(k);
        if (field.type === "range") {
          field.setAttribute("aria-valuetext", text);
          field.parentNode.querySelector(".explore-value").textContent = text;
        }
        return `${choice.label} ${text}`;
      });
      this.root.dataset.shown = words.join(", ");
      this.link.href = `#${new URLSearchParams(this.address())}`;
    }

    async show() {
      const n = this.data.choices.reduce(
        (sum, choice, k) => sum * choice.values.length + this.setting[k], 0);
      this.latest = n;
      const frames = await this.frames();
      if (this.latest !== n) return;
      const holder = document.createElement("div");
      holder.innerHTML = frame(frames, n);
      update(this.picture.firstElementChild, holder.firstElementChild);
      this.root.dataset.frame = n;
    }

    announce() {
      const svg = this.picture.firstElementChild;
      this.status.textContent = svg.getAttribute("aria-label");
    }

    address() {
      return this.data.choices.map(
        (choice, k) => [`${this.data.id}.${choice.name}`, choice.values[this.setting[k]]]);
    }

    isChanged() {
      return this.data.choices.some((choice, k) => this.setting[k] !== choice.start);
    }

    async copyLink(event) {
      if (!navigator.clipboard) return; // the link itself still leads there
      event.preventDefault();
      await navigator.clipboard.writeText(this.link.href);
      writeAddress();
      this.status.textContent = this.link.textContent = this.data.messages.copied;
      setTimeout(() => { this.link.textContent = this.data.messages.link; }, 2000);
    }

    // To the next value of the choice that plays; false at the last.
    step() {
      const { play, choices } = this.data;
      const setting = [...this.setting];
      setting[play] = (setting[play] + 1) % choices[play].values.length;
      this.setControls(setting);
      this.change();
      return setting[play] < choices[play].values.length - 1;
    }

    play() {
      if (this.timer) { this.stop(); this.change(); return; }
      if (reducedMotion.matches) { this.step(); return; }
      const count = this.data.choices[this.data.play].values.length;
      this.timer = setInterval(() => {
        if (!this.step()) { this.stop(); this.change(); }
      }, Math.max(120, Math.min(600, 6000 / count)));
      this.labelButton(this.data.messages.pause);
    }

    stop() {
      clearInterval(this.timer);
      this.timer = 0;
      if (!this.button) return;
      const { messages, play, choices } = this.data;
      const text = reducedMotion.matches ? messages.next : messages.play;
      this.labelButton(text.replace("{label}", choices[play].label));
    }

    labelButton(text) {
      this.button.textContent = text;
      this.button.dataset.playing = Boolean(this.timer);
    }
  }

  // Writes the changed figures' settings into the address, without a step in the history.
  function writeAddress() {
    const changed = [...figures.values()].filter((player) => player.isChanged());
    const pairs = new URLSearchParams(changed.flatMap((player) => player.address()));
    const hash = changed.length ? `#${pairs}` : "";
    if (!hash && !location.hash.includes("=")) return; // leave a heading's address alone
    history.replaceState(history.state, "", location.href.split("#")[0] + hash);
  }

  // Sets the figures that the address names, and scrolls to the first.
  function followAddress() {
    const address = new URLSearchParams(location.hash.slice(1));
    let first = null;
    for (const player of figures.values()) {
      const { id, choices } = player.data;
      const texts = choices.map((choice) => address.get(`${id}.${choice.name}`));
      if (texts.every((text) => text === null)) continue;
      player.stop();
      player.setControls(choices.map((choice, k) => choice.values.indexOf(texts[k])));
      player.change(true);
      first ??= player;
    }
    if (first) first.root.scrollIntoView({ block: "center" });
  }

  function start() {
    const nearby = new IntersectionObserver((entries) => entries.forEach((entry) => {
      if (entry.isIntersecting) figures.get(entry.target).frames();
    }), { rootMargin: "300px" });
    for (const root of document.querySelectorAll("figure.explore:has(form)")) {
      figures.set(root, new Player(root));
      nearby.observe(root);
    }
    followAddress();
    addEventListener("hashchange", () => followAddress());
  }

  if (!("DecompressionStream" in window)) return;
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
