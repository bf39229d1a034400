"""What a cell shows: HTML where it can be, and the same in words anywhere else."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """A part of the ledger, twice: for a page, and in lines of text."""

    html: str
    text: str

    def _repr_html_(self):
        return self.html

    def __repr__(self):
        return self.text
