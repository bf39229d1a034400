"""Drives a notebook in a browser, the same way in JupyterLab and in JupyterLite.

For the tests and the benchmarks; `page` is a page of Playwright.
"""

import time

CELLS = ".jp-Notebook .jp-CodeCell"
FAULTS = "application/vnd.jupyter.error", "application/vnd.jupyter.stderr"
# A code cell that was run shows its number; one without code never gets any.
# Cells appear one by one, so how many there are is no measure at the start.
RAN = f"""() => [...document.querySelectorAll("{CELLS} .jp-InputPrompt")].some((prompt) =>
    /\\[\\d+\\]/.test(prompt.textContent))"""
UNRUN = f"""() => [...document.querySelectorAll("{CELLS}")].filter((cell) =>
    cell.querySelector(".cm-content").textContent.trim() &&
    !/\\[\\d+\\]/.test(cell.querySelector(".jp-InputPrompt").textContent)).length"""


class Lab:
    """A notebook that is open in a page."""

    def __init__(self, page, patience=400):
        self.page, self.patience = page, patience * 1000

    def opened(self):
        """Wait until the notebook is there."""
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=self.patience)
        return self

    def begin(self):
        """Press Run All Cells; the seconds until the first cell ran."""
        start = time.monotonic()
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_text("Run All Cells", exact=True).click()
        self.page.wait_for_function(RAN, timeout=self.patience)
        return time.monotonic() - start

    def run_all(self):
        """Press Run All Cells; the seconds until the first and until the last cell ran."""
        start = time.monotonic()
        first = self.begin()
        self.page.wait_for_function(f"({UNRUN})() === 0", timeout=self.patience)
        return first, time.monotonic() - start

    def cell(self, text):
        """The code cell that holds a piece of code."""
        return self.page.locator(CELLS).filter(has_text=text).first

    def write(self, text, code):
        """Replace the content of the cell that holds `text`, and run the cell."""
        self.cell(text).locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(code)
        return self.run(code.splitlines()[0])

    def run(self, text):
        """Run the cell that holds `text`; what it shows then."""
        cell = self.cell(text)
        cell.locator(".cm-content").click()
        before = cell.locator(".jp-InputPrompt").text_content()
        self.page.keyboard.press("Control+Enter")
        handle = cell.locator(".jp-InputPrompt").element_handle()
        self.page.wait_for_function(
            "([at, old]) => /\\d/.test(at.textContent) && at.textContent !== old",
            arg=[handle, before],
            timeout=self.patience,
        )
        return cell.locator(".jp-OutputArea").all_inner_texts()

    def faults(self):
        """What cells wrote to stderr or raised."""
        kinds = ", ".join(f'{CELLS} [data-mime-type="{kind}"]' for kind in FAULTS)
        told = self.page.locator(kinds).all_inner_texts()
        return [text for text in told if text.strip()]  # ended bars leave blanks

    def turn(self):
        """Move the first slider by a step; seconds until its figure is another one."""
        handle = self.page.locator(f"{CELLS} .noUi-handle").first
        handle.scroll_into_view_if_needed()
        area = handle.locator("xpath=ancestor::div[contains(@class, 'jp-OutputArea')]").last
        drawn = area.locator(".widget-html, .jupyter-widget-html").first.element_handle()
        before = drawn.inner_html()
        handle.focus()
        start = time.monotonic()
        self.page.keyboard.press("ArrowRight")
        if drawn.inner_html() == before:
            self.page.wait_for_function(
                "([figure, old]) => figure.innerHTML !== old",
                arg=[drawn, before],
                timeout=self.patience,
            )
        return time.monotonic() - start
