"""JupyterLite's settings: what the kernel loads, how the notebook page behaves."""

from .python import PRELOADED

PLUGIN_SETTINGS = {
    "@jupyterlite/pyodide-kernel-extension:kernel": {
        "pyodideUrl": "./python/load_pyodide.js",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": PRELOADED},
    }
}

# Writing a file of a type that JupyterLite does not know would hang the kernel, and the
# reader's points are kept in a .jsonl file.
JSON_LINES = {
    "name": "jsonl",
    "fileFormat": "text",
    "extensions": [".jsonl"],
    "mimeTypes": ["application/jsonl"],
}

# The notebook takes the arrow keys wherever the focus is; sliders need them back.
COMMAND_MODE = ".jp-Notebook.jp-mod-commandMode:not(.jp-mod-readWrite) :focus"
ARROWS = {
    "ArrowDown": "notebook:move-cursor-down",
    "ArrowUp": "notebook:move-cursor-up",
    "ArrowLeft": "notebook:move-cursor-heading-above-or-collapse",
    "ArrowRight": "notebook:move-cursor-heading-below-or-expand",
}
SHORTCUTS = [
    shortcut
    for key, command in ARROWS.items()
    for shortcut in (
        {"command": command, "keys": [key], "selector": COMMAND_MODE, "disabled": True},
        {
            "command": command,
            "keys": [key],
            "selector": f"{COMMAND_MODE}:not([role=slider])",
        },
    )
]
OVERRIDES = {
    # Whole notebooks in the page, so that the browser's own search finds all of it.
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
    "@jupyterlab/shortcuts-extension:shortcuts": {"shortcuts": SHORTCUTS},
}


def site_settings(title):
    """The content of jupyter-lite.json."""
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": title,
            "fileTypes": {"jsonl": JSON_LINES},
            "litePluginSettings": PLUGIN_SETTINGS,
        },
    }
