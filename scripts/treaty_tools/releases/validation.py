"""Check a package against every rule, and against its last release if given."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory

from treaty_record import home

from .. import rules
from ..package.package import Package
from ..package.project import folder_of
from ..package.reading import read_package
from ..reporting.findings import Findings
from ..reporting.found import Found
from ..reporting.problem import BadData, Problem
from ..reporting.scope import Scope
from ..rules import CELLS, MEANING, RULES, run
from ..rules.findings import findings
from . import read_release
from .difference import Release, compare
from .opening import opened
from .rules import CHECKS as RELEASE_CHECKS
from .rules import release_faults

ALONE = 4
"""The highest level that a package is checked on by itself; level 5 compares it with the last release."""


def validate(
    package: Path, level: int, wanted: Sequence[str], most: int | None = None, since: str | None = None
) -> tuple[Findings, Scope]:
    """Return what the wanted rules find in the package at a path, and what was checked.

    At most ``most`` errors of each rule are described. Raises NoPackageError if there is no package at the path,
    TooLargeError if it needs more memory than there is, and click.BadParameter if the release that ``since`` names
    cannot be read.
    """
    with TemporaryDirectory(prefix="treaty-") as room:
        read, at = _read_at(package, Path(room))
        old = read_release(since, "--since", _repository_folder(package)) if since is not None else None
        found = findings(read, found_in(read, level, old), wanted, most)
    if at != package:
        found.problems = [_within(package, problem) for problem in found.problems]
    return found, Scope(package, sum(map(len, read.tables.values())), len(read.tables), level, len(wanted))


def _read_at(package: Path, room: Path) -> tuple[Package, Path | None]:
    """Return the package at a path and its location, which is in ``room`` if the path is a zip file.

    If a zip file cannot be unpacked, the location is None and its errors become those of the package.
    """
    try:
        at = opened(package, room)
    except BadData as error:
        return Package(home.contract(), problems=error.problems), None
    return read_package(at, home.contract(), if_it_fits=True), at


def _repository_folder(package: Path) -> Path:
    """Return the folder whose repository contains the last release of a package."""
    return folder_of(package) if package.is_dir() or package.suffix.lower() == ".json" else Path.cwd()


def _within(archive: Path, problem: Problem) -> Problem:
    """Return a problem of a package in a zip file, with the zip file's name prepended to its path."""
    own = problem.path == archive.name
    return problem if own else replace(problem, path=f"{archive.name}/{problem.path}")


def why_not_selectable(rule: str, level: int) -> str | None:
    """Return why a rule cannot be selected at a level, None if it can."""
    if rule in running(level):
        return None
    if rule in RELEASE_CHECKS:
        return f"rule {rule!r} compares with the last release: name it with --since"
    if rule in running(ALONE):
        return f"rule {rule!r} is of level {RULES[rule].level}, above --level {level}"
    near = get_close_matches(rule, running(5), n=1)
    return f"no rule {rule!r}" + (f" (did you mean {near[0]!r}?)" if near else "") + ": 'treaty rules' lists them"


def running(level: int) -> list[str]:
    """Return the rules that a package is checked against up to a level."""
    alone = [rule.id for rule in RULES.values() if rule.level <= min(level, ALONE) and not rule.of_sources]
    return alone + (list(RELEASE_CHECKS) if level > ALONE else [])


def found_in(read: Package, level: int = ALONE, old: Release | None = None) -> Iterator[tuple[str, Found]]:
    """Yield the findings of each rule in a package; if a table could not be read, only cells are checked."""
    yield from (("type", found) for found in read.faults)
    for rule, found in run.faults(rules.CheckedPackage(read), MEANING if read.is_whole else CELLS, level):
        yield rule.id, found
    if old and read.is_whole:
        yield from release_faults(compare(old, Release(read)))


def faults(read: Package) -> list[Problem]:
    """Return every error in a package, with the lines of its files."""
    return findings(read, found_in(read), running(ALONE)).problems
