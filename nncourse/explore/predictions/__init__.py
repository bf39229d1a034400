"""Questions that a reader answers with a guess before the figure below answers them.

The true answer is computed where the question is asked, never typed. Without JavaScript,
in print and in a kernel, the question and its choices can be read and the answer stands
behind a click; on a page the guess is committed, marked beside what was measured, and
remembered in the browser.
"""

from nncourse.explore.predictions.questions import (
    predict_choice,
    predict_curve,
    predict_number,
)

__all__ = ["predict_choice", "predict_curve", "predict_number"]
