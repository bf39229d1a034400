"""`cite`: a claim where a chapter makes it."""

import sys

from nncourse.claims.card import card
from nncourse.claims.text import in_lines_of_80


def cite(name):
    """Show a claim: as a card where HTML is shown, as lines of text anywhere else."""
    text = in_lines_of_80(name)
    ipython = sys.modules.get("IPython")
    shell = ipython and ipython.get_ipython()
    if shell:
        shell.display_pub.publish({"text/plain": text, "text/html": card(name)})
    else:
        print(text)
