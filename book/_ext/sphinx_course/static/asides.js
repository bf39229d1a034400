// An aside opens when an address or a phrase sets a figure in it: see asides.py.
(() => {
  "use strict";
  const open = ({ target }) => target.closest("details.aside")?.setAttribute("open", "");
  document.addEventListener("exploreset", open, { capture: true });
})();
