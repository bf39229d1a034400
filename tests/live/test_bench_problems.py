"""What the bench learns from: the package's digits and points, drawn by the page itself."""

import json

import numpy as np
import pytest

from nncourse import digits, moons, spirals
from nncourse.chapters.standardised_digits import standardise
from nncourse.live.bench_digits import FILE, bench_digits
from tests.live.bench_node import in_node

WRITTEN = json.loads(FILE.read_text(encoding="utf-8"))
PLANES = "spirals", "moons", "circles", "xor"


def problem(more=None, **some):
    case = {"some": some, "digits": WRITTEN} | (more or {})
    made = in_node("bench_problems.js", [case])[0]
    arrays = ("x", "testX", "labels", "testLabels")
    return made | {name: np.array(made[name]) for name in arrays}


def test_the_file_holds_the_digits():
    assert bench_digits() == WRITTEN
    x, labels = digits()
    letters = np.frombuffer(WRITTEN["pixels"].encode(), np.uint8)
    assert np.array_equal((letters.reshape(-1, 64) - 97) / 16, x)
    assert [int(letter) for letter in WRITTEN["labels"]] == labels.tolist()


class Replayed:
    """A generator that hands out what another one drew."""

    def __init__(self, even, normals):
        self.even, self.normals = np.array(even), np.array(normals)

    def uniform(self, low, high, n):
        assert n == len(self.even)
        return low + (high - low) * self.even

    def standard_normal(self, shape):
        return self.normals.reshape(shape)


@pytest.mark.parametrize("formula", [spirals, moons])
def test_points_follow_the_packages_formula(formula):
    made = problem(
        {"even": 100, "normals": 200},
        **{"data": formula.__name__, "points": 100, "noise": 0.2, "seed": 3},
    )
    x, labels = formula(100, Replayed(made["even"], made["normals"]), noise=0.2)
    assert made["labels"].tolist() == labels.tolist()
    np.testing.assert_allclose(made["x"], x, atol=1e-12)


@pytest.mark.parametrize("data", PLANES)
def test_points_lie_in_their_window_and_both_classes_are_drawn(data):
    made = problem(data=data, points=1000, noise=0.05)
    window = made["window"]
    assert window["right"] - window["left"] == window["top"] - window["bottom"]
    for x, labels in ((made["x"], made["labels"]), (made["testX"], made["testLabels"])):
        assert len(x) == len(labels) and set(labels) == {0, 1}
        assert labels.mean() == 0.5
        inside = (x[:, 0] > window["left"]) & (x[:, 0] < window["right"])
        inside &= (x[:, 1] > window["bottom"]) & (x[:, 1] < window["top"])
        assert inside.mean() > 0.995
    assert made["plane"] and made["classes"] == 2
    drawn = {tuple(point) for point in made["x"]}
    assert not drawn & {tuple(point) for point in made["testX"]}


def test_circles_and_xor_are_what_their_names_say():
    made = problem(data="circles", noise=0)
    radius = np.linalg.norm(made["x"], axis=1)
    assert radius[made["labels"] == 0].max() < 0.5
    assert radius[made["labels"] == 1].min() > 0.7 and radius.max() < 1
    made = problem(data="xor", noise=0)
    assert np.array_equal(made["x"].prod(axis=1) > 0, made["labels"] == 1)


def as_pixels(x):
    return {tuple(row) for row in (16 * x).round().astype(int)}


def test_digits_are_split_without_overlap():
    made = problem(points=1000)
    assert made["x"].shape == (1000, 64) and made["testX"].shape == (449, 64)
    everything = as_pixels(digits()[0])
    train, test = as_pixels(made["x"]), as_pixels(made["testX"])
    assert train | test <= everything
    assert not train & test  # no image is twice among the data
    assert not made["plane"] and made["classes"] == 10 and made["window"] is None


def test_digits_keep_their_labels():
    x, labels = digits()
    known = {tuple(row): label for row, label in zip(x, labels, strict=True)}
    made = problem(points=500)
    assert [known[tuple(row)] for row in made["x"]] == made["labels"].tolist()
    assert [known[tuple(row)] for row in made["testX"]] == made["testLabels"].tolist()


def test_pixels_are_scaled_as_the_package_scales_them():
    plain = problem(points=200)
    raw = problem(points=200, pixels="0-16")
    assert np.array_equal(raw["x"], 16 * plain["x"])
    assert np.array_equal(raw["testX"], 16 * plain["testX"])
    standardised = problem(points=200, pixels="standardised")
    x, test_x = standardise(plain["x"], plain["testX"], each_pixel=False)
    np.testing.assert_allclose(standardised["x"], x, atol=1e-12)
    np.testing.assert_allclose(standardised["testX"], test_x, atol=1e-12)


@pytest.mark.parametrize("data", ["digits", "moons"])
def test_a_share_of_the_training_labels_is_wrong_and_no_test_label(data):
    right = problem(data=data, points=500)
    wrong = problem(data=data, points=500, wrong=0.2)
    assert np.array_equal(right["x"], wrong["x"])
    assert (right["labels"] != wrong["labels"]).sum() == 100
    assert np.array_equal(right["testLabels"], wrong["testLabels"])
    if data == "digits":
        changed = right["labels"] != wrong["labels"]
        distance = (wrong["labels"] - right["labels"])[changed] % 10
        assert set(distance) == set(range(1, 10))


@pytest.mark.parametrize("data", ["digits", *PLANES])
def test_a_seed_decides_the_data(data):
    first, again = (problem(data=data, points=50, batch=8) for _ in range(2))
    other = problem(data=data, points=50, batch=8, seed=2)
    assert np.array_equal(first["x"], again["x"])
    assert not np.array_equal(first["x"], other["x"])
