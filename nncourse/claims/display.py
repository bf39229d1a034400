"""`cite`: a claim where a chapter makes it."""

import sys

from nncourse.claims.card import LEDGER, card
from nncourse.claims.text import in_lines_of_80


def cite(name, ledger=LEDGER):
    """Show a claim: as a card where HTML is shown, as lines of text anywhere else. `ledger`
    is the path to the ledger's notebook.
    """
    text = in_lines_of_80(name)
    ipython = sys.modules.get("IPython")
    shell = ipython and ipython.get_ipython()
    if shell:
        shell.display_pub.publish({"text/plain": text, "text/html": card(name, ledger)})
    else:
        print(text)
