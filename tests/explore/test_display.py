"""`explore` shows a figure as the place it runs in can: terminal, kernel, book build."""

import subprocess
import sys
from types import SimpleNamespace

import pytest
from matplotlib.figure import Figure

from nncourse.explore import ExploreError, book_build, display, explore


def decay(depth=10, activation="relu"):
    return Figure(figsize=(1, 1))


@pytest.fixture
def kernel(monkeypatch):
    """What a kernel publishes, as a list; its fourth cell is running."""
    bundles = []
    shell = SimpleNamespace(
        kernel=object(),
        display_pub=SimpleNamespace(publish=bundles.append),
        user_ns={"In": [""] * 5},
    )
    monkeypatch.setattr(display, "ipython_shell", lambda: shell)
    return bundles


def test_in_a_terminal_it_says_how_to_turn_the_figure_and_finds_its_faults(capsys):
    explore(decay, depth=[2, 10])
    assert capsys.readouterr().out == "decay: 2 settings of depth; Jupyter turns it.\n"
    with pytest.raises(ExploreError, match="activation='relu' is not among"):
        explore(decay, activation=["tanh"])
    with pytest.raises(ExploreError, match="returned NoneType"):
        explore(lambda depth=1: None, depth=[1])


def test_in_a_kernel_it_shows_widgets_and_no_text(kernel):
    explore(decay, depth=[2, 10])
    ((kind, view),) = kernel[0].items()
    assert kind == "application/vnd.jupyter.widget-view+json"
    assert view["model_id"]


def test_in_a_kernel_without_ipywidgets_it_shows_the_default_and_what_to_install(
    kernel, monkeypatch
):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    monkeypatch.delitem(sys.modules, "nncourse.explore.widgets", raising=False)
    explore(decay, depth=[2, 10])
    html = kernel[0]["text/html"]
    assert 'aria-label="decay: depth 10"' in html
    assert 'pip install "nncourse[live]"' in html


def test_a_figure_with_no_choices_is_shown_as_it_is(kernel):
    explore(decay)
    svg = kernel[0]["text/html"]
    assert (svg[:4], svg[-6:]) == ("<svg", "</svg>")
    assert kernel[0]["text/plain"] == "decay"  # a stored notebook keeps no picture


def test_in_a_build_it_puts_out_html_and_errors_name_the_page_and_the_cell(
    kernel, monkeypatch
):
    monkeypatch.setenv(book_build.MODE, "static")
    monkeypatch.setenv(book_build.NOTEBOOK, "book/chapter")
    explore(decay, depth=[2, 10])
    assert kernel[0]["text/html"].startswith('<figure class="explore')
    message = r"^book/chapter, code cell 4: explore\(decay\): the default"
    with pytest.raises(ExploreError, match=message):
        explore(decay, depth=[2])


def test_a_describe_of_other_choices_is_named(kernel):
    with pytest.raises(ExploreError, match=r"explore\(decay\): with depth=10 .*TypeError"):
        explore(decay, depth=[2, 10], describe=lambda width: "")


@pytest.mark.parametrize("module", ["nncourse.explore", "nncourse.plots"])
def test_without_matplotlib_the_import_says_what_to_install(module):
    code = f"import sys; sys.modules['matplotlib'] = None; import {module}"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    last_line = run.stderr.strip().splitlines()[-1]
    assert last_line == (
        f'ImportError: {module} needs matplotlib: pip install "nncourse[live]"'
    )
