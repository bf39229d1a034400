// Makes the cells of a page editable and runs them where they stand.
import { Cell } from "./cell.js";
import { LiveFigures } from "./live_figures.js";
import { Runner } from "./runner.js";
import { Session } from "./session.js";
import { litePoints } from "./lite_points.js";
import { allWritten, isPending, keepPoints } from "./storage.js";
import { Toolbar } from "./toolbar.js";

const { place, worker } = window.pythonOnPage;
const root = new URL(document.documentElement.dataset.content_root ?? "./", location.href);

function start(boxes) {
  const session = new Session({
    worker: new URL(worker, root).href,
    place: {
      wheels: new URL(place.wheels, root).href,
      core: new URL(place.core, root).href,
      sums: place.sums,
    },
    onStage: (stage, bytes) => runner.sayStage(stage, bytes),
    onPut(kind, content) {
      if (kind === "figure") runner.current?.showLive(figures.show(JSON.parse(content)));
      else if (kind === "progress") showTraining(JSON.parse(content));
      else runner.current?.put(kind, content);
    },
    onDrawn: (number, html) => figures.drawn(number, html),
    onEnd(problem) {
      runner.forget();
      figures.end(problem);
    },
  });
  const showTraining = ({ figure, ...told }) => {
    if (figure === null) runner.sayTraining(told);
    else figures.progress(figure, told);
  };
  const figures = new LiveFigures({
    turn: (number, values) => session.turn(number, values),
    stop: () => runner.stop(),
  });
  const names = JSON.parse(document.getElementById("cell-names").textContent);
  const cells = boxes.map((box, i) => new Cell(box, i + 1, {
    names,
    onRun: (cell) => runner.run(cell),
    onStop: () => runner.stop(),
  }));
  cells.forEach((cell, i) => {
    if (cell.isAnswer && cells[i + 1]?.question) cell.runsNext = cells[i + 1];
  });
  const runner = new Runner(cells, session, () => toolbar.showBusy());
  const toolbar = new Toolbar(document.querySelector(".run-bar"), cells, runner);

  // What was earned in JupyterLab is known there by the questions' names alone.
  const asked = new Set(cells.map((cell) => cell.question));
  const stem = readerRecord.page.split("/").pop();
  litePoints().then((rows) => keepPoints(
    rows.filter(([name]) => asked.has(name)).map(([name, points]) => [stem, name, points])));

  // Another tab wrote into a cell: shown here, but not while somebody writes in it here. A
  // page that slept was told nothing, so it looks when it wakes.
  const look = () => {
    const written = allWritten();
    for (const cell of cells) {
      const kept = written(cell);
      const text = kept?.text ?? cell.original;
      cell.showEarned();
      if (isPending(cell)) continue;
      if (text !== cell.text && !cell.isWrittenIn) cell.write(text);
      cell.settle(kept);
    }
  };
  document.addEventListener("readerrecord", look);
  document.addEventListener("visibilitychange", look);
  for (const name of ["focus", "pageshow"]) addEventListener(name, look);
}

// A page opened as a file cannot start Python; run_bar.js says so. The ledger has cells too,
// and shows the code of none.
const shown = document.querySelectorAll("article div.cell[id^=cell-]:has(.cell_input)");
if (location.protocol !== "file:" && document.querySelector(".run-bar") && shown.length) {
  start([...shown]);
}
