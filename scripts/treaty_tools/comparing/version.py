"""By how much a version has to rise for what changed: major, minor or patch."""

import re
from collections.abc import Iterator

from .columns import ColumnChange
from .difference import Difference, TableDifference

MAJOR, MINOR, PATCH = range(3)
"""The parts of a version; each change asks for a step of one of them (Semantic Versioning 2.0.0, and CHANGELOG.md)."""


def parts(version: str) -> tuple[int, ...] | None:
    """Return the three numbers of a version, None where it is written otherwise."""
    written = re.fullmatch(r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})", version)
    return tuple(map(int, written.groups())) if written else None


def least(difference: Difference) -> tuple[str, str] | None:
    """Return the lowest version that fits what changed, and the change that asks for it; None where nothing did."""
    then = parts(difference.old.version)
    made = min(changes(difference), key=lambda change: change[0], default=None)
    if then is None or made is None:
        return None
    part, what = made
    return ".".join(map(str, (*then[:part], then[part] + 1, *(0 for _ in then[part + 1 :])))), what


def changes(difference: Difference) -> Iterator[tuple[int, str]]:
    """Yield what changed, each with the part of the version that it asks for."""
    tables = difference.tables
    yield from ((MAJOR, f"the table {table.name} went") for table in tables if table.change == "removed")
    yield from ((MINOR, f"the table {table.name} came") for table in tables if table.change == "added")
    for table in tables:
        if table.change == "changed":
            yield from (_of_column(table.name, change) for change in table.columns)
            yield from _of_rows(table)


def _of_column(table: str, column: ColumnChange) -> tuple[int, str]:
    """Return what became of a column: only one that came leaves what others read as it was."""
    what = {
        "removed": "went",
        "added": "came",
        "renamed": f"was renamed to {column.to}",
        "retyped": f"became {column.to}",
    }[column.change]
    return (MINOR if column.change == "added" else MAJOR), f"the column {table}.{column.name} {what}"


def _of_rows(table: TableDifference) -> Iterator[tuple[int, str]]:
    """Yield the rows that came, went or were corrected.

    A citation has no id of its own: it comes and goes with its passage, and else corrects what that says. A term of the
    vocabulary that goes takes a meaning with it.
    """
    name, rows = table.name, table.rows
    came, went, corrected = len(rows.added), len(rows.removed), rows.changed
    if name == "citations" or not table.keyed:
        corrected += max(came, went)
    else:
        if came:
            yield MINOR, f"{_rows(came)} of {name} came"
        if went:
            yield (MAJOR if name == "vocabulary" else MINOR), f"{_rows(went)} of {name} went"
    if corrected or rows.moved:
        yield PATCH, f"{_rows(corrected)} of {name} changed" if corrected else f"the rows of {name} moved"


def _rows(number: int) -> str:
    return f"{number:,} row" + ("" if number == 1 else "s")
