// The ledger's filters, and its addresses: a claim's row opens even if a filter hides it, and
// the filters are kept as #standing=fails&chapter=..., so that a view can be linked.
{
  const form = document.querySelector(".claim-filters");
  const rows = [...document.querySelectorAll(".claim-row")];

  function filter() {
    const chosen = new FormData(form);
    const standings = chosen.getAll("standing");
    const fits = (name, value) => !chosen.get(name) || chosen.get(name) === value;
    for (const row of rows) {
      const { standing, source } = row.dataset;
      const { chapter } = row.closest(".claim-rows").dataset;
      row.hidden =
        !standings.includes(standing) || !fits("source", source) || !fits("chapter", chapter);
      document
        .querySelector(`.claim-cell[href="#${row.id}"]`)
        .classList.toggle("claim-off", row.hidden);
    }
    tellAndTidy();
  }

  // Keeps in the address what does not stand as at first.
  function writeAddress() {
    const chosen = new FormData(form);
    const standings = chosen.getAll("standing").length;
    if (standings === form.elements.standing.length) chosen.delete("standing");
    if (!standings) chosen.append("standing", ""); // none of them
    for (const name of ["source", "chapter"]) chosen.get(name) || chosen.delete(name);
    const hash = `#${new URLSearchParams(chosen)}`;
    history.replaceState(history.state, "", location.href.split("#")[0] + hash);
  }

  // Sets the controls as an address says, and what it leaves out as at first.
  function readAddress() {
    const wanted = new URLSearchParams(location.hash.slice(1));
    if (!["standing", "source", "chapter"].some((name) => wanted.has(name))) return;
    for (const box of form.elements.standing) {
      box.checked = !wanted.has("standing") || wanted.getAll("standing").includes(box.value);
    }
    for (const name of ["source", "chapter"]) {
      const options = [...form.elements[name].options];
      form.elements[name].selectedIndex = Math.max(
        0, options.findIndex(({ value }) => value === wanted.get(name)));
    }
    filter();
    form.scrollIntoView();
  }

  // Says how many rows are left; a chapter without any goes with its heading.
  function tellAndTidy() {
    for (const part of document.querySelectorAll(".claim-rows")) {
      part.closest("section").hidden = !part.querySelector(".claim-row:not([hidden])");
    }
    const told = form.querySelector(".claim-shown");
    const shown = rows.filter((row) => !row.hidden).length;
    told.textContent = told.dataset.text
      .replace("{shown}", shown)
      .replace("{all}", rows.length);
  }

  function openAddressed() {
    const row = rows.find((row) => `#${row.id}` === location.hash);
    if (!row) return;
    row.hidden = false;
    row.open = true;
    tellAndTidy();
    row.scrollIntoView();
  }

  if (form) {
    form.hidden = false;
    form.addEventListener("input", () => { filter(); writeAddress(); });
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("hashchange", () => { readAddress(); openAddressed(); });
    // A second click on the same address changes no hash.
    document.addEventListener("click", (event) => {
      if (event.target.closest?.('a[href^="#claim-"]')) setTimeout(openAddressed);
    });
    filter();
    readAddress();
    openAddressed();
  }
}
