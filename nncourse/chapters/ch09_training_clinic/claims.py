"""Claims of chapter 9: what each part of a network of today is worth to thirty layers."""

from nncourse.chapters.ch09_training_clinic.thirty_layers_today_runs import (
    at_the_best_rate,
    measure_today,
)
from nncourse.claims.claim import Claim, Verdict

WITHOUT = {  # a part left out, as a setting of `measure_today`
    "residual": {"residual": None},
    "layer norm": {"layer_norm": False},
    "AdamW": {"optimizer": "SGD"},
    "schedule": {"schedule": "constant"},
    "clipping": {"clipping": False},
}
UNGUARDED = WITHOUT["AdamW"] | WITHOUT["schedule"] | WITHOUT["clipping"]


def lost_without(seed, part="clipping", tried=(3.0, 10.0), depth=30, width=32, epochs=4):
    """Points of accuracy that leaving out a part costs, each network at its best rate."""
    network = {"depth": depth, "width": width, "epochs": epochs}
    with_all = at_the_best_rate(seed, tried, **network)
    return with_all - at_the_best_rate(seed, tried, **network | WITHOUT[part])


def least_over_rates(seed, guarded=True, rates=(3.0, 30.0), depth=30, width=32, epochs=4):
    """The fewest digits read at any of the `rates`, times the usual one, in percent."""
    parts = {} if guarded else UNGUARDED
    network = {"depth": depth, "width": width, "epochs": epochs}
    return min(measure_today(times=t, seed=seed, **parts | network) for t in rates)


CLAIMS = [
    Claim(
        name="today-two-parts",
        sentence="Thirty layers as they are trained today need residual connections, and "
        "layer normalisation with them.",
        source="this course",
        measure=lost_without,
        at={"part": "residual", "tried": (0.3, 3.0)},
        quantity="points of accuracy lost without residual connections, the rest of "
        "today's parts kept, each network at the better of two rates",
        digits=0,
        bounds=(10, 95),
        beyond={"part": "clipping"},
        beyond_in_words="without clipping",
        vary={"part": ["residual", "layer norm"], "epochs": [4, 6]},
        outside={"part": ["AdamW", "clipping"], "depth": [10]},
        verdict=Verdict.HOLDS_WHEN,
        note="there are thirty layers, of which ten would lose little, and the sum is not "
        "scaled: by 1/√L it needs no layer normalisation",
    ),
    Claim(
        name="today-three-parts",
        sentence="AdamW, warm-up with a cosine, and clipping each let thirty such layers "
        "read more digits.",
        source="this course",
        measure=lost_without,
        at={"part": "clipping"},
        quantity="points of accuracy lost without clipping, each network at the better of "
        "two rates",
        digits=1,
        bounds=(-4, 4),
        beyond={"part": "residual"},
        beyond_in_words="without residual connections",
        vary={"part": ["AdamW", "schedule", "clipping"], "epochs": [4, 6]},
        outside={"part": ["layer norm"]},
        verdict=Verdict.FAILS,
        note=": at its best rate the network without one of them reads as many, within "
        "four points",
    ),
    Claim(
        name="today-rate-forgiven",
        sentence="AdamW, warm-up with a cosine, and clipping together make up for a rate "
        "that is much too high.",
        source="this course",
        measure=least_over_rates,
        quantity="test digits read by thirty layers with residual connections and layer "
        "normalisation at three and at thirty times the usual rate, the fewer",
        unit="%",
        digits=0,
        bounds=(80, 100),
        beyond={"guarded": False},
        beyond_in_words="with none of the three",
        vary={"epochs": [4, 6], "width": [32, 64]},
        verdict=Verdict.HOLDS,
        note=": AdamW by itself does too, or the other two without it",
    ),
]
