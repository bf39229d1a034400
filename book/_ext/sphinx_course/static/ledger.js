// The ledger's filters, and its addresses: a claim's row opens even if a filter hides it.
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
    const row = rows.find((row) => `#${row.id}` === decodeURIComponent(location.hash));
    if (!row) return;
    row.hidden = false;
    row.open = true;
    tellAndTidy();
    row.scrollIntoView();
  }

  if (form) {
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("hashchange", openAddressed);
    // A second click on the same address changes no hash.
    document.addEventListener("click", (event) => {
      if (event.target.closest?.('a[href^="#claim-"]')) setTimeout(openAddressed);
    });
    filter();
    openAddressed();
  }
}
