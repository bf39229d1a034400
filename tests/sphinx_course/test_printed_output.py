"""A printed line stays one line, in however many pieces a kernel sends it."""

from myst_nb.core.utils import coalesce_streams
from nbformat.v4 import new_output
from sphinx_course.printed_output import as_printed


def pieces(*texts, name="stdout"):
    return [new_output("stream", name=name, text=text) for text in texts]


def test_pieces_of_a_line_are_one_line():
    printed = pieces("1348", " to learn from, 449 to test on\n", "and more\n")
    (shown,) = as_printed(printed)
    assert shown["text"] == "1348 to learn from, 449 to test on\nand more\n"
    assert printed[0]["text"] == "1348"


def test_what_is_shown_between_and_what_is_warned_of_stay_apart():
    picture = new_output("display_data", data={"text/plain": "a picture"})
    printed = [*pieces("one "), *pieces("careful\n", name="stderr"), picture]
    shown = as_printed([*printed, *pieces("two\n")])
    assert [output.get("text") for output in shown] == ["one two\n", "careful\n", None]


def test_myst_nb_still_ends_a_line_after_each_piece():
    """When it no longer does, printed_output.py can go."""
    (shown,) = coalesce_streams(pieces("1348", " to learn from\n"))
    assert shown["text"] != "1348 to learn from\n"
