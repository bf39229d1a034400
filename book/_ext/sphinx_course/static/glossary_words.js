// Shows a term's definition where the term stands: on hover, on focus, and on the first tap,
// of which the second follows the link. Escape closes it, and so does a tap elsewhere.
(() => {
  "use strict";
  const template = document.querySelector("#glossary-words");
  if (!template || !("popover" in HTMLElement.prototype)) return;
  const definitions = new Map([...template.content.children].map(
    (definition) => [definition.dataset.term, definition]));
  const box = document.createElement("div");
  Object.assign(box, { id: "glossary-word", className: "glossary-word", popover: "manual" });
  box.setAttribute("role", "tooltip");
  document.body.append(box);
  let open = null; // the link whose definition is shown
  let waiting = 0;

  function show(link, ...more) {
    hide();
    box.replaceChildren(...definitions.get(link.hash.slice(1)).cloneNode(true).childNodes);
    box.append(...more);
    box.showPopover();
    place(link);
    link.setAttribute("aria-describedby", box.id);
    open = link;
  }

  // Below the term, or above it where there is more room, and never off the screen.
  function place(link) {
    const term = [...link.getClientRects()].at(-1);
    const { width, height } = box.getBoundingClientRect();
    const room = document.documentElement.clientWidth;
    const below = term.bottom + height + 8 < innerHeight || term.top < height + 8;
    const left = Math.max(8, Math.min(term.left, room - width - 8));
    const top = below ? term.bottom + 4 : term.top - height - 4;
    box.style.translate = `${left + scrollX}px ${top + scrollY}px`;
  }

  function hide() {
    clearTimeout(waiting);
    if (!open) return;
    box.hidePopover();
    open.removeAttribute("aria-describedby");
    open = null;
  }

  function soon(action, milliseconds) {
    clearTimeout(waiting);
    waiting = setTimeout(action, milliseconds);
  }

  function watch(link) {
    let pointer = "mouse";
    link.addEventListener("pointerdown", (event) => { pointer = event.pointerType; });
    link.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "mouse") return;
      if (open === link) clearTimeout(waiting);
      else soon(() => show(link), 150);
    });
    link.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse") soon(hide, 250);
    });
    link.addEventListener("focus", () => {
      if (link.matches(":focus-visible")) show(link);
    });
    link.addEventListener("blur", hide);
    link.addEventListener("click", (event) => {
      if (pointer === "mouse" || open === link) return;
      event.preventDefault();
      const hint = document.createElement("small");
      hint.textContent = window.courseMessages.tap_again;
      show(link, hint);
    });
  }

  for (const link of document.querySelectorAll("article a[href*='#term-']")) {
    if (definitions.has(link.hash.slice(1))) watch(link);
  }
  box.addEventListener("pointerenter", () => clearTimeout(waiting));
  box.addEventListener("pointerleave", () => soon(hide, 250));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!box.contains(event.target) && !open?.contains(event.target)) hide();
  });
})();
