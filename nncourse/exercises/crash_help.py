"""What Python's and numpy's commonest errors mean, in the course's own words."""

import re

from nncourse.exercises.messages import CRASHES


def crash_help(outcome):
    """A sentence on an Outcome that crashed, or ""."""
    text = f"{outcome.error}: {outcome.message}"
    return next((words for sign, words in CRASHES.items() if re.search(sign, text)), "")
