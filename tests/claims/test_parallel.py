"""Claims are measured in other processes, each value once, and what fails is named."""

import os

import numpy as np
import pytest

from nncourse.claims import journal, parallel
from nncourse.claims.catalogue import claim_named
from nncourse.claims.claim import Kind
from nncourse.claims.measure import axis_rows, own_rows
from nncourse.claims.parallel import measure_claims, measure_task
from nncourse.claims.store import measured
from tests.claims.example import example, last

QUICK = "first-loss", "dropout-rate-zero"


def silent(line):
    pass


def test_claims_are_measured_and_their_values_are_those_committed():
    values, errors = measure_claims(map(claim_named, QUICK), axes=False, tell=silent)
    assert not errors
    for name in QUICK:
        for part in ("values", "limit"):
            mine = [values[name, (part,), seed] for seed in range(5)]
            assert mine == pytest.approx(measured(name)[part], rel=1e-4, abs=1e-9)


def test_what_the_journal_has_is_not_measured_again(tmp_path):
    path, claims = tmp_path / "journal.jsonl", [claim_named("first-loss")]
    keys = [("first-loss", ("values",), seed) for seed in range(5)]
    journal.append(path, dict.fromkeys(keys, 7.0) | {("old-claim", ("values",), 0): 1.0})
    told = []
    values, _ = measure_claims(claims, axes=False, path=path, tell=told.append)
    assert [values[key] for key in keys] == [7.0] * 5
    assert len(values) == len(told) + 5 == 10
    assert "10 of 10" in told[-1]
    assert journal.read(path).items() >= values.items()


def not_a_number_for_seed_two(seed, width, rate=0.1):
    return np.array([np.nan if seed == 2 and width == 10 else 1.0])


@pytest.fixture
def one_task(monkeypatch):
    """A function that measures the example in this process, for seeds 0 to 2."""

    def measure_example(**parts):
        claim = example(**parts)
        monkeypatch.setattr(parallel, "claim_named", lambda name: claim)
        rows = own_rows(claim) + axis_rows(claim)
        return measure_task([(claim.name, r.place, s) for r in rows for s in range(3)])

    return measure_example


def test_a_task_measures_the_claims_own_settings_the_limit_and_each_other_point(one_task):
    values, errors = one_task()
    assert not errors
    assert {place: value for (_, place, seed), value in values.items() if seed == 0} == {
        ("values",): 3.09936,  # 8 times 0.9, nine times over
        ("limit",): 7.30814,
        ("width", "4"): 1.54968,
        ("width", "10"): 3.8742,
        ("width", "20"): 7.74841,
        ("rate", "0.2"): 1.07374,
    }


def test_a_value_that_is_no_number_costs_itself_alone_and_its_seed_is_named(one_task):
    values, errors = one_task(measure=not_a_number_for_seed_two, read=last)
    assert len(values) == 6 * 3 - 1
    assert len(errors) == 1
    assert "'numbers-shrink': nan for seed 2, {'width': 10}" in errors[0]
    assert errors[0].endswith("(numbers-shrink, width 10)")


def test_durations_are_measured_last_and_in_one_process(monkeypatch):
    claims = {
        "first": example(name="first", kind=Kind.TIMED),
        "second": example(name="second"),
    }
    monkeypatch.setattr(parallel, "claims_by_chapter", lambda: {"01": claims.values()})
    monkeypatch.setattr(parallel, "claim_named", claims.get)
    keys = [(name, ("values",), seed) for name in claims for seed in (1, 0)]
    keys.append(("second", ("other kernel",), 0))
    some = parallel.phases(keys, jobs=8)
    assert [(processes, list(tasks)) for _, processes, tasks in some] == [
        (8, [(1, "01"), (0, "01")]),
        (8, [(0, "01")]),
        (1, [(1, "01"), (0, "01")]),
    ]
    kernels = [variables.get("OPENBLAS_CORETYPE") for variables, *_ in some]
    assert kernels == [None, parallel.OLD_KERNEL, None]


def test_the_environment_of_the_processes_is_not_left_behind():
    before = dict(os.environ)
    with parallel.environment({"OPENBLAS_CORETYPE": "Nehalem", "OMP_NUM_THREADS": "9"}):
        assert os.environ["OPENBLAS_CORETYPE"] == "Nehalem"
    assert dict(os.environ) == before
