"""Phrases of a chapter that set the bench: links wherever it is known where the bench is.

A notebook says `<a class="bench-link" data-runs="#depth=3">three layers</a>`: in an editor,
which has no page of the bench beside it, that is no link.
"""

import re

PHRASE = re.compile(r'(<a class=\\?"bench-link\\?") data-runs=(\\?")#')


def link_to_bench(text, page):
    """A page's HTML or a notebook's JSON with its phrases as links to `page`."""
    return PHRASE.sub(lambda found: f"{found[1]} href={found[2]}{page}#", text)


def bench_page(docnames):
    """The name of the page that shows the bench, None if there is none."""
    return next((name for name in docnames if name.split("/")[-1] == "bench"), None)
