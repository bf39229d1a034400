"""A run is kept however it is asked for."""

from nncourse.chapters.kept_runs import kept


def test_a_run_asked_for_in_other_words_is_the_same_one():
    measured = []

    @kept(2)
    def measure(depth=10, *, seed=0):
        measured.append((depth, seed))
        return [depth, seed]

    first = measure()
    assert measure(10) is measure(depth=10) is measure(10, seed=0) is first
    assert measure(seed=1) == [10, 1]
    assert measured == [(10, 0), (10, 1)]
    assert measure.__name__ == "measure"
