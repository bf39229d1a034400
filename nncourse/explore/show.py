"""`explore` itself: it checks what was asked, sees where it runs, and shows the figure."""

import sys

from nncourse.explore import build
from nncourse.explore.choices import ExploreError, study_of
from nncourse.explore.draw import draw
from nncourse.explore.words import WORDS


def explore(figure_function, play="step", describe=None, labels=None, **choices):
    """Show a figure that the reader can turn: live in a kernel, as frames in a book.

    `figure_function` takes the choices and returns one matplotlib Figure; its own defaults
    are what is shown first. Each further keyword names one of its parameters and lists the
    values to offer. `play` names the choice that a play button runs through (default
    "step", where there is one), `describe` a function of the same choices that says in
    words what the picture shows, `labels` a dict of other names for the controls.
    """
    shell = ipython()
    try:
        study = study_of(figure_function, play, describe, labels or {}, choices)
        if build.static():
            publish(shell, {"text/html": build.html_of(study)})
        elif shell is not None and getattr(shell, "kernel", None) is not None:
            show_live(shell, study)
        else:
            draw(study, study.start, study.name)
            names = ", ".join(choice.label for choice in study.choices)
            said = WORDS["without_kernel"]
            print(said.format(name=study.name, count=study.size, choices=names))
    except ExploreError as error:
        cell = len(shell.user_ns.get("In", ())) - 1 if shell else 0
        raise ExploreError(build.placed(error, cell)) from error.__cause__


def ipython():
    """The running IPython shell, if IPython runs at all."""
    module = sys.modules.get("IPython")
    return module.get_ipython() if module else None


def publish(shell, bundle):
    if shell is None:
        print(bundle.get("text/html", ""))
    else:
        shell.display_pub.publish(bundle)


def show_live(shell, study):
    """Only the view of the widget goes out: no text beside it, nothing to compare."""
    if not study.choices:
        return publish(shell, {"text/html": draw(study, study.start, study.name)})
    try:
        from nncourse.explore.live import Live

        box = Live(study).box
    except ImportError:
        said = f"<p>{WORDS['without_widgets']}</p>"
        return publish(shell, {"text/html": draw(study, study.start, study.name) + said})
    view = {"version_major": 2, "version_minor": 0, "model_id": box.model_id}
    publish(shell, {"application/vnd.jupyter.widget-view+json": view})
