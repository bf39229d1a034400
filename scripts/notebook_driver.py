"""Drives a notebook in a browser, the same way in JupyterLab and in JupyterLite.

For the tests and the benchmarks; `page` is a page of Playwright.
"""

import time

CELLS = ".jp-Notebook .jp-CodeCell"
ERRORS = "application/vnd.jupyter.error", "application/vnd.jupyter.stderr"
# A code cell that was run shows its number; one without code never gets any.
# Cells appear one by one, so how many there are is no measure at the start.
ANY_RAN = f"""() => [...document.querySelectorAll("{CELLS} .jp-InputPrompt")].some(
    (prompt) => /\\[\\d+\\]/.test(prompt.textContent))"""
ALL_RAN = f"""() => [...document.querySelectorAll("{CELLS}")].every((cell) =>
    !cell.querySelector(".cm-content").textContent.trim() ||
    /\\[\\d+\\]/.test(cell.querySelector(".jp-InputPrompt").textContent))"""
NEW_NUMBER = """([prompt, old]) =>
    /\\d/.test(prompt.textContent) && prompt.textContent !== old"""


class OpenNotebook:
    """A notebook that is open in a page; constructing it waits until it is there."""

    def __init__(self, page, timeout=400):
        self.page, self.timeout = page, timeout * 1000  # seconds, milliseconds
        self.wait_until_open()

    def wait_until_open(self):
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=self.timeout)

    def start_all(self):
        """Press Run All Cells; the seconds until the first cell ran."""
        start = time.monotonic()
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_text("Run All Cells", exact=True).click()
        self.page.wait_for_function(ANY_RAN, timeout=self.timeout)
        return time.monotonic() - start

    def run_all(self):
        """Press Run All Cells; the seconds until the first and until the last cell ran."""
        start = time.monotonic()
        first = self.start_all()
        self.page.wait_for_function(ALL_RAN, timeout=self.timeout)
        return first, time.monotonic() - start

    def cell(self, text):
        """The code cell that holds a piece of code."""
        return self.page.locator(CELLS).filter(has_text=text).first

    def replace(self, text, code):
        """Replace the content of the cell that holds `text`, and run the cell."""
        self.cell(text).locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(code)
        return self.run(code.splitlines()[0])

    def run(self, text):
        """Run the cell that holds `text`; the text of its outputs."""
        cell = self.cell(text)
        cell.locator(".cm-content").click()
        prompt = cell.locator(".jp-InputPrompt")
        number = prompt.text_content()
        self.page.keyboard.press("Control+Enter")
        arguments = [prompt.element_handle(), number]
        self.page.wait_for_function(NEW_NUMBER, arg=arguments, timeout=self.timeout)
        return cell.locator(".jp-OutputArea").all_inner_texts()

    def errors(self):
        """What cells wrote to stderr or raised."""
        outputs = ", ".join(f'{CELLS} [data-mime-type="{kind}"]' for kind in ERRORS)
        texts = self.page.locator(outputs).all_inner_texts()
        return [text for text in texts if text.strip()]  # ended progress bars leave blanks

    def has_slider(self):
        return self.page.locator(f"{CELLS} .noUi-handle").count() > 0

    def move_slider(self):
        """Move the first slider by a step; seconds until its figure is another one."""
        handle = self.page.locator(f"{CELLS} .noUi-handle").first
        handle.scroll_into_view_if_needed()
        area = handle.locator("xpath=ancestor::div[contains(@class, 'jp-OutputArea')]").last
        figure = area.locator(".widget-html, .jupyter-widget-html").first.element_handle()
        before = figure.inner_html()
        handle.focus()
        start = time.monotonic()
        self.page.keyboard.press("ArrowRight")
        self.page.wait_for_function(
            "([figure, before]) => figure.innerHTML !== before",
            arg=[figure, before],
            timeout=self.timeout,
        )
        return time.monotonic() - start
