"""A learner's three patients: drawn by the seed, and fair whatever it is."""

import pytest

from nncourse.chapters.ch09_training_clinic.exam import (
    PLACES,
    exam_patient,
    is_fair,
    measure_answer,
)
from nncourse.chapters.ch09_training_clinic.treating import HEALTHY, LET_IT_BE
from nncourse.clinic.prescriptions import PRESCRIBED

SEEDS = 4711, 8090


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("seed", SEEDS)
def test_whoever_names_and_treats_as_the_rules_do_earns_it(place, seed):
    patient = exam_patient(place, seed)
    fault = patient.fault
    assert fault in PLACES[place] and is_fair(patient)
    cure = LET_IT_BE if fault == HEALTHY else PRESCRIBED[fault][0]
    test = PLACES[place][fault]
    measured = measure_answer(place, seed, fault, cure, test)
    assert measured["named"] == measured["cured"] == measured["tested"] == 1
    other = next(name for name in PLACES[place] if name != fault)
    assert measure_answer(place, seed, other, cure, test)["named"] == 0


def test_two_seeds_have_other_patients_and_one_seed_the_same():
    patients = [exam_patient(1, seed) for seed in (*SEEDS, SEEDS[0])]
    assert patients[0].setting == patients[2].setting != patients[1].setting
