"""Figures that the reader can turn, with a kernel and without one.

`explore(figure_function, depth=[2, 5, 10])` shows the figure with a control for each
choice. In a kernel the controls call the function; in a built book every picture was
drawn beforehand and a small script switches them. This subpackage knows nothing of
networks: any function from a few choices to a matplotlib figure will do.
"""

from nncourse.explore.choices import ExploreError
from nncourse.explore.show import explore

__all__ = ["ExploreError", "explore"]
