"""The figure of one matrix thirty times over, and its sentence."""

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.recurrent_runs import measure_recurrent
from nncourse.chapters.sentences import two_digits
from nncourse.claims.typeset import set_powers
from nncourse.plots import COLOURS, GREY, panels

TITLES = {"alone": "W alone", "tanh": "tanh"}
GUIDES = {"singular": ("singular value", "--"), "eigenvalue": ("eigenvalue", "-")}
LOWEST = 1e-6  # the shortest gradient that is shown


def recurrent(g=1.0, kind="gaussian", seed=0):
    """Twenty gradients on their way back through thirty words, by one matrix W alone and
    by W and tanh; beside them the powers of W's largest singular value and eigenvalue.
    """
    run = measure_recurrent(g, kind, seed=seed)
    figure, axes = panels(1, 2, height=3.8)
    for ax, (way, title) in zip(axes, TITLES.items(), strict=True):
        back = np.arange(run[way].shape[1])
        ax.plot(back, run[way].T, color=COLOURS["train"], alpha=0.35, linewidth=1)
        for largest, (name, dashes) in GUIDES.items():
            factor = f"{run[largest]:.2f} a word" if run[largest] else "0, no line"
            powers = run[largest] ** back if run[largest] else np.full(len(back), np.nan)
            label = f"largest {name}: {factor}"
            ax.plot(back, powers, color=GREY, linestyle=dashes, label=label)
        if run[way][:, -1].max() < LOWEST:
            ax.text(30, 10, "↓ smaller still", ha="right")
        ax.set(title=f"{title}: {_ends(run[way])}", xlabel="words back", yscale="log")
        ax.set(
            ylim=(LOWEST, 1e10), xlim=(-0.5, 30.5), ylabel="length of the gradient (log)"
        )
    below = {"loc": "upper left", "bbox_to_anchor": (-0.02, -0.2), "borderaxespad": 0}
    axes[0].legend(**below)
    return figure


def _ends(lengths):
    """The shortest and the longest at the first word: "1.1 to 3.2", "1"."""
    low, high = (_length(end(lengths[:, -1])) for end in (np.min, np.max))
    return low if low == high else f"{low} to {high}"


def _length(length):
    """A length as text, short enough for a phone: "0.0016", "620,000", "3×10⁹"."""
    short = 1e-3 <= length < 1e6
    return two_digits(length) if short else set_powers(f"{length:.0e}")


def describe_recurrent(g, kind, seed=0):
    run = measure_recurrent(g, kind, seed=seed)
    alone, tanh = run["alone"][:, -1], run["tanh"][:, -1]
    return (
        f"One matrix, {kind}, times {g:g}, over and over for thirty words; its largest "
        f"singular value is {run['singular']:.2f}, its largest eigenvalue "
        f"{run['eigenvalue']:.2f} in size. A gradient of length 1 comes back to the first "
        f"word between {alone.min():.1e} and {alone.max():.1e} long by the matrix alone, "
        f"between {tanh.min():.1e} and {tanh.max():.1e} with tanh."
    )
