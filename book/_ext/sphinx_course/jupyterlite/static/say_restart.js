// In the browser's Python a cell that runs cannot be interrupted: the square does nothing, and
// JupyterLab does not say so. This does. An extension of JupyterLab, in the form that its
// bundler would give it.
(() => {
  const WORDS = "A cell that runs here cannot be interrupted. Restart the kernel (the round "
    + "arrow): what you wrote stays, what the cells had defined is gone.";

  function activate(app) {
    const { commands } = app;
    commands.commandExecuted.connect((_, { id }) => {
      if (id !== "notebook:interrupt-kernel") return;
      commands.execute("apputils:notify",
        { message: WORDS, type: "info", options: { autoClose: 15000 } });
    });
  }

  globalThis._JUPYTERLAB ??= {};
  globalThis._JUPYTERLAB["nncourse-say-restart"] = {
    init() {},
    get: async () => () => ({ id: "nncourse-say-restart:say", autoStart: true, activate }),
  };
})();
