"""One frame: the figure function called at one setting, its figure checked, turned into
SVG and closed. An error names the function and its choices.
"""

import sys
import warnings

from matplotlib.figure import Figure

from nncourse.explore.choice import ExploreError
from nncourse.explore.svg import to_svg
from nncourse.spoken import spoken

NO_ROOM = "constrained_layout not applied"  # panels that would be a strip without height


def draw_frame(figure, setting, id_salt):
    """An InteractiveFigure at a setting, as SVG that carries its own description."""
    call = f"explore({figure.name}): with {figure.in_code(setting) or 'no choices'} "
    open_before = open_figures()
    try:
        drawn = figure.function(**figure.arguments(setting))
        if not isinstance(drawn, Figure):
            raise ExploreError(
                f"{call}the function returned {type(drawn).__name__}, "
                "not a matplotlib Figure"
            )
        with warnings.catch_warnings():
            warnings.filterwarnings("error", NO_ROOM)
            return to_svg(drawn, id_salt, spoken(description(figure, setting, drawn)))
    except ExploreError:
        raise
    except Exception as error:
        raise ExploreError(
            f"{call}the figure could not be drawn: {type(error).__name__}: {error}"
        ) from error
    finally:
        for number in open_figures() - open_before:
            sys.modules["matplotlib.pyplot"].close(number)


def open_figures():
    """The numbers of pyplot's open figures, without importing pyplot for it."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot else set()


def description(figure, setting, drawn):
    """What a screen reader says: the author's sentence, or the titles and the choices."""
    if figure.describe:
        return str(figure.describe(**figure.arguments(setting)))
    titles = [drawn.get_suptitle()]
    titles += [
        a.get_title(loc=loc) for a in drawn.axes for loc in ("left", "center", "right")
    ]
    text = "; ".join(filter(None, titles)) or figure.name.replace("_", " ")
    return f"{text}: {figure.in_words(setting)}" if setting else text
