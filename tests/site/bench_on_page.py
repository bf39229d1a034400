"""Hands and eyes for the tests of the bench: how it is opened, turned and read."""

import pytest

LONG = 60_000  # milliseconds: a slow machine trains slowly
TWO_MOONS = "#data=moons&points=100&width=4"
A, B = 0, 1
in_both = pytest.mark.parametrize("browser", ["chromium", "firefox"], indirect=True)
READY = "document.querySelector('.bench-numbers tbody td')?.textContent === '0'"


def open_bench(open_page, site, hash_="", **options):
    """The bench of a site at an address, once something has been measured."""
    page = open_page(f"{site}bench.html{hash_}", **options)
    page.wait_for_function(READY, timeout=LONG)
    return page


def numbers(page, run):
    """Step, epoch, losses and accuracies of a run, as they are written."""
    return page.locator(".bench-numbers tbody tr").nth(run).locator("td").all_inner_texts()


def step(page, run=A):
    return int(numbers(page, run)[0].replace(",", ""))


def knob(page, name, run=A):
    return page.locator(f"select[data-knob='{name}']").nth(run)


def shown(page, name, run=A):
    return knob(page, name, run).evaluate("select => select.selectedOptions[0].label")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def reaches(page, steps, run=A):
    """Waits until a run has taken so many steps."""
    page.wait_for_function(
        "([run, steps]) => Number(document.querySelectorAll('.bench-numbers tbody tr')[run]"
        ".querySelector('td').textContent.replace(',', '')) >= steps",
        arg=[run, steps],
        timeout=LONG,
    )


def set_to(page, hash_):
    """Waits until the address says so: then runs of these settings have begun."""
    page.wait_for_function("said => location.hash === said", arg=hash_, timeout=LONG)
