"""The reader's record: kept between pages and tabs, and in memory where storage is not."""

from functools import partial
from http.server import SimpleHTTPRequestHandler

import pytest
from sphinx_course.messages import MESSAGES
from sphinx_course.theme import script

PAGE = "<!DOCTYPE html><html lang=en><title>t</title><article><h1>A page</h1></article>"
SET = "(value) => readerRecord.set('predicted', 'book/a#depth', value)"
GET = "readerRecord.get('predicted', 'book/a#depth')"
COUNT = """() => {
    window.times = 0;
    document.addEventListener("readerrecord", () => (times += 1));
}"""
FORBID = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("no", "SecurityError"); },
})"""
FILL = """Storage.prototype.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
}"""


class SilentHandler(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def blank(tmp_path_factory, serve):
    """The address of a page with the course's script and nothing else."""
    folder = tmp_path_factory.mktemp("record")
    (folder / "course.js").write_text(script(), encoding="utf-8")
    (folder / "page.html").write_text(f"{PAGE}<script src=course.js></script>")
    server = serve(partial(SilentHandler, directory=folder))
    return f"http://127.0.0.1:{server.server_port}/page.html"


def test_what_is_set_is_there_on_the_next_page(open_page, blank):
    page = open_page(blank)
    assert page.evaluate(GET) is None
    page.evaluate(SET, {"guess": 2.5})
    page.reload()
    assert page.evaluate(GET) == {"guess": 2.5}
    assert page.evaluate("readerRecord.all('predicted')") == {
        "book/a#depth": {"guess": 2.5}
    }
    assert page.evaluate("readerRecord.all('answered')") == {}


def test_a_change_is_told_in_both_tabs(open_page, blank):
    page = open_page(blank)
    other = page.context.new_page()
    other.goto(blank)
    for tab in (page, other):
        tab.evaluate(COUNT)
    page.evaluate(SET, 1)
    other.wait_for_function("times === 1")
    assert page.evaluate("times") == 1
    assert other.evaluate(GET) == 1


def test_two_tabs_do_not_overwrite_each_other(open_page, blank):
    page = open_page(blank)
    other = page.context.new_page()
    other.goto(blank)
    page.evaluate(SET, 1)
    other.evaluate("readerRecord.set('read', 'book/b', true)")
    assert page.evaluate(GET) == 1
    assert page.evaluate("readerRecord.get('read', 'book/b')") is True


def test_forgetting_leaves_only_what_was_written(open_page, blank):
    page = open_page(blank)
    page.evaluate(SET, 1)
    page.evaluate("readerRecord.set('written', 'book/b#cell', 'x = 1')")
    page.evaluate("readerRecord.forget()")
    page.reload()
    assert page.evaluate(GET) is None
    assert page.evaluate("readerRecord.get('written', 'book/b#cell')") == "x = 1"


@pytest.mark.parametrize("trouble", [FORBID, FILL], ids=["forbidden", "full"])
def test_without_storage_it_is_kept_in_memory_and_said_once(trouble, open_page, blank):
    page = open_page("about:blank")
    page.add_init_script(trouble)
    page.goto(blank)
    for value in (1, 2):
        page.evaluate(SET, value)
        assert page.evaluate(GET) == value
    assert page.locator("[role=status]").all_inner_texts() == [MESSAGES["not_kept"]]


FAIL_ONCE = """() => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => {
        Storage.prototype.setItem = setItem;
        throw new DOMException("full", "QuotaExceededError");
    };
}"""


def test_what_could_not_be_stored_once_is_stored_with_what_others_have_since(
    open_page, blank
):
    page = open_page(blank)
    other = page.context.new_page()
    other.goto(blank)
    page.evaluate(SET, 1)
    page.evaluate(FAIL_ONCE)
    page.evaluate("readerRecord.set('read', 'book/b', true)")
    assert page.evaluate("readerRecord.kept") is False
    other.evaluate(SET, 2)
    page.wait_for_function(f"{GET} === 2")  # a tab hears of another's change a little later
    page.evaluate("readerRecord.set('read', 'book/c', true)")
    assert page.evaluate("readerRecord.kept") is True
    assert other.evaluate(GET) == 2
    assert other.evaluate("readerRecord.all('read')") == {"book/b": True, "book/c": True}


def test_what_another_program_has_written_there_is_no_record(open_page, blank):
    page = open_page(blank)
    page.evaluate("localStorage.setItem('nncourse.record', '{broken')")
    assert page.evaluate(GET) is None
    page.evaluate(SET, 1)
    assert page.evaluate(GET) == 1


def test_an_unknown_kind_is_named(open_page, blank):
    page = open_page(blank)
    told = page.evaluate(
        "() => { try { readerRecord.all('seen') } catch (error) { return error.message } }"
    )
    assert told == "no kind of record is called seen"
