"""On a page with Python every figure of the chapters takes any seed, if chance is in it."""

import sys
from pathlib import Path

import nbformat
import pytest

import nncourse.explore
from nncourse.explore.interactive_figure import interactive_figure
from nncourse.page.live_figures import SEED, with_seed

CHAPTERS = Path(__file__).parents[2] / "book" / "chapters"
# Arithmetic alone, or the data as they are.
NO_CHANCE = {"chain", "gradient_cost", "bowl", "unit_curves"}
NO_CHANCE |= {"steps_on_a_bowl", "clipped_steps", "adam_on_a_bowl"}
NO_CHANCE |= {"walks"}  # through one network, whose weights the chapter shows
NO_CHANCE |= {"residual_block", "two_moons"}  # drawn, not run; run in its notebook
# Several seeds at once.
MANY_SEEDS = {"factor_per_layer", "relu_or_leaky", "plasticity", "rates"}
MANY_SEEDS |= {"sizes", "smoother", "lesions", "rivals", "overfitting", "by_degrees"}
MANY_SEEDS |= {"lowering", "prevention", "ensembles", "short_batch", "recall", "ladder"}
MANY_SEEDS |= {"slopes_and_weights", "map_of_ways", "rate_and_schedule"}
MANY_SEEDS |= {"batch_and_rate", "bad_batch", "first_steps", "reasons"}


def figures_of(path, monkeypatch):
    """What the notebook hands to `explore`, without drawing it."""
    found = []

    def explore(
        function, play="step", describe=None, labels=None, by_hand=False, **choices
    ):
        figure = interactive_figure(function, choices, play, describe, labels, by_hand)
        found.append(figure)

    monkeypatch.setattr(nncourse.explore, "explore", explore)
    monkeypatch.chdir(path.parent)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    names = {}
    for cell in nbformat.read(path, as_version=4).cells:
        if "explore(" in cell.source or cell.source.startswith(("import ", "from ")):
            exec(compile(cell.source, path.name, "exec"), names)
    return found


@pytest.mark.parametrize(
    "path", sorted(CHAPTERS.glob("0*.ipynb")), ids=lambda path: path.stem
)
def test_every_figure_takes_a_seed_or_shows_no_chance_or_many(path, monkeypatch):
    figures = figures_of(path, monkeypatch)
    assert figures
    seeded = {f.name for f in figures if SEED in {c.name for c in with_seed(f).choices}}
    assert {f.name for f in figures} - seeded == (
        {f.name for f in figures} & (NO_CHANCE | MANY_SEEDS)
    )
