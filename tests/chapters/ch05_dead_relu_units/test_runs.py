"""Chapter 5's runs keep what they promise, with seeds of their own."""

import numpy as np
import pytest

from nncourse import numerical_gradient
from nncourse.chapters.ch05_dead_relu_units.cloud_runs import measure_cloud
from nncourse.chapters.ch05_dead_relu_units.plasticity_runs import (
    DRAWN_ANEW,
    measure_plasticity,
)
from nncourse.chapters.ch05_dead_relu_units.runs import (
    CHECKPOINTS,
    SCALES,
    measure_born_dead,
    measure_lowering,
    measure_recovery,
    measure_training,
    scaled_digits,
)
from nncourse.chapters.ch05_dead_relu_units.silu import SiLU


@pytest.mark.parametrize("scale", SCALES)
def test_scales_shift_and_stretch_by_the_training_part_and_keep_the_labels(scale):
    (x, labels), (x_test, _) = scaled_digits(scale, np.random.default_rng(7))
    (raw, same), _ = scaled_digits("0 to 16", np.random.default_rng(7))
    assert np.array_equal(labels, same)
    if scale in ("0 to 16, centred", "standardised", "centred, stretched"):
        assert np.allclose(x.mean(axis=0), 0) and not np.allclose(x_test.mean(axis=0), 0)
        assert np.isin(x.std(axis=0).round(9), [0, 1]).all() == (scale == "standardised")
    else:
        assert (x.min(), x.max()) == (0, 1 if scale == "0 to 1" else 16)
    as_long = np.isclose(np.linalg.norm(x), np.linalg.norm(raw))
    assert as_long == (scale in ("0 to 16", "centred, stretched"))
    assert np.array_equal(
        x.argsort(axis=0, kind="stable"), raw.argsort(axis=0, kind="stable")
    )


def test_unknown_scale_is_named():
    with pytest.raises(ValueError, match="'huge'"):
        scaled_digits("huge", np.random.default_rng(7))


@pytest.mark.parametrize("lr", [0.1, 0.3])
def test_first_layer_units_once_dead_stay_so_without_momentum(lr):
    dead = measure_training(lr, seed=7)["peak"] <= 0
    assert (dead[1:] >= dead[:-1]).all()


def test_dead_on_the_training_set_is_dead_on_a_batch():
    run = measure_training(0.1, seed=7)
    assert (run["batch_dead"] >= run["dead"]).all()
    assert run["step"].tolist() == [step for step in CHECKPOINTS if step <= 200]
    assert len(run["step"]) == len(run["dead"]) == len(run["accuracy"])
    assert len(run["loss"]) == 200


def test_a_slope_leaves_no_unit_silent():
    run = measure_training(0.1, slope=0.01, seed=7)
    assert (run["silent"] == 0).all() and run["dead"][-1] > 0


def test_more_units_die_at_higher_rates():
    shares = [measure_training(lr, seed=7)["dead"][-1] for lr in (0.01, 0.1, 0.3)]
    assert shares[0] < shares[1] < shares[2]


@pytest.mark.parametrize("lr", [0.01, 0.1])
def test_on_centred_pixels_only_a_negative_bias_can_kill(lr):
    assert measure_training(lr, "0 to 16, centred", seed=7)["dead"][0] == 0


def test_adam_kills_on_small_pixels_and_not_on_centred_ones():
    small, centred = (
        measure_training(0.03, scale, seed=7, optimizer="Adam")
        for scale in ("0 to 1", "0 to 16, centred")
    )
    assert small["dead"][-1] > 0.3 and small["accuracy"][-1] > 0.85
    assert centred["dead"][-1] == 0


def test_an_unknown_optimizer_is_named():
    with pytest.raises(ValueError, match="'Adamant'"):
        measure_training(optimizer="Adamant")


def test_a_lopsided_start_spares_networks():
    plain, lopsided = (
        measure_born_dead(2, 10, 200, seed=7, lopsided=kind)["images"][-1]
        for kind in (False, True)
    )
    assert lopsided < plain / 2


def test_lowering_revives_nobody_in_the_first_layer():
    run = measure_lowering(seed=7)
    lowered = list(run["step"]).index(run["lowered"])
    assert (run["revived"][0][lowered:] == 0).all()
    assert run["revived"][1][lowered] == 0 < run["revived"][1][lowered:].max()
    assert run["dead"].shape == run["revived"].shape == (2, len(run["step"]))
    assert run["step"][-1] == 203


def test_only_a_slope_brings_units_back():
    assert (measure_recovery(0.0, seed=7)["back"][1:] == 0).all()
    assert measure_recovery(0.3, seed=7)["back"][-1] > 0


@pytest.mark.parametrize("seed", [7, 8])
def test_back_is_a_share_of_the_units_below_zero_at_step_10(seed):
    run = measure_recovery(0.3, seed=seed)
    fallen, now = 256 * run["negative"][1], 256 * run["negative"]
    back = run["back"] * fallen
    assert np.allclose(back, back.round())
    assert back[1] == 0
    assert (back[1:] >= fallen - now[1:] - 1e-9).all()
    assert (back[1:] <= 256 - now[1:] + 1e-9).all()


@pytest.mark.parametrize("width", [1, 2, 4])
def test_born_dead_grows_with_depth_and_stays_below_what_one_image_meets(width):
    run = measure_born_dead(width, 12, 300, seed=7)
    assert (np.diff(run["images"]) >= 0).all() and (run["images"] <= run["one"]).all()
    assert np.abs(run["one"] - run["bound"]).max() < 4 * np.sqrt(0.25 / 300)


def test_silu_passes_the_gradient_check():
    rng = np.random.default_rng(7)
    x, dy, layer = rng.standard_normal((3, 4)), rng.standard_normal((3, 4)), SiLU()
    slow = numerical_gradient(lambda v: (layer.forward(v) * dy).sum(), x)
    assert layer.backward(dy) == pytest.approx(slow, abs=1e-5)
    assert layer.forward(np.array([-1e3, 0.0, 50.0])).tolist() == [0, 0, 50]


def test_on_a_centred_cloud_no_unit_dies_and_on_a_raw_one_some_do():
    raw, centred = (measure_cloud(0.3, pixels, seed=7) for pixels in ("raw", "centred"))
    assert raw["dead"][-1].any() and not centred["dead"].any()
    assert (raw["dead"][1:] >= raw["dead"][:-1]).all()
    assert np.allclose(centred["x"].mean(axis=0), 0) and raw["x"].min() > 0


def test_units_drawn_anew_keep_a_network_learning_and_alive():
    plain, anew = (measure_plasticity(c, 30, seed=7) for c in ("none", DRAWN_ANEW))
    assert anew["off"][-1] < plain["off"][-1] / 2
    assert anew["accuracy"][-5:].mean() > plain["accuracy"][-5:].mean()
    assert anew["accuracy"][0] == plain["accuracy"][0]


def test_units_of_every_kind_end_below_zero_for_all_images():
    for cure in "LeakyReLU", "SiLU":
        off = measure_plasticity(cure, 30, seed=7)["off"]
        assert off[-1] > 0.15 > off[0]


def test_an_unknown_cure_is_named():
    with pytest.raises(ValueError, match="'prayer'"):
        measure_plasticity("prayer")
