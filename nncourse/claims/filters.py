"""The ledger's filters: by standing, by who makes the claim, by chapter."""

from html import escape

from nncourse.claims.catalogue import chapter_title, claims_by_chapter
from nncourse.claims.messages import MESSAGES
from nncourse.claims.sources import OWN_SOURCES, SOURCES
from nncourse.claims.standing import STANDINGS


def filters():
    """Native controls, hidden where no script acts on them."""
    boxes = " ".join(
        f'<label><input type="checkbox" name="standing" value="{one.word}" checked> '
        f"{one.sign} {one.word}</label>"
        for one in STANDINGS
    )
    papers = sorted(SOURCES[key] for key in SOURCES if key not in OWN_SOURCES)
    sources = [(name, name) for name in (*OWN_SOURCES, *papers)]
    chapters = [(stem, chapter_title(stem)) for stem in claims_by_chapter()]
    parts = [
        '<form class="claim-filters" autocomplete="off" hidden>',
        f"<fieldset><legend>{MESSAGES['verdict']}</legend> {boxes}</fieldset>",
        _select("source", sources),
        _select("chapter", chapters),
        f'<p class="claim-shown" role="status" data-text="{MESSAGES["shown"]}"></p>',
        "</form>",
    ]
    return "\n".join(parts)


def _select(name, options):
    listed = "".join(f'<option value="{v}">{escape(text)}</option>' for v, text in options)
    every = f'<option value="">{MESSAGES["all"]}</option>'
    return f'<label>{MESSAGES[name]} <select name="{name}">{every}{listed}</select></label>'
