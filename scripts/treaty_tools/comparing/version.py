"""Versions, and by how much one has to rise for what changed: major, minor or patch (Semantic Versioning 2.0.0)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import total_ordering

from treaty_record.notation import VERSION

from .columns import ColumnChange
from .difference import Difference, TableDifference

MAJOR, MINOR, PATCH = range(3)
"""The parts of a version; each change asks for a step of one of them (CHANGELOG.md says which)."""
EXPECTED = "a version such as 1.2.3 or 1.2.3-rc.1 (Semantic Versioning)"
"""What is expected of a version, for messages."""
LONGEST = 100
"""Characters that a version may have."""
STAGES = {"alpha": "a", "beta": "b", "rc": "rc"}
"""Pre-releases that Python's packages have too, by their names in both."""
_BUILD = r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*"


@total_ordering
@dataclass(frozen=True, eq=False)
class Version:
    """A version, ordered and equal by its precedence, in which the build has no part."""

    release: tuple[int, int, int]
    pre: tuple[str, ...] = ()
    """The identifiers of a pre-release: ``rc`` and ``1``."""
    build: str = ""

    @property
    def precedence(self) -> tuple[object, ...]:
        """Return what versions are ordered by: a pre-release before its release, its numbers before its words."""
        identifiers = tuple((0, int(one), "") if one.isdecimal() else (1, 0, one) for one in self.pre)
        return self.release, not self.pre, identifiers

    def __eq__(self, other: object) -> bool:
        """Tell whether another version has the same precedence."""
        return isinstance(other, Version) and self.precedence == other.precedence

    def __lt__(self, other: "Version") -> bool:
        """Tell whether this version comes before another."""
        return self.precedence < other.precedence

    def __hash__(self) -> int:
        """Return the same for versions of the same precedence."""
        return hash(self.precedence)

    def __str__(self) -> str:
        """Return the version as it is written."""
        number = ".".join(map(str, self.release))
        return number + (f"-{'.'.join(self.pre)}" if self.pre else "") + (f"+{self.build}" if self.build else "")


def parts(version: str) -> Version | None:
    """Return a version as Semantic Versioning 2.0.0 reads it, None if it is written otherwise."""
    found = re.fullmatch(f"(?P<public>{VERSION[1:-1]})(?:\\+(?P<build>{_BUILD}))?", version)
    if found is None or len(version) > LONGEST:
        return None
    number, _, pre = found["public"].partition("-")
    major, minor, patch = map(int, number.split("."))
    return Version((major, minor, patch), tuple(pre.split(".")) if pre else (), found["build"] or "")


def pep_440(version: Version) -> str | None:
    """Return a version as Python's packages write it (``1.0.0rc1``), None if they have none that orders the same."""
    number = ".".join(map(str, version.release))
    if not version.pre and not version.build:
        return number
    stage = ".".join(version.pre)
    found = re.fullmatch(r"(alpha|beta|rc)\.([0-9]+)", stage)
    return f"{number}{STAGES[found[1]]}{found[2]}" if found and not version.build else None


def least(difference: Difference) -> tuple[str, str] | None:
    """Return the lowest version that fits what changed, and the change that asks for it; None if nothing changed."""
    then = parts(difference.old.version)
    made = min(changes(difference), key=lambda change: change[0], default=None)
    if then is None or made is None:
        return None
    part, what = made
    return str(_next(then, part)), what


def fits(version: Version, needed: Version) -> bool:
    """Tell whether a version is high enough: a pre-release of the one that is needed is, too."""
    return version >= needed or (not needed.pre and version.release >= needed.release)


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
            yield MINOR, f"{_rows(came)} of {name} came"
        if went:
            yield (MAJOR if name == "vocabulary" else MINOR), f"{_rows(went)} of {name} went"
    if corrected or rows.moved:
        yield PATCH, f"{_rows(corrected)} of {name} changed" if corrected else f"the rows of {name} moved"


def _rows(number: int) -> str:
    return f"{number:,} row" + ("" if number == 1 else "s")
