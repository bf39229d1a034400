"""Cells on the page have names, and of the folded ones the page knows what they define."""

from sphinx_course.python_on_page.cell_names import defined_names

CELL = """import numpy as np
from nncourse import mlp as net, SGD
import os.path
loss, (rate, *rest) = f(x)
for step in range(3):
    total += step
def train(lr):
    inner = lr
class Unit: pass
assert [k for k in rest] and (best := max(rest))
a.attribute = table["key"] = 1
print(loss)
"""


def test_a_cell_defines_what_it_gives_a_value():
    defined = "SGD Unit best inner k loss net np os rate rest step total train"
    assert defined_names(CELL) == set(defined.split())
