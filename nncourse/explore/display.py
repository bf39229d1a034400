"""`explore` itself: it checks its call, sees where it runs, and shows the figure there."""

import sys
from contextlib import contextmanager
from html import escape

from nncourse.explore import book_build
from nncourse.explore.asked import take_questions
from nncourse.explore.choice import ExploreError
from nncourse.explore.frame import draw_frame
from nncourse.explore.interactive_figure import interactive_figure
from nncourse.explore.messages import MESSAGES


def explore(
    figure_function, play="step", describe=None, labels=None, by_hand=False, **choices
):
    """Show a figure with controls: live in a kernel, as ready-drawn frames in a book.

    `figure_function` takes the choices and returns one matplotlib Figure; its own defaults
    are what is shown first. Each further keyword names one of its parameters and lists the
    values to offer. `play` names the choice that gets a play button (default "step", where
    there is one); `by_hand` makes it go on by one value at a press, for what takes a while
    to read. `describe` is a function of the same choices that says in a sentence what
    the figure shows. `labels` is a dict of other names for the controls.

    Raises ExploreError, which names the function and the choice, for a call that cannot
    work or a frame that cannot be drawn.
    """
    shell = ipython_shell()
    with errors_with_place():
        figure = interactive_figure(
            figure_function, choices, play, describe, labels, by_hand
        )
        asked = take_questions(figure)
        if book_build.is_running():
            publish(shell, {"text/html": book_build.static_html(figure, bool(asked))})
        elif show_figure := getattr(shell, "show_figure", None):  # it has its own controls
            show_figure(figure)
        elif getattr(shell, "kernel", None) is not None:
            publish(shell, live_view(figure))
        else:
            draw_frame(figure, figure.start, figure.name)
            names = ", ".join(choice.label for choice in figure.choices)
            message = MESSAGES["without_kernel"]
            print(message.format(name=figure.name, count=figure.count, choices=names))


@contextmanager
def errors_with_place(call=""):
    """Puts the call in front of an ExploreError's message, and in a build page and cell."""
    try:
        yield
    except ExploreError as error:
        shell = ipython_shell()
        cell = len(shell.user_ns.get("In", ())) - 1 if shell else 0
        message = f"{call}: {error}" if call else str(error)
        raise ExploreError(book_build.with_location(message, cell)) from error.__cause__


def ipython_shell():
    """The running IPython shell, or None."""
    module = sys.modules.get("IPython")
    return module.get_ipython() if module else None


def publish(shell, bundle):
    if shell is None:
        print(bundle["text/html"])
    else:
        shell.display_pub.publish(bundle)


def live_view(figure):
    """The MIME bundle of a figure in a kernel: widgets, or the default frame without.

    Only the widget's view goes out, no text beside it, so that a strict comparison of a
    notebook's outputs has nothing to compare. Of a picture without choices its name stands
    beside it, which is all that a stored notebook keeps.
    """
    if not figure.choices:
        picture = draw_frame(figure, figure.start, figure.name)
        return {"text/html": picture, "text/plain": figure.name}
    try:
        from nncourse.explore.widgets import FigureWidget
    except ImportError:
        advice = f"<p>{escape(MESSAGES['without_widgets'], quote=False)}</p>"
        return {"text/html": draw_frame(figure, figure.start, figure.name) + advice}
    view = {
        "version_major": 2,
        "version_minor": 0,
        "model_id": FigureWidget(figure).box.model_id,
    }
    return {"application/vnd.jupyter.widget-view+json": view}
