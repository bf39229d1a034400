"""Every page opens without a complaint, asks no other host and is accessible."""

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from make_pdf import ROOT, contents

MADE_BY_SPHINX = ["404", "genindex", "search"]
CONTENTS = contents(yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8")))
WIDTHS = {"desktop": 1280, "phone": 390}
# A page's colours follow the scheme, all else the width. What a phone alone shows is the
# same on every page, so its colours are looked at on the first.
COLOURS = ["color-contrast", "link-in-text-block"]
ALL_RULES, COLOUR_RULES = {}, {"runOnly": COLOURS}
OTHER_RULES = {"rules": {rule: {"enabled": False} for rule in COLOURS}}
LOOKS = {
    ("desktop", "light"): ALL_RULES,
    ("desktop", "dark"): COLOUR_RULES,
    ("phone", "light"): OTHER_RULES,
}
FIRST_PAGES_LOOKS = {
    **LOOKS,
    ("phone", "light"): ALL_RULES,
    ("phone", "dark"): COLOUR_RULES,
}

# Fonts are there, and colours that fade from one scheme to the other have arrived. In what
# is folded away a fade stands still, and never arrives.
SETTLED = """async () => {
    await document.fonts.ready;
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const fades = document.getAnimations().map((fade) => fade.finished);
    const longEnough = new Promise((over) => setTimeout(over, 2000));
    await Promise.race([Promise.allSettled(fades), longEnough]);
}"""
# Colours take axe longest, so of each kind of code token one is left to see.
HIDE_REPEATED_TOKENS = """() => {
    const seen = new Set();
    for (const token of document.querySelectorAll("pre span[class]")) {
        const kind = `${token.closest("div").className} ${token.className}`;
        if (seen.has(kind)) token.style.visibility = "hidden";
        seen.add(kind);
    }
}"""
# Open what is folded and scroll to the end, so that what loads late loads now.
UNFOLD = """async () => {
    document.querySelectorAll("details").forEach((part) => (part.open = true));
    scrollTo(0, document.body.scrollHeight);
    await document.fonts.ready;
    await new Promise((done) => setTimeout(done, 100));
}"""


def show(page, width, scheme):
    """Change the open page to a width and a colour scheme."""
    page.set_viewport_size({"width": WIDTHS[width], "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.wait_for_selector(f"html[data-theme={scheme}]")
    page.evaluate(SETTLED)


def serious_faults(page, rules):
    """What axe holds against the page, each with the element it means."""
    options = {"resultTypes": ["violations"], "preload": False, **rules}
    violations = Axe().run(page, options=options).response["violations"]
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:200]}"
        for violation in violations
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def test_these_are_all_pages(site):
    apart = ("_static", "_sources", "lite")
    files = (path.relative_to(site) for path in site.rglob("*.html"))
    pages = {
        file.with_suffix("").as_posix() for file in files if file.parts[0] not in apart
    }
    assert pages == {"index", *CONTENTS, *MADE_BY_SPHINX}


def test_the_sites_address_opens_the_first_page(open_page, address):
    page = open_page(f"{address}/")
    page.wait_for_url(f"{address}/{CONTENTS[0]}.html")
    assert page.locator("article h1").is_visible()


@pytest.mark.parametrize("name", [*CONTENTS, *MADE_BY_SPHINX])
def test_a_page_reads_in_every_look(name, open_page, address):
    page = open_page(f"{address}/{name}.html")
    page.locator("main h1:visible").first.wait_for()
    page.evaluate(HIDE_REPEATED_TOKENS)
    for look, rules in (FIRST_PAGES_LOOKS if name == CONTENTS[0] else LOOKS).items():
        show(page, *look)
        assert serious_faults(page, rules) == [], look
    page.evaluate(UNFOLD)


def test_axe_sees_faults(open_page):
    page = open_page("about:blank")
    grey = '<p style="color: #aaa; background: #fff">pale</p>'
    page.set_content(
        f"<html lang=en><title>t</title><main><h1>t</h1><button></button>{grey}</main>"
    )
    faults = {fault.split()[0] for fault in serious_faults(page, ALL_RULES)}
    assert faults == {"button-name", "color-contrast"}
    (fault,) = serious_faults(page, COLOUR_RULES)
    assert fault.startswith("color-contrast")
    (fault,) = serious_faults(page, OTHER_RULES)
    assert fault.startswith("button-name")


def test_what_a_page_asks_of_another_host_is_refused_and_listed(browser, proxy):
    page = browser.new_page()
    page.set_content('<img src="https://elsewhere.example/a.png"><script '
                     'src="http://elsewhere.example/b.js"></script>')  # fmt: skip
    page.wait_for_timeout(300)
    page.close()
    assert any("CONNECT elsewhere.example" in line for line in proxy.refused)
    assert any("http://elsewhere.example/b.js" in line for line in proxy.refused)
