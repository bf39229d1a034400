"""Where no page is, a server shows 404.html, and that finds its way from any depth."""

import pytest

DEPTHS = ["lost", "book/chapters/lost", "no/such/folder/lost.html"]


@pytest.fixture
def lost(browser, proxy, site, site_server, address):
    """Open an address that has no page; what the reader sees there."""
    html = (site / "404.html").read_bytes()
    page = browser.new_page()

    def lost(name):
        path = f"/some/course/{name}"
        site_server.replacements[path] = html
        page.goto(f"{address}/{name}")
        return page

    proxy.refused.clear()
    yield lost
    page.close()
    site_server.replacements.clear()
    assert proxy.refused == []


@pytest.mark.parametrize("name", DEPTHS)
def test_a_lost_page_looks_right_and_leads_home(name, lost, address):
    page = lost(name)
    assert page.locator("#pst-primary-sidebar a").first.is_visible()
    sheet = "[...document.styleSheets].some((s) => s.href?.includes('site.css'))"
    assert page.evaluate(sheet) and page.evaluate("Boolean(window.bootstrap)")
    page.get_by_role("link", name="the first page").click()
    page.wait_for_url(f"{address}/book/intro.html")


@pytest.mark.parametrize("name", DEPTHS)
def test_links_within_a_lost_page_stay_on_it(name, lost, address):
    page = lost(name)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url == f"{address}/{name}#main-content"


def test_one_can_search_from_a_lost_page(lost, address):
    page = lost(DEPTHS[-1])
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox").fill("dropout")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/search.html?q=dropout")
