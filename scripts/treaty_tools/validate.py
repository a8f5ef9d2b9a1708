"""treaty validate: check a package against every rule."""

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from treaty_record import home

from . import checks, output
from .checks import release
from .comparing import Release, compare
from .descriptor import DESCRIPTOR
from .findings import findings
from .package import Read, read_package
from .problem import BadData, Problem
from .project import find_root, folder_of
from .releases import as_release, read_release
from .releases.naming import shown
from .releases.opening import NoPackageError, opened

ALONE = 4
"""Levels that a package is checked on by itself; the fifth compares it with the last release."""


@click.command("validate")
@click.argument("given", metavar="[PACKAGE]", required=False)
@click.option("--format", "form", type=click.Choice(output.FORMATS), default="text", help="How faults are told.")
@click.option("--level", type=click.IntRange(1, 5), help="Check up to this level: 4, or 5 with --since.")
@click.option("--rule", "rules", multiple=True, metavar="ID", help="Tell only this rule; the option repeats.")
@click.option("--max-shown", type=click.IntRange(0), default=100, help="Faults shown of each rule; 0 shows all.")
@click.option("--since", metavar="OLD", help="The last release, for level 5: 'treaty diff --help' says how to name it.")
def command(
    given: str | None,
    form: output.Form,
    level: int | None,
    rules: tuple[str, ...],
    max_shown: int,
    since: str | None,
) -> None:
    """Check PACKAGE, a folder, a datapackage.json or a zip file; by default the package around the current folder."""
    level = level or (ALONE if since is None else 5)
    if (level > ALONE) == (since is None):
        raise click.UsageError("level 5 is what --since is for: give both or neither")
    ran = running(level)
    for rule in rules:
        if rule not in ran:
            raise click.UsageError(why_not(rule, level))
    if given == "":
        raise _no_package("'' is not a path")
    package = Path(given) if given else find_root(DESCRIPTOR)
    with TemporaryDirectory(prefix="treaty-") as room:
        read, at = read_at(package, Path(room))
        old = read_release(since, "--since", _project(package)) if since is not None else None
        told = findings(read, found_in(read, level, at, old), rules or ran, max_shown or None)
    if at != package:
        told.problems = [_within(package, problem) for problem in told.problems]
    size = sum(map(len, read.tables.values())), len(read.tables)
    output.write(form, told, output.Run(package, *size, level, len(rules) or len(ran)))
    if told.counts:
        raise click.exceptions.Exit(1)


def read_at(package: Path, room: Path) -> tuple[Read, Path | None]:
    """Return what the package at a path holds, and where it lies: in ``room`` if the path is a zip file's.

    A zip file that cannot be unpacked lies nowhere; its problem is kept. Raises click.BadParameter if the path is no
    package's.
    """
    try:
        at = opened(package, room)
    except NoPackageError as error:
        raise _no_package(f"{shown(str(package))} {error}") from None
    except BadData as error:
        return Read(dict(home.contract()), problems=error.problems), None
    return read_package(at, home.contract()), at


def _no_package(why: str) -> click.BadParameter:
    return click.BadParameter(why, param_hint="'[PACKAGE]'")


def _project(package: Path) -> Path:
    """Return the folder whose repository knows the last release of a package."""
    return folder_of(package) if package.is_dir() or package.suffix.lower() == ".json" else Path.cwd()


def _within(archive: Path, problem: Problem) -> Problem:
    """Return a problem of a package in a zip file, with the file's name before its path."""
    own = problem.path == archive.name
    return problem if own else replace(problem, path=f"{archive.name}/{problem.path}")


def running(level: int) -> list[str]:
    """Return the rules that a package is checked against up to a level."""
    alone = [rule.id for rule in checks.RULES.values() if rule.level <= min(level, ALONE) and not rule.of_sources]
    return alone + (list(release.CHECKS) if level > ALONE else [])


def why_not(rule: str, level: int) -> str:
    """Return why a rule cannot be told."""
    if rule in release.CHECKS:
        return f"rule {rule!r} compares with the last release: name its package with --since"
    if rule in running(ALONE):
        return f"rule {rule!r} is of level {checks.RULES[rule].level}: --level {level} leaves it out"
    near = get_close_matches(rule, running(5), n=1)
    return f"no rule {rule!r}" + (f" (did you mean {near[0]!r}?)" if near else "") + ": 'treaty rules' lists them"


def found_in(
    read: Read, level: int = ALONE, package: Path | None = None, old: Release | None = None
) -> Iterator[tuple[str, checks.Found]]:
    """Yield what rules find in a package that was read; where a table could not be, only cells are checked."""
    whole = len(read.tables) == len(read.contract)
    yield from (("type", found) for found in read.faults)
    checked = checks.Package(read.tables, read.contract)
    for rule, found in checks.faults(checked, checks.MEANING if whole else checks.CELLS, level):
        yield rule.id, found
    if package and old and whole:
        read.paths[DESCRIPTOR] = DESCRIPTOR  # where faults of the version are
        yield from release.release_faults(compare(old, as_release(read, package)))


def faults(read: Read) -> list[Problem]:
    """Return every fault of a package that was read, at the lines of its files."""
    return findings(read, found_in(read), running(ALONE)).problems
