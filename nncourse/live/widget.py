"""A live piece as a widget of anywidget: JupyterLab, Colab and others show it as it is."""

from anywidget import AnyWidget
from traitlets import Dict


def widget(piece, data):
    """A new widget of a piece that is given `data`, by MIME type."""
    # Its class has a name of its own, by which a notebook tells one sheet from another.
    members = {
        "__module__": __name__,
        "_esm": piece.module(),
        "_css": piece.style(),
        "data": Dict().tag(sync=True),
    }
    kind = type(f"Live{piece.name.title()}", (AnyWidget,), members)
    return kind(data=data)._repr_mimebundle_()[0]
