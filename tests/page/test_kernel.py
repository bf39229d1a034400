"""The kernel of a page: cells as in a notebook, verdicts as cards, points handed over."""

import json
import subprocess
import sys
from itertools import groupby
from operator import itemgetter

from matplotlib import pyplot

from nncourse.page.messages import MESSAGES
from nncourse.page.packages import wanted_by

CHECK = "from nncourse.exercises import check, solution"
RIGHT = "def relu_backward(x, dy):\n    return dy * (x > 0)"


def joined(put):
    """What was put out; what is printed comes in any number of pieces."""
    kinds = groupby(put, itemgetter(0))
    return [[kind, "".join(text for _, text in pieces)] for kind, pieces in kinds]


def test_the_last_value_is_shown_and_variables_stay(kernel, put):
    assert kernel.run("x = 3", "1")
    assert kernel.run("print('begun')\nx + 4", "2")
    assert kernel.run("x + 4;", "3")
    assert joined(put) == [["stdout", "begun\n7\n"]]


def test_what_is_printed_before_html_stands_above_it(kernel, put):
    kernel.run(
        "from IPython.display import HTML\nprint('a')\ndisplay(HTML('<b>b</b>'))", "1"
    )
    assert joined(put) == [["stdout", "a\n"], ["html", "<b>b</b>"]]


def test_an_error_names_the_learners_lines_and_no_others(kernel, put):
    source = (
        "import numpy as np\ndef f(x):\n    return np.linalg.inv(x)\nf(np.zeros((2, 2)))"
    )
    assert not kernel.run(source, "7")
    ((kind, text),) = joined(put)
    assert kind == "stderr"
    assert '"<cell 7>", line 4' in text and '"<cell 7>", line 3, in f' in text
    assert "return np.linalg.inv(x)" in text
    assert text.endswith("LinAlgError: Singular matrix\n")
    assert text.count("File ") == 2


def test_a_syntax_error_shows_its_line(kernel, put):
    assert not kernel.run("x = 1\ny = (", "2")
    ((_, text),) = joined(put)
    assert "line 2" in text and "SyntaxError" in text
    assert text.count("File ") == 1


def test_where_memory_is_short_it_says_what_to_do_and_goes_on(kernel, put):
    assert not kernel.run("raise MemoryError", "1")
    ((_, text),) = joined(put)
    assert text.endswith(f"MemoryError\n{MESSAGES['memory']}\n")
    assert kernel.run("1", "2")


def test_leaving_does_not_end_the_kernel(kernel):
    assert not kernel.run("raise SystemExit", "1")
    assert kernel.run("1", "2")


def test_output_without_end_is_cut(kernel, put):
    kernel.run("for n in range(25_000):\n    print(n)", "1")
    assert sum(len(text) for _, text in put) < 101_000
    assert joined(put)[0][1].endswith("more was printed than is shown here\n")
    put.clear()
    kernel.run("print('again')", "2")
    assert joined(put) == [["stdout", "again\n"]]


def test_a_verdict_is_a_card_and_its_points_are_told(kernel, put):
    kernel.set_points(json.dumps([["dlogits", 20]]))
    kernel.run(CHECK, "1")
    kernel.run(RIGHT, "2")
    kernel.run("check(relu_backward)", "3")
    (kind, card), (_, totals) = joined(put)
    assert kind == "html" and 'data-verdict="passed"' in card
    assert totals == "Chapter 2: 35 of 100 points. Course: 35 of 900.\n"
    stem = "02-backpropagation"
    assert json.loads(kernel.points()) == [
        [stem, "dlogits", 20],
        [stem, "relu_backward", 15],
    ]


def test_points_that_the_page_forgot_are_forgotten(kernel):
    kernel.set_points(json.dumps([["dlogits", 20]]))
    kernel.set_points("[]")
    assert json.loads(kernel.points()) == []


def test_points_of_another_program_are_passed_over(kernel):
    kernel.set_points(json.dumps([[None, 5], ["dlogits", "many"], ["relu_backward", 15]]))
    assert json.loads(kernel.points()) == [["02-backpropagation", "relu_backward", 15]]


def test_the_solution_is_shown_after_an_attempt_kept_by_the_page(kernel, put):
    kernel.set_points(json.dumps([["relu_backward", 0]]))
    kernel.run(f"{CHECK}\nsolution('relu_backward')\nsolution('dlogits')", "1")
    ((_, text),) = joined(put)
    assert "return dy * (x > 0)" in text
    assert "dlogits: try it first" in text


def test_figures_left_open_are_drawn_with_their_titles(kernel, put):
    pyplot.close("all")  # those that other tests left
    kernel.run(
        "import matplotlib.pyplot as plt\nplt.plot([1])\nplt.title('A < B', loc='left');",
        "1",
    )
    ((kind, html),) = put
    assert kind == "html" and html.startswith('<img alt="A &lt; B" src="data:image/png')


def test_a_figure_without_pyplot_is_shown(kernel, put):
    kernel.run("from matplotlib.figure import Figure\nFigure()", "1")
    ((kind, html),) = put
    assert kind == "html" and html.startswith("<img ")


def test_the_figure_of_a_failed_cell_is_not_the_next_ones(kernel, put):
    assert not kernel.run("import matplotlib.pyplot as plt\nplt.plot([1])\n1 / 0", "1")
    put.clear()
    assert kernel.run("2", "2")
    assert joined(put) == [["stdout", "2\n"]]


def test_only_what_a_cell_imports_is_fetched():
    """In a process of its own, where nothing has been imported yet."""
    wanted = {
        "import numpy as np\nfrom nncourse.exercises import check": [],
        "from nncourse.explore import explore": ["matplotlib"],
        "from nncourse.claims import cite": [],
        "from nncourse.chapters.ch02_backpropagation.figures import *": ["matplotlib"],
        "def f():\n    import matplotlib.pyplot as plt": ["matplotlib"],
        "import matplotlib (": [],
    }
    code = (
        "from nncourse.page.packages import wanted_by\n"
        f"print([wanted_by(source) for source in {list(wanted)}])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stdout.strip() == str(list(wanted.values())), run.stderr


def test_a_check_loads_its_own_chapter_alone():
    """Though a right answer tells the points of the whole course."""
    code = f"""if 1:
        import sys
        from nncourse.page.kernel import Kernel
        kernel = Kernel(lambda kind, text: None)
        kernel.run({CHECK + chr(10) + RIGHT + chr(10) + "check(relu_backward)"!r}, "1")
        print(kernel.points())
        print(*(name for name in sys.modules if name.endswith(".questions")))
    """
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stdout.splitlines() == [
        '[["02-backpropagation", "relu_backward", 15]]',
        "nncourse.chapters.ch02_backpropagation.questions",
    ], run.stderr


def test_a_figure_is_drawn_at_values_that_no_frame_has(kernel, put):
    source = """
from matplotlib.figure import Figure
from nncourse.explore import explore

def line(slope=1.0, count=3, kind="solid", seed=2):
    if slope > 9:
        raise ValueError("too steep")
    figure = Figure()
    figure.subplots().set_title(f"{slope} {count} {kind} seed {seed}")
    return figure

explore(line, slope=[0.5, 1.0], count=[3, 4], kind=["solid", "dashed"])
"""
    assert kernel.run(source, "1"), put
    ((kind, content),) = put
    figure = json.loads(content)
    assert kind == "figure" and "1.0 3 solid seed 2" in figure["html"]
    kinds = [(choice["kind"], choice["whole"]) for choice in figure["choices"]]
    number, whole = ("number", False), ("number", True)
    assert kinds == [number, whole, ("select", False), whole]
    assert "7.5 6 dashed seed 41" in kernel.draw(0, '[7.5, 6.0, "dashed", 41]')
    assert "too steep" in kernel.draw(0, '[10, 6, "solid", 2]')


def test_what_is_here_is_not_fetched_again(monkeypatch):
    source = "import matplotlib"
    monkeypatch.delitem(sys.modules, "matplotlib", raising=False)
    assert wanted_by(source) == ["matplotlib"]
    monkeypatch.setitem(sys.modules, "matplotlib", object())
    assert wanted_by(source) == []


def test_a_panel_acts_and_shows_where_that_led(kernel, put):
    panel = """
class Lamp:
    lit = False
    def html(self): return f"<p>lit: {self.lit}</p>"
    def actions(self): return [Switch()]
    def act(self, key, option): self.lit = (key, option) == ("turn", "on & on")

class Switch:
    key, label, options = "turn", "Turn it", ("off", "on & on")

get_ipython().show_panel(Lamp())
"""
    assert kernel.run("from IPython import get_ipython\n" + panel, "1")
    ((kind, content),) = joined(put)
    shown = json.loads(content)
    assert kind == "figure" and shown["choices"] == [] and "lit: False" in shown["html"]
    assert '<button type="button" data-act="turn">Turn it</button>' in shown["html"]
    assert "<option>on &amp; on</option>" in shown["html"]
    assert "lit: True" in kernel.draw(shown["number"], '["turn", "on & on"]')
