"""Versions, and by how much one has to rise for what changed: major, minor or patch (Semantic Versioning 2.0.0)."""

from collections.abc import Iterator

from treaty_record.values.version import Version, parts

from ...reporting.text import count
from .columns import ColumnChange
from .difference import Difference, TableDifference

MAJOR, MINOR, PATCH = range(3)
"""The parts of a version; each change asks for a step of one of them (CHANGELOG.md says which)."""


def least(difference: Difference) -> tuple[str, str] | None:
    """Return the lowest version that fits what changed, and the change that asks for it; None if nothing changed."""
    then = parts(difference.old.version)
    made = min(changes(difference), key=lambda change: change[0], default=None)
    if then is None or made is None:
        return None
    part, what = made
    return str(_next(then, part)), what


def _next(then: Version, part: int) -> Version:
    """Return the lowest version after another whose step is of some part; a pre-release has its step before it."""
    stepped = max((i for i in range(3) if then.release[i]), default=PATCH)
    if then.pre and stepped <= part:
        return _next_pre(then)
    raised = (*then.release[:part], then.release[part] + 1, 0, 0)
    return Version((raised[0], raised[1], raised[2]))


def _next_pre(then: Version) -> Version:
    """Return the pre-release that people make after another: ``rc.2`` after ``rc.1``."""
    *before, last = then.pre
    return Version(then.release, (*before, str(int(last) + 1)) if last.isdecimal() else (*then.pre, "1"))


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
            yield MINOR, f"{count(came, 'row')} of {name} came"
        if went:
            yield (MAJOR if name == "vocabulary" else MINOR), f"{count(went, 'row')} of {name} went"
    if corrected or rows.moved:
        yield PATCH, f"{count(corrected, 'row')} of {name} changed" if corrected else f"the rows of {name} moved"
