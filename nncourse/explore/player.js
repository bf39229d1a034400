// Turns the figures of a page that has no kernel. Every <figure class="explore"> holds its
// default picture, native controls, and a block with all of its pictures: packed as splices
// into the default one, see pack.py. The setting is kept in the page's address, as
// #figure.choice=value&figure.choice=value, so that a link can lead to it.
(() => {
  "use strict";
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const figures = new Map();

  async function unpack(text) {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(plain).text());
  }

  function frame(packed, number) {
    const pieces = [];
    let at = 0;
    for (const [start, gone, ...come] of packed.frames[number]) {
      pieces.push(...packed.base.slice(at, start), ...come);
      at = start + gone;
    }
    pieces.push(...packed.base.slice(at));
    return pieces.map((i) => packed.pieces[i]).join("");
  }

  // Makes one node like another, touching only what differs: a slow phone lays out little,
  // and an image is shown until the next one is there.
  function become(shown, wanted) {
    if (shown.isEqualNode(wanted)) return;
    if (shown.nodeType !== Node.ELEMENT_NODE || shown.nodeName !== wanted.nodeName) {
      shown.replaceWith(wanted);
      return;
    }
    for (const { name } of [...shown.attributes]) {
      if (!wanted.hasAttribute(name)) shown.removeAttribute(name);
    }
    for (const { name, value } of wanted.attributes) {
      if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
    }
    const [gone, come] = [[...shown.childNodes], [...wanted.childNodes]];
    const alike = (i) => gone.length && come.length && gone.at(i).isEqualNode(come.at(i));
    while (alike(0)) { gone.shift(); come.shift(); }
    let after = null;
    while (alike(-1)) { after = gone.pop(); come.pop(); }
    if (gone.length === come.length) {
      gone.forEach((node, i) => become(node, come[i]));
      return;
    }
    gone.forEach((node) => node.remove());
    come.forEach((node) => shown.insertBefore(node, after));
  }

  class Player {
    constructor(root) {
      this.root = root;
      this.state = JSON.parse(root.querySelector("script").textContent);
      this.form = root.querySelector("form");
      this.picture = root.querySelector(".explore-picture");
      this.said = root.querySelector(".explore-said");
      this.link = root.querySelector(".explore-link");
      this.button = root.querySelector(".explore-play");
      this.point = this.state.choices.map((choice) => choice.start);
      this.form.addEventListener("input", () => { this.stop(); this.turned(); });
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.link.addEventListener("click", (event) => this.copy(event));
      if (this.button) {
        this.button.addEventListener("click", () => this.play());
        still.addEventListener("change", () => this.stop());
      }
      this.stop();
      this.name();
      this.form.hidden = false;
    }

    // The packed frames, unpacked once, when the figure is first needed.
    frames() {
      this.unpacked ??= unpack(this.state.frames);
      return this.unpacked;
    }

    fields(k) {
      const field = this.form.elements.namedItem(this.state.choices[k].name);
      return field instanceof RadioNodeList ? [...field] : [field];
    }

    read() {
      return this.state.choices.map((choice, k) => {
        const fields = this.fields(k);
        if (fields[0].type === "radio") return fields.findIndex((field) => field.checked);
        if (fields[0].type !== "checkbox") return Number(fields[0].value);
        return choice.values.indexOf(fields[0].checked ? "yes" : "no");
      });
    }

    // Sets the controls to a point; values that do not exist leave theirs alone.
    set(point) {
      this.state.choices.forEach((choice, k) => {
        const i = point[k];
        if (!(i in choice.values)) return;
        for (const field of this.fields(k)) {
          if (field.type === "radio") field.checked = Number(field.value) === i;
          else if (field.type === "checkbox") field.checked = choice.values[i] === "yes";
          else field.value = i;
        }
      });
    }

    turned(quiet = false) {
      this.point = this.read();
      this.name();
      clearTimeout(this.later);
      this.later = setTimeout(() => {
        if (!this.timer && !quiet) this.announce();
        if (!this.timer && !quiet) keep();
      }, 250);
      return this.show();
    }

    // Writes each slider's value beside it, and the setting where the link and a print need it.
    name() {
      const chosen = this.state.choices.map((choice, k) => {
        const text = choice.values[this.point[k]];
        const [field] = this.fields(k);
        if (field.type === "range") {
          field.setAttribute("aria-valuetext", text);
          field.parentNode.querySelector(".explore-value").textContent = text;
        }
        return `${choice.label} ${text}`;
      });
      this.root.dataset.shown = chosen.join(", ");
      this.link.href = `#${new URLSearchParams(this.address())}`;
    }

    async show() {
      const number = this.state.choices.reduce(
        (n, choice, k) => n * choice.values.length + this.point[k], 0);
      this.wanted = number;
      const packed = await this.frames();
      if (this.wanted !== number) return;
      const holder = document.createElement("div");
      holder.innerHTML = frame(packed, number);
      become(this.picture.firstElementChild, holder.firstElementChild);
      this.root.dataset.frame = number;
    }

    announce() {
      const svg = this.picture.firstElementChild;
      this.said.textContent = svg.getAttribute("aria-label");
    }

    address() {
      return this.state.choices.map(
        (choice, k) => [`${this.state.id}.${choice.name}`, choice.values[this.point[k]]]);
    }

    moved() {
      return this.state.choices.some((choice, k) => this.point[k] !== choice.start);
    }

    async copy(event) {
      if (!navigator.clipboard) return; // the link itself still leads there
      event.preventDefault();
      await navigator.clipboard.writeText(this.link.href);
      keep();
      this.said.textContent = this.link.textContent = this.state.words.copied;
      setTimeout(() => { this.link.textContent = this.state.words.link; }, 2000);
    }

    step() {
      const { play, choices } = this.state;
      const point = [...this.point];
      point[play] = (point[play] + 1) % choices[play].values.length;
      this.set(point);
      this.turned();
      return point[play] < choices[play].values.length - 1;
    }

    play() {
      if (this.timer) { this.stop(); this.turned(); return; }
      if (still.matches) { this.step(); return; }
      const count = this.state.choices[this.state.play].values.length;
      this.timer = setInterval(() => {
        if (!this.step()) { this.stop(); this.turned(); }
      }, Math.max(120, Math.min(600, 6000 / count)));
      this.labelled(this.state.words.pause);
    }

    stop() {
      clearInterval(this.timer);
      this.timer = 0;
      if (!this.button) return;
      const { words, play, choices } = this.state;
      this.labelled((still.matches ? words.next : words.play).replace("{label}", choices[play].label));
    }

    labelled(text) {
      this.button.textContent = text;
      this.button.dataset.playing = Boolean(this.timer);
    }
  }

  // Writes the turned figures' settings into the address, without a step in the history.
  function keep() {
    const turned = [...figures.values()].filter((player) => player.moved());
    const text = new URLSearchParams(turned.flatMap((player) => player.address())).toString();
    if (!text && !location.hash.includes("=")) return; // leave a heading's address alone
    history.replaceState(history.state, "", location.href.split("#")[0] + (text && `#${text}`));
  }

  function follow() {
    const asked = new URLSearchParams(location.hash.slice(1));
    let to = null;
    for (const player of figures.values()) {
      const { id, choices } = player.state;
      const named = choices.map((choice) => asked.get(`${id}.${choice.name}`));
      if (named.every((text) => text === null)) continue;
      player.stop();
      player.set(choices.map((choice, k) => choice.values.indexOf(named[k])));
      player.turned(true);
      to ??= player;
    }
    if (to) to.root.scrollIntoView({ block: "center" });
  }

  function start() {
    const near = new IntersectionObserver((seen) => seen.forEach((entry) => {
      if (entry.isIntersecting) figures.get(entry.target).frames();
    }), { rootMargin: "300px" });
    for (const root of document.querySelectorAll("figure.explore:has(form)")) {
      figures.set(root, new Player(root));
      near.observe(root);
    }
    follow();
    addEventListener("hashchange", () => follow());
  }

  if (!("DecompressionStream" in window)) return;
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
