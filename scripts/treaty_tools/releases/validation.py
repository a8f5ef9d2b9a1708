"""Check a package that was read against every rule, and against its last release if that is given."""

from collections.abc import Iterator

from .. import rules
from ..package.package import Package
from ..reporting.found import Found
from ..reporting.problem import Problem
from ..rules import CELLS, MEANING, RULES, run
from ..rules.findings import findings
from .difference import Release, compare
from .rules import CHECKS as RELEASE_CHECKS
from .rules import release_faults

ALONE = 4
"""Levels that a package is checked on by itself; the fifth compares it with the last release."""


def running(level: int) -> list[str]:
    """Return the rules that a package is checked against up to a level."""
    alone = [rule.id for rule in RULES.values() if rule.level <= min(level, ALONE) and not rule.of_sources]
    return alone + (list(RELEASE_CHECKS) if level > ALONE else [])


def found_in(read: Package, level: int = ALONE, old: Release | None = None) -> Iterator[tuple[str, Found]]:
    """Yield what rules find in a package that was read; where a table could not be, only cells are checked."""
    yield from (("type", found) for found in read.faults)
    for rule, found in run.faults(rules.Package(read), MEANING if read.is_whole else CELLS, level):
        yield rule.id, found
    if old and read.is_whole:
        yield from release_faults(compare(old, Release(read)))


def faults(read: Package) -> list[Problem]:
    """Return every fault of a package that was read, at the lines of its files."""
    return findings(read, found_in(read), running(ALONE)).problems
