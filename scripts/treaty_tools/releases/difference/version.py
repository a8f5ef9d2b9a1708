"""Versions, and which part a change has to increase: major, minor or patch (Semantic Versioning 2.0.0)."""

from collections.abc import Iterator

from treaty_record.values.version import Version, parts

from ...reporting.text import count
from .columns import ColumnChange
from .difference import Difference, TableDifference

MAJOR, MINOR, PATCH = range(3)
"""The parts of a version; each change requires increasing one of them (see CHANGELOG.md)."""


def least(difference: Difference) -> tuple[str, str] | None:
    """Return the lowest valid next version and the change that requires it; None if nothing changed."""
    then = parts(difference.old.version)
    made = min(changes(difference), key=lambda change: change[0], default=None)
    if then is None or made is None:
        return None
    part, what = made
    return str(_next(then, part)), what


def _next(then: Version, part: int) -> Version:
    """Return the lowest next version that increases a part; a pre-release may already include the increase."""
    stepped = max((i for i in range(3) if then.release[i]), default=PATCH)
    if then.pre and stepped <= part:
        return _next_pre(then)
    raised = (*then.release[:part], then.release[part] + 1, 0, 0)
    return Version((raised[0], raised[1], raised[2]))


def _next_pre(then: Version) -> Version:
    """Return the conventional next pre-release: ``rc.2`` after ``rc.1``."""
    *before, last = then.pre
    return Version(then.release, (*before, str(int(last) + 1)) if last.isdecimal() else (*then.pre, "1"))


def changes(difference: Difference) -> Iterator[tuple[int, str]]:
    """Yield each change with the part of the version that it has to increase."""
    tables = difference.tables
    yield from ((MAJOR, f"the table {table.name} went") for table in tables if table.change == "removed")
    yield from ((MINOR, f"the table {table.name} came") for table in tables if table.change == "added")
    for table in tables:
        if table.change == "changed":
            yield from (_of_column(table.name, change) for change in table.columns)
            yield from _of_rows(table)


def _of_column(table: str, column: ColumnChange) -> tuple[int, str]:
    """Return the change to a column: only an added one leaves existing readers unaffected."""
    what = {
        "removed": "went",
        "added": "came",
        "renamed": f"was renamed to {column.to}",
        "retyped": f"became {column.to}",
    }[column.change]
    return (MINOR if column.change == "added" else MAJOR), f"the column {table}.{column.name} {what}"


def _of_rows(table: TableDifference) -> Iterator[tuple[int, str]]:
    """Yield the changes to rows that were added, removed or corrected.

    A citation has no id of its own: it is added or removed with its passage, otherwise it counts as a correction of it.
    Removing a term from the vocabulary removes a meaning.
    """
    name, rows = table.name, table.rows
    came, went, corrected = len(rows.added), len(rows.removed), rows.changed
    if name == "citations" or not table.keyed:
        corrected += max(came, went)
    else:
        if came:
            yield MINOR, f"{count(came, 'row')} of {name} came"
        if went:
            yield (MAJOR if name == "vocabulary" else MINOR), f"{count(went, 'row')} of {name} went"
    if corrected or rows.moved:
        yield PATCH, f"{count(corrected, 'row')} of {name} changed" if corrected else f"the rows of {name} moved"
