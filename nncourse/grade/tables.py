"""Tables that open in any spreadsheet as they are."""

import csv
import re


def write_table(path, header, rows):
    """A CSV file. It begins with the mark by which Excel knows UTF-8."""
    with open(path, "w", newline="", encoding="utf-8-sig") as f:
        table = csv.writer(f)
        table.writerow(header)
        table.writerows([_harmless(value) for value in row] for row in rows)


def _harmless(value):
    """The value as a cell that no spreadsheet takes for a formula."""
    if not isinstance(value, str):
        return value
    value = re.sub(r"[\r\n\0]+", " ", value)
    # Some spreadsheets split at semicolons, so a formula may begin behind one too, there
    # also behind quotation marks; some take the wide signs of East Asian keyboards.
    return re.sub(r"(^|[;\t])([^\S\t\"]*\"*[^\S\t]*[=+\-@＝＋－＠])", r"\1'\2", value)
