"""What this course adds to a plain Jupyter Book build, a concern a module.

List `coursesite` under `sphinx: local_extensions:` and all of it is on. Nothing here runs
when a reader uses the package; nothing here is needed to execute a notebook.
"""

from . import anew, answers, found, launch, lite, look, offline, printed


def setup(app):
    for part in (anew, offline, look, found, answers, printed, lite, launch):
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
