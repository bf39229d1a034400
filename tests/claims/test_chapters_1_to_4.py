"""The claims of chapters 1 to 4, measured again."""

import pytest

from tests.claims.measured_again import MeasuredAgain, claims_of_chapters


@pytest.fixture(scope="class", params=claims_of_chapters(range(1, 5)))
def claim(request):
    return request.param


class TestMeasuredAgain(MeasuredAgain):
    pass
