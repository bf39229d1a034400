"""A printed table keeps its columns, and only a table does."""

import pytest
from coursesite.printed import mark_columns
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document


@pytest.mark.parametrize(
    ("text", "classes", "marked"),
    [
        ("rate    loss\n0.1     0.02", ["output", "stream"], True),
        ("Claim: it holds\n  when small.", ["output", "stream"], False),
        ("loss   0.1", [], False),
    ],
)
def test_columns_are_marked_where_a_cell_printed_them(text, classes, marked):
    document = new_document("", get_default_settings())
    block = nodes.literal_block(text, text, classes=classes)
    document += block
    mark_columns(None, document)
    assert ("columns" in block["classes"]) == marked
