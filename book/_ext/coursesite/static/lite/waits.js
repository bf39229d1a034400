// JupyterLab drops what is run before its notebook has a kernel: the cells are passed over,
// nothing happens, and nothing is said. In the page a kernel takes a second to be there, on
// a slow line longer. So whatever runs cells waits for it here. An extension of JupyterLab,
// in the form that its bundler would give it.
const RUNS = /^(notebook|runmenu):.*\brun\b/;

function activate(app) {
  const { commands, shell } = app;
  const execute = commands.execute.bind(commands);
  commands.execute = async (command, args) => {
    if (RUNS.test(command)) await shell.currentWidget?.sessionContext?.ready;
    return execute(command, args);
  };
}

globalThis._JUPYTERLAB ??= {};
globalThis._JUPYTERLAB["nncourse-waits"] = {
  init() {},
  get: async () => () => ({ id: "nncourse-waits:run", autoStart: true, activate }),
};
