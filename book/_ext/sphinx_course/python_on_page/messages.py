"""Every sentence that Python on the page shows a reader, in one place for translation."""

MESSAGES = {
    # The buttons. A running cell's button says stop.
    "run": "Run",
    "check": "Check",
    "stop": "Stop",
    "edit": "Edit",
    "reset_cell": "Undo my changes",
    "tools": "This page's code",
    "run_all": "Run all",
    "reset": "Reset",
    "download": "Download my notebook",
    "read": "Read one back",
    "reset_asked": "Put back the course's own code in all cells of this page? "
    "What you wrote in them is lost; your points stay.",
    "reset_all": "Put it back",
    "keep_all": "Keep mine",
    "reset_cell_asked": "Put back the course's own code in this cell? "
    "What you wrote in it is lost; your points stay.",
    "read_asked": "Take over the notebook that you chose? Where it differs from what you "
    "wrote here, yours is lost.",
    "read_yes": "Take it over",
    # Beside its buttons; errors and statuses name a cell by its number.
    "cell": "cell {number}",
    # For those who hear the page; the last is seen as well, where there are keys.
    "code_of": "Code of cell {number}",
    "answer": "Your answer in cell {number}",
    "output": "Output of cell {number}",
    "editing": "Tab indents; Escape, then Tab leaves. Shift and Enter run it.",
    # How far Python is, beside the button that was pressed.
    "waiting": "Waiting for its turn",
    "python": "Starting Python, once on this page",
    "packages": "Python is here; numpy comes next",
    "pictures": "Fetching what draws figures",
    "fetched": ": {megabytes} MB unpacked so far",
    "above": "Running what stands above",
    "above_at": ": cell {number} of {last}",
    "running": "Running",
    "running_at": ": training run {run}, step {step}, loss {loss}",
    "stopped": "Stopped. What you wrote is all there; what the cells had defined is gone, "
    "and the next run starts Python again.",
    "failed": "Ended with an error",
    "above_failed": "Cell {number} above ended with an error, so this one did not run. "
    "Mend that one first.",
    "so_far": "{question}: {points} of {most} points so far.",
    "changed": "The course has changed this cell since you wrote yours. Yours is kept; "
    "“Undo my changes” shows the new one.",
    # A figure before Python runs, and while it does.
    "offer": "Any value: start Python",
    "live": "The same figure, drawn by Python with any value:",
    "drawing": "Drawing",
    "training": "Training",
    "training_at": "run {run}, step {step}\nloss {loss}",
    "drawn": "Drawn in {seconds} s",
    "asleep": "Python has ended. Run the cell again to turn this figure.",
    # The browser's storage is full or forbidden.
    "not_kept": "This browser does not keep what you write. Download your notebook before "
    "you leave the page.",
    # Why there is no Python.
    "unreachable": "Python could not be fetched from {host}: the connection broke off, or "
    "something blocks that address. Look at the connection and press the button again.",
    "stalled": "Python could not be fetched: for 20 seconds nothing came from {host}. "
    "Look at the connection and press the button again.",
    "missing": "Python could not be fetched: {what} is not there. Load the page again; "
    "if that changes nothing, the site was put up incompletely.",
    "altered": "A file of Python's was not used, because it is not the one this course is "
    "pinned to: {what}. Something on the way has changed it.",
    "webassembly": "This browser cannot run Python: it has no {what}, or that is switched "
    "off. Current Firefox, Chrome, Edge and Safari have it.",
    "memory": "There was not enough memory for Python. Close other pages and press the "
    "button again.",
    "crashed": "Python ended by itself ({what}). Press the button to start it again.",
    # The notebook as a file.
    "no_notebook": "The notebook could not be fetched. Look at the connection and try "
    "again.",
    "not_a_notebook": "{name} is not a notebook.",
    "another_notebook": "{name} is the notebook of another page.",
    "read_back": "{name} read. Cells that it changed: {count}.",
}
