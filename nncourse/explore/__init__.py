"""Interactive figures, with a kernel and without one.

`explore(figure_function, depth=[2, 5, 10])` shows the figure with a control for each
choice. In a kernel the controls call the function; in a built book every frame was drawn
beforehand and a small script switches between them. This subpackage knows nothing of
networks: any function from a few choices to a matplotlib figure will do.
"""

try:
    import matplotlib  # noqa: F401
except ImportError as error:
    raise ImportError(
        'nncourse.explore needs matplotlib: pip install "nncourse[live]"'
    ) from error

from nncourse.explore.choice import ExploreError
from nncourse.explore.display import explore
from nncourse.explore.predictions import predict_choice, predict_curve, predict_number

__all__ = [
    "ExploreError",
    "explore",
    "predict_choice",
    "predict_curve",
    "predict_number",
]
