"""Drawings that stand among the words that they go with: the first digits, one step of all
weights, one weight's way down a valley at four rates, and the shapes of a learning curve.
"""

import base64
import io
from html import escape

import numpy as np
from matplotlib.image import imsave

from nncourse.chapters.ch01_reading_digits.runs import EXAMPLES, measure_learning
from nncourse.chapters.ch01_reading_digits.whole_step_runs import (
    RATES as STEP_RATES,
)
from nncourse.chapters.ch01_reading_digits.whole_step_runs import (
    measure_whole_step,
)
from nncourse.chapters.ch02_backpropagation.runs import measure_steps
from nncourse.claims.shown import Shown
from nncourse.data import digits
from nncourse.plots import COLOURS, GREY

STEEPNESS, STEPS = 1.0, 8  # of the valley and the way down it
OUT_TO, UP_TO = 2.6, 3.375  # how much of the valley is drawn
BOTTOM, DASHED = 158, 'stroke-dasharray="5 3"'  # of the drawing of one step
RATES = {  # what eight steps of the rate do
    0.08: "too low: after eight steps still far up",
    0.4: "good: nearly at the bottom",
    1.8: "high: it leaps from side to side, but comes lower",
    2.2: "too high: every step ends higher than it began",
}
SHAPES = (  # name, (width, rate, examples), what it looks like, what to do
    (
        "too slow",
        (16, 0.01, EXAMPLES),
        "still climbing at the end",
        "train longer, or start again at a higher rate",
    ),
    ("fine", (32, 0.1, EXAMPLES), "up soon, then level; dashed beside solid", "stop"),
    ("over-fitting", (16, 0.1, 32), "solid at the top, dashed far below", "more examples"),
    ("too fast", (16, 1.0, EXAMPLES), "leaps and falls, again and again", "lower the rate"),
    ("too narrow", (1, 0.3, EXAMPLES), "soon level, and low", "many more units"),
    (
        "dead units",
        (4, 1.0, EXAMPLES),
        "flat, at one in ten",
        "start again at a lower rate",
    ),
)
HEADS = "accuracy, 0 to 100 %", "what it looks like", "what to do"


def first_digits(count=10):
    """The first images of the data, each with its label."""
    x, labels = (part[:count] for part in digits())
    shown = zip(map(_picture, x), labels, strict=True)
    parts = [f'<img src="{src}" alt="">{label}' for src, label in shown]
    words = f"The first {count} images, labelled {' '.join(map(str, labels))}."
    return Shown(_row("small-digits", parts, words), words)


def whole_step():
    """The loss after one step of all weights: against their slopes, at random, promised."""
    run = measure_whole_step()
    right, up = 48 + 225 * STEP_RATES / STEP_RATES[-1], _loss_up
    kept = up(run["promised"]) < BOTTOM
    lines = [_line(right, up(loss), GREY) for loss in run["random"]]
    lines.append(_line(right[kept], up(run["promised"][kept]), "currentColor", DASHED))
    lines.append(_line(right, up(run["loss"]), COLOURS["sick"]))
    words = [
        (48, 12, "start", "", "loss of the batch after the step"),
        (132, 66, "start", GREY, "in five random directions"),
        (158, 101, "start", COLOURS["sick"], "against the slopes"),
        (128, 142, "start", "", "what the slopes promise"),
    ]
    words += [(44, up(loss) + 4, "end", "", f"{loss:.1f}") for loss in (2.4, 2.2, 2.0)]
    words += [(right[k], 172, "middle", "", f"{STEP_RATES[k]:g}") for k in (0, 10, 20, 30)]
    words.append((160, 188, "middle", "", "learning rate η, and so the length of the step"))
    texts = "".join(_text(*word) for word in words)
    parts = [_axes(48, BOTTOM, 276, 18), *lines, texts]
    at = {rate: np.abs(STEP_RATES - rate).argmin() for rate in (0.1, 1.0)}
    fell = {name: run[name][..., 0, None] - run[name] for name in run}
    said = [
        f"at rate {rate:g} the slopes promise a fall of {fell['promised'][k]:.2g}, "
        f"measured is {fell['loss'][k]:.2g}, in a random direction at most "
        f"{fell['random'][:, k].max():.2g}"
        for rate, k in at.items()
    ]
    words = f"One step of all weights: {'; '.join(said)}."
    return Shown(_row("small-step", [_svg(320, 192, parts, words)], words), words)


def valley():
    """One weight's way down a valley at four rates, side by side."""
    parts = [f"{_way_down(rate)}<b>{rate:g}</b> is {what}" for rate, what in RATES.items()]
    lines = [
        f"rate {rate:g} is {what}: loss {loss_on_the_way(rate)[-1]:.3g}"
        for rate, what in RATES.items()
    ]
    words = "The way down a valley in eight steps, at four rates."
    return Shown(_row("small-valleys", parts, words), "\n".join(lines))


def shapes():
    """Six shapes of a learning curve: its drawing, its name and what to do."""
    head = "".join(f'<th scope="col">{name}</th>' for name in HEADS)
    body = "\n".join(
        f'<tr><th scope="row">{learning_curve(*setting)}{_link(name, setting)}</th>'
        f"<td>{looks}</td><td>{cure}</td></tr>"
        for name, setting, looks, cure in SHAPES
    )
    html = (
        '<table class="small-shapes tex2jax_ignore mathjax_ignore">'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"
    )
    return Shown(html, "\n".join(f"{name}: {a}; {b}" for name, _, a, b in SHAPES))


def learning_curve(width, rate, examples, seed=0):
    """The share of digits read, from 0 to 1 upwards, seen solid and unseen dashed."""
    run = measure_learning(width, rate, seed=seed, examples=examples)
    x = np.linspace(4, 96, len(run["train"]))
    lines = [
        _line(x, 53 - 48 * run["train"], COLOURS["train"]),
        _line(x, 53 - 48 * run["test"], GREY, 'stroke-dasharray="4 2"'),
    ]
    said = f"seen {run['train'][-1]:.0%}, unseen {run['test'][-1]:.0%} at the end"
    whole = '<path d="M4 5H98" stroke="currentColor" stroke-dasharray="1 3" opacity=".5"/>'
    return _svg(100, 56, [_axes(4, 53, 98, 3), whole, *lines], said)


def loss_on_the_way(rate):
    return STEEPNESS * measure_steps(STEEPNESS, rate, n_steps=STEPS) ** 2 / 2


def _way_down(rate):
    w, loss = measure_steps(STEEPNESS, rate, n_steps=STEPS), loss_on_the_way(rate)
    wide = np.linspace(-OUT_TO, OUT_TO, 27)
    ground = _line(_right(wide), _up(STEEPNESS * wide**2 / 2), GREY)
    x, y = _right(w), _up(loss)
    dots = "".join(
        f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3"/>' for a, b in zip(x, y, strict=True)
    )
    dots = f'<g fill="{COLOURS["train"]}">{dots}</g>'
    places = [(x[0] - 8, y[0] + 3)]
    if x[1] - x[0] > 6:  # or it would lie on the first
        places.append((x[1] - 8, y[1] + 3) if w[1] < 0 else (x[1], y[1] + 15))
    numbers = "".join(
        f'<text x="{a:.1f}" y="{b:.1f}">{k}</text>' for k, (a, b) in enumerate(places)
    )
    ends = '<text x="22" y="11">loss</text><text x="98" y="96">weight</text>'
    way = _line(x, y, COLOURS["train"])
    parts = [_axes(4, 86, 118, 2), ground, way, dots, numbers, ends]
    return _svg(120, 99, parts, f"loss after {STEPS} steps {loss[-1]:.3g}")


def _loss_up(loss):
    return 28 + 300 * (2.42 - loss)


def _text(x, y, anchor, colour, words):
    style = f' style="fill:{colour}"' if colour else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{style}>{words}</text>'


def _right(w):
    return 61 + 57 * w / OUT_TO


def _up(loss):
    return 83 - 80 * loss / UP_TO


def _axes(left, bottom, right, top):
    path = f"M{left} {top}V{bottom}H{right}"
    return f'<path d="{path}" fill="none" stroke="currentColor" opacity=".4"/>'


def _line(x, y, colour, more=""):
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
    style = f'fill="none" stroke="{colour}" stroke-width="1.8" {more}'
    return f'<polyline points="{points}" {style.strip()}/>'


def _svg(width, height, parts, said):
    head = f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(said)}">'
    return f"{head}{''.join(parts)}</svg>"


def _picture(image):
    file = io.BytesIO()
    imsave(
        file,
        image.reshape(8, 8),
        cmap="gray_r",
        vmin=0,
        vmax=1,
        format="png",
        metadata={"Software": None},
    )
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"


def _row(name, parts, said):
    cells = "".join(f"<div>{part}</div>" for part in parts)
    return f'<div class="{name}" role="group" aria-label="{escape(said)}">{cells}</div>'


def _link(name, setting):
    width, rate, examples = setting
    to = f"learning.width={width}&learning.rate={rate:g}&learning.examples={examples}"
    return f'<a href="#{to}">{name}</a>'
