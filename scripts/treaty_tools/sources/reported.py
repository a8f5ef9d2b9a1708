"""Report the errors of built tables at their places in the sources, in the words of what was typed there."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from treaty_record.publishing.source_layout import POSITIONAL

from .. import rules
from ..package.package import Package
from ..reporting.found import Found, sentence
from ..reporting.problem import Problem
from .typed_rows import Place, Sources

MOST = 1_000
"""Errors reported per rule and table."""

COMPLETE = {"required", "measure", "paired", "address", "dated", "claimant", "modality", "denial", "origin", "noted"}
"""Rules on what a row must have, which something that could not be read may give."""
CITED = {"cited", "grounded", "speaker", "origin-shown", "idle-passage", "paragraphs", "publisher"}
"""Rules on what must be cited, or must not be there uncited."""
HIDDEN: dict[str, tuple[set[str], str]] = {
    "citations": (COMPLETE | CITED, "whether rows are complete and cited"),
    "claims": ({"denial", "cited"}, "whether denials answer claims"),
    "events": ({"grounded"}, "the days that follow from events"),
    "actors": ({"origin", "origin-shown", "grounded"}, "the owners of publishers"),
    "vocabulary": ({"vocabulary"}, "columns whose terms have errors"),
    "declared": (set(), "columns and tables of the package's own with errors in their declaration"),
    "package": ({"quotable", "quote-length", "quote-share"}, "the policy on quotes"),
}
"""Rules that are not judged if something could not be read, and what they check, in words."""
SETTINGS = {"", "vocabulary", "package", "declared"}
"""What can be unread but is no table; the empty name is that of columns carried over from an earlier build."""
CITING = ("citations", "relations", "participants")
"""Tables whose rows are typed under the key of a list or of a cell."""
OF_ROW = ("row_id", "row_table")
"""Columns of a citation that say which row it cites."""
LAST = ("cited-row", "says")
"""Rules that find again what another rule has found at the same place, in the order of what says least."""


@dataclass
class Report:
    """The errors of built tables, and what was not judged because of errors in reading the sources."""

    problems: list[Problem] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)


def report(package: Package, sources: Sources) -> Report:
    """Return the errors of built tables at their places in the sources.

    What may only follow from what could not be read is not reported. Of each rule in each table, the first ``MOST``
    errors are.
    """
    found: dict[Problem, None] = {}
    unsound = {table: [pl.Series(sorted(rows), dtype=pl.Int64)] for table, rows in sources.unsound.items()}
    for rule, errors in rules.faults(rules.CheckedPackage(package), unsound=unsound):
        if not _is_hidden(rule.id, errors, sources.unread):
            if rule.id == "required":  # what is missing may be what could not be read
                sound = ~pl.col("_row").is_in(list(sources.unsound.get(errors.table, ())))
                errors = errors._replace(faults=errors.faults.filter(sound))
            found |= dict.fromkeys(_problems(rule.id, errors, sources))
    return Report(list(_without_echoes(found)), list(_unchecked(sources.unread)))


def _is_hidden(rule: str, errors: Found, unread: Set[str]) -> bool:
    """Return whether errors may only follow from what could not be read."""
    return errors.parent in unread or any(rule in HIDDEN[name][0] for name in unread & HIDDEN.keys())


def _unchecked(unread: Set[str]) -> Iterator[str]:
    """Yield what is not judged, in words."""
    yield from (words for name, (_, words) in HIDDEN.items() if name in unread)
    if tables := sorted(unread - {"citations", *SETTINGS}):
        yield f"references to {', '.join(tables)}"


def _problems(rule: str, errors: Found, sources: Sources) -> Iterator[Problem]:
    """Yield the errors that a rule found in a table."""
    for fault in errors.faults.head(MOST).iter_rows(named=True):
        yield _problem(rule, errors.table, fault, sources)
    if (more := len(errors.faults) - MOST) > 0:
        message = f"{more:,} more cells of {errors.table} break this rule; correct those reported and build again"
        yield Problem("scripts/sources", 1, "", message, rule)


def _problem(rule: str, table: str, fault: dict[str, Any], sources: Sources) -> Problem:
    """Return one error at its place."""

    def other(table: str, row: int, column: str) -> str:
        path, line = sources.places[table][row].of(column)
        return f"{path}:{line}"

    column = fault["column"]
    place = sources.places[table][fault["_row"]]
    if table == "citations" and column in OF_ROW and place.above:
        place = place.above
    path, line = place.of(column)
    return Problem(path, line, _typed_as(table, column, place), sentence(fault, other), rule)


def _typed_as(table: str, column: str, place: Place) -> str:
    """Return the key under which a column was typed, empty for the key of a row's own table."""
    by_citing = table in CITING or (table == "names" and not place.columns)
    if by_citing and column != "note":
        return place.key
    return "" if column in POSITIONAL.get(table, ()) else column


def _without_echoes(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield errors without those that say of a mistake what another has said at its place."""
    seen: dict[tuple[str, int, str], list[Problem]] = {}
    for problem in problems:
        seen.setdefault((problem.path, problem.line, problem.column), []).append(problem)
    for here in seen.values():
        kept: list[Problem] = []
        for problem in sorted(here, key=lambda each: LAST.index(each.rule) if each.rule in LAST else -1):
            again = problem.rule == "says" and kept
            if not again and not any(replace(problem, rule=each.rule) == each for each in kept):
                kept.append(problem)
        yield from kept
