"""How the tests compare the sentence that a figure says with the run behind it."""

import math
import re

import numpy as np
import pytest

# 0.05, 1,797, +3, 7.2e+02, 94%, nan; not the digits of a name such as d4.b or of g^30
NUMBER = re.compile(
    r"(?<![\w.^])([+-]?\d+(?:,\d{3})*)(\.\d+)?(e[+-]\d+)?(%?)(?![\w^])|\bnan\b"
)


@pytest.fixture
def rng():
    return np.random.default_rng(11)


def numbers(sentence):
    """Every number of a sentence in order, as (value, half a unit of its last digit)."""
    for match in NUMBER.finditer(sentence):
        whole, decimals, power, percent = match.groups(default="")
        if match[0] == "nan":
            yield math.nan, 0.0
        else:
            scale = float(f"1{power}") / (100 if percent else 1)
            digits = max(len(decimals) - 1, 0)
            value = float(whole.replace(",", "") + decimals)
            yield value * scale, 0.5 * 10**-digits * scale


@pytest.fixture(scope="session")
def assert_numbers():
    """assert_numbers(sentence, *values): these numbers, rounded, stand in the sentence in
    this order, and no others.
    """

    def check(sentence, *values):
        printed = list(numbers(sentence))
        assert len(printed) == len(values), f"{printed} but {values}: {sentence}"
        for (number, half), value in zip(printed, values, strict=True):
            if math.isnan(number) or math.isnan(value):
                same = math.isnan(number) and math.isnan(value)
            else:
                same = abs(number - value) <= half * (1 + 1e-9)
            assert same, f"{number} but {value}: {sentence}"

    return check
