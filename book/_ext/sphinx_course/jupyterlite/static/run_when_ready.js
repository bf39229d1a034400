// JupyterLab silently passes over cells that are run before their notebook has a kernel.
// In the browser a kernel takes a second to be there, on a slow line longer, so here every
// command that runs cells waits for it. An extension of JupyterLab, in the form that its
// bundler would give it.
(() => {
  const RUN_COMMAND = /^(notebook|runmenu):.*\brun\b/;

  function activate(app) {
    const { commands, shell } = app;
    const execute = commands.execute.bind(commands);
    commands.execute = async (command, args) => {
      if (RUN_COMMAND.test(command)) await shell.currentWidget?.sessionContext?.ready;
      return execute(command, args);
    };
  }

  globalThis._JUPYTERLAB ??= {};
  globalThis._JUPYTERLAB["nncourse-run-when-ready"] = {
    init() {},
    get: async () => () => ({ id: "nncourse-run-when-ready:run", autoStart: true, activate }),
  };
})();
