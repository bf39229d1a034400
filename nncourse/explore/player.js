// Runs the interactive figures of a page that has no kernel. A <figure class="explore">
// holds its default frame, native controls, and a block with all frames (see frames.js). A
// setting is an index for each choice. It is kept in the page's address, as
// #figure.choice=value&figure.choice=value; other parts of a page set figures by the same
// words. A figure so set tells of it by the event "exploreset".
(() => {
  "use strict";
  const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
  const { decompress, frame, update } = window.explore;
  const figures = new Map();
  const { src, dataset: { frames, version } } = document.currentScript;

  // Runs another script of this folder when it is first needed; without it the page goes on,
  // and it is asked for again the next time.
  const load = (file) => scripts[file] ??= new Promise((done) => {
    const script = document.createElement("script");
    script.src = new URL(file, src);
    script.onload = done;
    script.onerror = () => done(scripts[file] = null);
    document.head.append(script);
  });
  const loadOwn = (name) => load(`${name}.js?v=${version}`);
  const scripts = {};

  class Player {
    constructor(root) {
      this.root = root;
      this.data = JSON.parse(root.querySelector("script").textContent);
      this.form = root.querySelector("form");
      this.picture = root.querySelector(".explore-picture");
      this.status = root.querySelector(".explore-status");
      this.link = root.querySelector(".explore-link");
      this.pinButton = root.querySelector(".explore-pin");
      this.button = root.querySelector(".explore-play");
      this.setting = this.data.choices.map((choice) => choice.start);
      this.form.addEventListener("input", () => this.rest());
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.link.addEventListener("click", (event) => this.copyLink(event));
      if (this.button) {
        this.button.addEventListener("click", () => this.play());
        reducedMotion.addEventListener("change", () => this.stop());
      }
      this.stop();
      this.writeSetting();
      this.form.hidden = false;
      this.picture.tabIndex = 0;
      this.picture.setAttribute("role", "group");
      this.picture.setAttribute("aria-label", this.data.messages.picture);
      for (const event of ["pointermove", "pointerdown", "focus"]) {
        this.picture.addEventListener(event, (first) => this.readValues(first), { once: true });
      }
      this.pinButton.addEventListener("click", async () => {
        await loadOwn("pin");
        this.unsaid = false; // what the button did is the last word
        window.explore.togglePin(root, this.data.messages);
      });
    }

    // The event that brought the script is not lost on it.
    async readValues(event) {
      await loadOwn("values");
      this.picture.dispatchEvent(new event.constructor(event.type, event));
    }

    // The frames, decompressed once, when the figure is first needed.
    async frames() {
      await load(frames);
      const text = window.explore.frames?.[this.data.id];
      return this.decompressed ??= text && decompress(text);
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
      this.unsaid = true;
      clearTimeout(this.atRest);
      this.atRest = setTimeout(() => {
        if (this.timer || quiet) return;
        if (this.unsaid) this.announce();
        writeAddress();
      }, 250);
      return this.show();
    }

    rest() {
      this.stop();
      this.change();
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
      const all = await this.frames();
      if (this.latest !== n || !all) return;
      const holder = document.createElement("div");
      holder.innerHTML = frame(all, n);
      update(this.picture.firstElementChild, holder.firstElementChild);
      this.root.dataset.frame = n;
    }

    announce() {
      this.status.textContent = this.picture.firstElementChild.getAttribute("aria-label");
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
      this.unsaid = false;
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
      if (this.timer) { this.rest(); return; }
      if (this.isByHand()) { this.step(); return; }
      this.timer = setInterval(() => {
        if (!this.step()) this.rest();
      }, this.data.pace);
      this.status.textContent = ""; // what it says would soon be false
      const { pause } = this.data.messages;
      this.labelButton(pause, pause);
    }

    isByHand() {
      return !this.data.pace || reducedMotion.matches;
    }

    stop() {
      clearInterval(this.timer);
      this.timer = 0;
      if (!this.button) return;
      const { messages, play, choices } = this.data;
      const text = this.isByHand() ? messages.next : messages.play;
      const { label } = choices[play];
      this.labelButton(text, messages.what.replace("{button}", text).replace("{label}", label));
    }

    // One word to see, which leaves a phone's slider room; what it plays is said.
    labelButton(text, said) {
      this.button.textContent = text;
      this.button.ariaLabel = said;
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

  // Sets the figures that an address names, and brings the first into view if it is not. A
  // choice that it leaves out is as at first: a phrase means the same whatever came before.
  // A phrase that it leads away from is found again by a way back.
  function follow(address, scroll = true, phrase = null) {
    const pairs = new URLSearchParams(address);
    let first = null;
    for (const player of figures.values()) {
      const { id, choices } = player.data;
      const texts = choices.map((choice) => pairs.get(`${id}.${choice.name}`));
      if (texts.every((text) => text === null)) continue;
      player.stop();
      player.setControls(choices.map(({ values, start }, k) => (
        texts[k] === null ? start : values.indexOf(texts[k]))));
      player.change(true).then(() => player.announce());
      player.root.dispatchEvent(new Event("exploreset"));
      first ??= player;
    }
    if (!scroll || !first) return;
    const { root, data: { messages } } = first;
    const block = root.clientHeight < innerHeight - 120 ? "nearest" : "start";
    if (phrase) window.explore.offerWayBack?.(phrase, root, block, messages.back);
    root.scrollIntoView({ block });
  }

  // A step in the history of its own, marked as is the one before it: between the two the
  // browser brings back the reader's place, and nothing here may scroll.
  async function followPhrase(event, link) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // in a tab of its own
    event.preventDefault();
    history.replaceState({ ...history.state, explore: true }, "");
    history.pushState({ explore: true }, "", link.href);
    await loadOwn("way_back");
    follow(link.hash.slice(1), true, link);
  }

  function start() {
    const nearby = new IntersectionObserver((entries) => entries.forEach((entry) => {
      if (entry.isIntersecting) figures.get(entry.target).frames();
    }), { rootMargin: "300px" });
    for (const root of document.querySelectorAll("figure.explore:has(form)")) {
      figures.set(root, new Player(root));
      nearby.observe(root);
    }
    for (const link of document.querySelectorAll('a[href^="#"][href*="="]')) {
      if (link.className) continue;
      link.className = "explore-sets";
      link.addEventListener("click", (event) => followPhrase(event, link));
    }
    const followPage = (scroll) => follow(location.hash.slice(1), scroll);
    // Whoever comes back to a page, or loads it again, is where they were.
    followPage(performance.getEntriesByType("navigation")[0].type === "navigate");
    addEventListener("hashchange", () => history.state?.explore || followPage());
    addEventListener("popstate", ({ state }) => state?.explore && followPage(false));
    window.explore.follow = follow;
    addEventListener("load", () => load(frames)); // who reads on may have no connection then
  }

  if (!("DecompressionStream" in window)) return;
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
