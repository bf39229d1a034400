"""A printed table keeps its columns, and only a table does."""

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from sphinx_course.wide_output import mark_tables


@pytest.mark.parametrize(
    ("text", "classes", "is_marked"),
    [
        ("rate    loss\n0.1     0.02", ["output", "stream"], True),
        ("Claim: it holds\n  when small.", ["output", "stream"], False),
        ("loss   0.1", [], False),
    ],
)
def test_tables_that_a_cell_printed_are_marked(text, classes, is_marked):
    document = new_document("", get_default_settings())
    block = nodes.literal_block(text, text, classes=classes)
    document += block
    mark_tables(None, document)
    assert ("wide-output" in block["classes"]) == is_marked
