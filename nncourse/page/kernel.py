"""The one object that a page's worker talks to."""

import json
import logging
import os
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from nncourse import exercises, training
from nncourse.exercises import course, saved_progress
from nncourse.exercises.card import verdict_card
from nncourse.page import packages
from nncourse.page.cells import Cells
from nncourse.page.live_figures import LiveFigures
from nncourse.page.output import Output
from nncourse.page.stand_in import Shell, install
from nncourse.page.training_progress import TrainingProgress


class Kernel:
    """Runs cells and sends what they put out: send(kind, text), with kind one of "stdout",
    "stderr", "html", "figure" and "progress" (JSON objects, see live_figures.py and
    training_progress.py).
    """

    def __init__(self, send):
        self.outputs = [Output(send, "stdout"), Output(send, "stderr")]
        self.send = send
        self.progress = TrainingProgress(send)
        training.watchers.append(self.progress.see)
        self.cells = Cells(self.show_html)
        self.live_figures = LiveFigures(self.put)
        variables = self.cells.variables
        live = self.live_figures
        install(Shell(self.show_html, live.show, live.show_panel, variables))
        exercises.show_verdict = lambda verdict: self.show_html(verdict_card(verdict))
        # Matplotlib's first import would say in red that it is looking for fonts.
        logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
        folder = tempfile.mkdtemp()
        os.environ["MPLBACKEND"] = "agg"
        os.environ["NNCOURSE_PROGRESS"] = str(Path(folder, "progress.jsonl"))

    def put(self, kind, text):
        for output in self.outputs:  # what was printed before stands above
            output.flush()
        self.send(kind, text)

    def show_html(self, html):
        self.put("html", html)

    def draw(self, number, values):
        """A live figure's HTML at a JSON list of values."""
        self.progress.begin(number)
        try:
            return self.live_figures.draw(number, values)
        finally:
            self.progress.end()

    def wanted_by(self, source):
        """The packages that a cell needs besides those that are here, as JSON."""
        return json.dumps(packages.wanted_by(source))

    def run(self, source, name):
        """Run a cell; whether it ran to its end."""
        for output in self.outputs:
            output.begin()
        self.progress.begin()
        stdout, stderr = self.outputs
        with redirect_stdout(stdout), redirect_stderr(stderr):
            fine = self.cells.run(source, name)
        self.progress.end()
        for output in self.outputs:
            output.flush()
        return fine

    def set_points(self, rows):
        """Begin with the points that the page knows: a JSON list of [question, points]."""
        named = [{"question": name, "points": earned} for name, earned in json.loads(rows)]
        lines = [f"{json.dumps(row)}\n" for row in named]
        saved_progress.path().write_text("".join(lines), encoding="utf-8")

    def points(self):
        """What is known now: a JSON list of [chapter's stem, question, points]."""
        points = saved_progress.read()[0]
        found = [(course.folder_of(name), name, earned) for name, earned in points.items()]
        rows = [[course.stem_of(folder), *row] for folder, *row in found if folder]
        return json.dumps(rows)
