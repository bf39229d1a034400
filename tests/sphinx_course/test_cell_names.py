"""Cells on the page have names, and the page knows what names each reads and defines."""

from sphinx_course.python_on_page.cell_names import names_of

CELL = """import numpy as np
from nncourse import mlp as net, SGD
import os.path
loss, (rate, *rest) = f(x)
for step in range(3):
    total += step
def train(lr):
    inner = lr * later * np.pi
    return inner
class Unit:
    size = width
assert [k for k in rest] and (best := max(rest))
a.attribute = table["key"] = 1
later = loss
print(f"{loss} of {limit}")
"""


DEFINES = "SGD Unit best later loss net np os rate rest step total train"
PYTHONS = {"range", "max", "print", "__name__"}
READS = "a f limit table total width x"


def test_a_cell_defines_what_it_gives_a_value_outside_of_its_functions():
    assert " ".join(sorted(names_of(CELL)[1])) == DEFINES


def test_a_cell_reads_what_it_has_not_defined_before():
    assert " ".join(sorted(names_of(CELL)[0] - PYTHONS)) == READS
