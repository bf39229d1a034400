"""Chapter 5's measurements: what each promises, with seeds of its own."""

import numpy as np
import pytest

from nncourse.chapters.ch05_dead_relu_units import figures as dead_figures
from nncourse.chapters.ch05_dead_relu_units import runs as dead


@pytest.mark.parametrize("scale", dead.SCALES)
def test_scales_shift_and_stretch_by_the_training_part_and_keep_the_labels(scale):
    (x, labels), (x_test, _) = dead.data(scale, np.random.default_rng(7))
    (raw, same), _ = dead.data("0 to 16", np.random.default_rng(7))
    assert np.array_equal(labels, same)
    if scale in ("0 to 16, centred", "standardised"):
        assert np.allclose(x.mean(axis=0), 0) and not np.allclose(x_test.mean(axis=0), 0)
        assert np.isin(x.std(axis=0).round(9), [0, 1]).all() == (scale == "standardised")
    else:
        assert (x.min(), x.max()) == (0, 1 if scale == "0 to 1" else 16)
    assert np.array_equal(
        x.argsort(axis=0, kind="stable"), raw.argsort(axis=0, kind="stable")
    )


def test_unknown_scale_is_named():
    with pytest.raises(ValueError, match="'huge'"):
        dead.data("huge", np.random.default_rng(7))


@pytest.mark.parametrize("lr", [0.1, 0.3])
def test_first_layer_units_once_dead_stay_so_without_momentum(lr):
    peak = dead.measure_training(lr, seed=7)["peak"]
    died = peak <= 0
    assert (died[1:] >= died[:-1]).all()


def test_dead_on_the_training_set_is_dead_on_a_batch():
    run = dead.measure_training(0.1, seed=7)
    assert (run["batch_dead"] >= run["dead"]).all()
    assert len(run["step"]) == len(run["dead"]) == len(run["accuracy"]) == len(dead.LOOKS)
    assert len(run["loss"]) == dead.LOOKS[-1]


def test_a_slope_leaves_no_unit_silent():
    run = dead.measure_training(0.1, slope=0.01, seed=7)
    assert (run["silent"] == 0).all() and run["dead"][-1] > 0


def test_more_units_die_at_higher_rates():
    shares = [dead.measure_training(lr, seed=7)["dead"][-1] for lr in (0.01, 0.1, 0.3)]
    assert shares[0] < shares[1] < shares[2]


@pytest.mark.parametrize("lr", [0.01, 0.1])
def test_on_centred_pixels_only_a_negative_bias_can_kill(lr):
    assert dead.measure_training(lr, "0 to 16, centred", seed=7)["dead"][0] == 0


def test_lowering_revives_nobody_in_the_first_layer():
    run = dead.measure_lowering(seed=7)
    at = list(run["step"]).index(run["lowered"])
    assert (run["revived"][0][at:] == 0).all()
    assert run["revived"][1][at:].max() > 0
    assert run["dead"].shape == run["revived"].shape == (2, len(run["step"]))


def test_only_a_slope_brings_units_back():
    assert (dead.measure_recovery(0.0, seed=7)["back"][1:] == 0).all()
    assert dead.measure_recovery(0.3, seed=7)["back"][-1] > 0


@pytest.mark.parametrize("width", [1, 2, 4])
def test_born_dead_grows_with_depth_and_stays_below_what_one_image_meets(width):
    run = dead.measure_born_dead(width, 12, 300, seed=7)
    assert (np.diff(run["images"]) >= 0).all() and (run["images"] <= run["one"]).all()
    assert np.abs(run["one"] - run["bound"]).max() < 4 * np.sqrt(0.25 / 300)


def test_remedies_beside_the_sick_run():
    sick = dead.measure_remedy("none", seed=7)
    for remedy in ("lower rate", "centred pixels", "standardised pixels"):
        well = dead.measure_remedy(remedy, seed=7)
        assert well["accuracy"] > sick["accuracy"] and well["dead"][-1] < sick["dead"][-1]
    with pytest.raises(KeyError):
        dead.measure_remedy("prayer")


def test_descriptions_name_what_was_measured():
    assert "dead" in dead_figures.describe_dead_share(0.1, "0 to 16")
    assert "bound gives 94%" in dead_figures.describe_born_dead(2, "200 images")
    assert "1 unit a layer" in dead_figures.describe_born_dead(1, "one image")


def test_the_untreated_run_is_the_one_of_the_first_figure():
    assert dead.measure_remedy()["accuracy"] == dead.measure_training(0.15)["accuracy"][-1]
