"""treaty validate: check a package against every rule."""

from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from treaty_record import home

from ..package.descriptor import DESCRIPTOR
from ..package.package import Package
from ..package.project import find_root, folder_of
from ..package.reading import read_package
from ..releases import read_release
from ..releases import rules as release_rules
from ..releases.naming import shown
from ..releases.opening import NoPackageError, opened
from ..releases.validation import ALONE, found_in, running
from ..reporting import output
from ..reporting.problem import BadData, Problem
from ..rules import RULES
from ..rules.findings import findings


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
        told = findings(read, found_in(read, level, old), rules or ran, max_shown or None)
    if at != package:
        told.problems = [_within(package, problem) for problem in told.problems]
    size = sum(map(len, read.tables.values())), len(read.tables)
    output.write(form, told, output.Run(package, *size, level, len(rules) or len(ran)))
    if told.counts:
        raise click.exceptions.Exit(1)


def read_at(package: Path, room: Path) -> tuple[Package, Path | None]:
    """Return what the package at a path holds, and where it lies: in ``room`` if the path is a zip file's.

    A zip file that cannot be unpacked lies nowhere; its problem is kept. Raises click.BadParameter if the path is no
    package's.
    """
    try:
        at = opened(package, room)
    except NoPackageError as error:
        raise _no_package(f"{shown(str(package))} {error}") from None
    except BadData as error:
        return Package(home.contract(), problems=error.problems), None
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


def why_not(rule: str, level: int) -> str:
    """Return why a rule cannot be told."""
    if rule in release_rules.CHECKS:
        return f"rule {rule!r} compares with the last release: name its package with --since"
    if rule in running(ALONE):
        return f"rule {rule!r} is of level {RULES[rule].level}: --level {level} leaves it out"
    near = get_close_matches(rule, running(5), n=1)
    return f"no rule {rule!r}" + (f" (did you mean {near[0]!r}?)" if near else "") + ": 'treaty rules' lists them"
