"""One point of a study drawn: the figure function called, its answer checked, the
picture kept and the figure let go. A failure names the function and its choices.
"""

import sys

from matplotlib.figure import Figure

from nncourse.explore.choices import ExploreError
from nncourse.explore.svg import svg_of


def draw(study, point, salt):
    """The picture at a point, as SVG that carries its own description."""
    chosen = study.arguments(point)
    where = f"explore({study.name}): with {study.in_code(point) or 'no choices'}"
    before = open_figures()
    try:
        figure = study.figure(**chosen)
        if not isinstance(figure, Figure):
            raise ExploreError(
                f"{where} the function returned {type(figure).__name__}, "
                "not a matplotlib Figure"
            )
        return svg_of(figure, salt, description(study, point, figure))
    except ExploreError:
        raise
    except Exception as error:
        raise ExploreError(
            f"{where} the figure could not be drawn: {type(error).__name__}: {error}"
        ) from error
    finally:
        for number in open_figures() - before:
            sys.modules["matplotlib.pyplot"].close(number)


def open_figures():
    """The numbers of pyplot's open figures, without importing pyplot for it."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot else set()


def description(study, point, figure):
    """What the picture shows, in words: the author's, or its titles and the choices."""
    if study.describe:
        return str(study.describe(**study.arguments(point)))
    places = ("left", "center", "right")
    titles = [axes.get_title(loc=place) for axes in figure.axes for place in places]
    titles.insert(0, figure.get_suptitle())
    said = "; ".join(t for t in titles if t) or study.name.replace("_", " ")
    return f"{said}: {study.in_words(point)}" if point else said
