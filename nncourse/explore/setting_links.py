"""Links and predictions of a page that set a figure: each names what the page has.

Such a link's address is #figure.choice=value&figure.choice=value, as the player keeps it.
"""

import re
from html import unescape
from urllib.parse import parse_qsl

from nncourse.explore.page_sizes import figures_in

ADDRESS = re.compile(r'<a [^>]*href="#([^"]*=[^"]*)"|data-setting="([^"]*)"')
ASKED = re.compile(r'data-figure="explore-([^"]*)"')


def wrong_settings(html):
    """Yield what each address of a page names that is not on the page, in words."""
    figures = {
        figure_id: {choice["name"]: choice["values"] for choice in data["choices"]}
        for figure_id, data in figures_in(html)
    }
    addresses = {unescape(a or b) for a, b in ADDRESS.findall(html)}
    for address in sorted(addresses - {""}):
        for key, value in parse_qsl(address, keep_blank_values=True):
            figure, _, name = key.partition(".")
            choices = figures.get(figure, {})
            if figure not in figures:
                yield f"#{address}: there is no figure {figure!r}, only {[*figures]}"
            elif name not in choices:
                yield f"#{address}: {figure} has no choice {name!r}, only {[*choices]}"
            elif value not in choices[name]:
                yield f"#{address}: {key} is never {value!r}, only {choices[name]}"
    for figure in ASKED.findall(html):
        if figure not in figures:
            yield f"a prediction asks figure {figure!r}, which is not on the page"
