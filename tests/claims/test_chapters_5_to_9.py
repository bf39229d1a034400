"""The claims of chapters 5 to 9, measured again."""

import pytest

from tests.claims.measured_again import MeasuredAgain, claims_of_chapters


@pytest.fixture(scope="class", params=claims_of_chapters(range(5, 10)))
def claim(request):
    return request.param


class TestMeasuredAgain(MeasuredAgain):
    pass
