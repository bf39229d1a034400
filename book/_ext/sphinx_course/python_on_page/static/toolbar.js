// The buttons for the whole page, in the bar under its heading.
import { ask } from "./ask.js";
import { button, element } from "./elements.js";
import { downloadNotebook, FileProblem, readNotebook } from "./notebook_file.js";
import { said } from "./words.js";

export class Toolbar {
  constructor(bar, cells, runner) {
    this.runAll = button(said("run_all"), () =>
      (runner.isBusy ? runner.stop() : runner.runAll()));
    this.runner = runner;
    this.status = element("span", { role: "status" });
    const file = element("input", { type: "file", accept: ".ipynb", hidden: "" });
    file.addEventListener("change", () => this.tell(async () => {
      const [chosen] = file.files;
      file.value = ""; // the same file can be chosen again
      return said("read_back", { count: await readNotebook(chosen, cells), name: chosen.name });
    }));
    const label = said("tools");
    const group = element("div", { class: "page-tools", role: "group", "aria-label": label },
      this.runAll,
      button(said("reset"), async () => {
        if (await ask("reset_asked", "reset_all")) cells.forEach((cell) => cell.reset());
      }),
      button(said("download"), () => this.tell(() => downloadNotebook(cells))),
      button(said("read"), () => file.click()),
      file, this.status);
    bar.prepend(group);
  }

  async tell(act) {
    try {
      this.status.textContent = (await act()) ?? "";
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      this.status.textContent = error.message;
    }
  }

  showBusy() {
    this.runAll.textContent = said(this.runner.isBusy ? "stop" : "run_all");
  }
}
