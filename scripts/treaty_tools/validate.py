"""treaty validate: check a package against every rule."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import click

from treaty_record import home

from . import checks, output
from .descriptor import DESCRIPTOR
from .package import Read, read_package
from .problem import Problem
from .project import find_root
from .report import count

LEVELS = 4
"""Levels that a package is checked on by itself; the fifth compares it with its sources or its last release."""


@dataclass(frozen=True)
class Told:
    """What is told of a package: the problems to show, and how many each rule found."""

    rows: int
    tables: int
    rules: int
    problems: list[Problem]
    counts: Counter[str]

    @property
    def left_out(self) -> dict[str, int]:
        """Return how many faults of each rule are counted, but not shown."""
        shown = Counter(problem.rule for problem in self.problems)
        return {rule: n - shown[rule] for rule, n in sorted(self.counts.items()) if n > shown[rule]}


@click.command("validate")
@click.argument("package", type=click.Path(path_type=Path, exists=True), required=False)
@click.option("--format", "form", type=click.Choice(output.FORMATS), default="text", help="How faults are told.")
@click.option("--level", type=click.IntRange(1, LEVELS), default=LEVELS, help="Tell the rules up to this level.")
@click.option("--rule", "rules", multiple=True, metavar="ID", help="Tell only this rule; the option repeats.")
@click.option("--max-shown", type=click.IntRange(0), default=100, help="Faults shown of each rule; 0 shows all.")
def command(package: Path | None, form: output.Form, level: int, rules: tuple[str, ...], max_shown: int) -> None:
    """Check PACKAGE, a folder or a datapackage.json; by default that of the project around the current folder."""
    if unknown := set(rules) - set(checks.RULES):
        raise click.UsageError(f"no rule {min(unknown)!r}: 'treaty rules' lists them")
    known = [rule for rule in checks.RULES.values() if rule.level <= level and not rule.of_sources]
    wanted = [rule.id for rule in known if not rules or rule.id in rules]
    read = read_package(package or find_root(DESCRIPTOR), home.contract())
    told = tell(read, wanted, max_shown or None)
    output.write(form, told.problems, told.counts, told.left_out, held(told, level))
    if told.counts:
        raise click.exceptions.Exit(1)


def held(told: Told, level: int) -> str:
    """Return what a package without faults is told."""
    levels = f"levels 1 to {level}" if level > 1 else "level 1"
    return f"{count(told.rows, 'row')} in {count(told.tables, 'table')} keep {count(told.rules, 'rule')} of {levels}"


def tell(read: Read, wanted: Collection[str], most: int | None = None) -> Told:
    """Return what the wanted rules find: all is counted, and of each rule the first faults are kept to be shown."""
    kept = [problem for problem in read.problems if problem.rule in wanted]
    counts = Counter(problem.rule for problem in kept)
    for rule, found in found_in(read):
        if rule in wanted:
            room = None if most is None else max(0, most - counts[rule])
            kept += read.problems_of(rule, found, room)
            counts[rule] += len(found.faults)
    rows = sum(map(len, read.tables.values()))
    return Told(rows, len(read.tables), len(wanted), sorted(set(kept)), counts)


def found_in(read: Read) -> Iterator[tuple[str, checks.Found]]:
    """Yield what rules find in a package that was read; where a table could not be, only cells are checked."""
    whole = all(name in read.tables for name in read.contract)
    package = checks.Package(read.tables, read.contract)
    checked = checks.faults(package, checks.MEANING if whole else checks.CELLS)
    return chain((("type", found) for found in read.faults), ((rule.id, found) for rule, found in checked))


def faults(read: Read) -> Iterator[Problem]:
    """Yield every fault of a package that was read, at the lines of its files."""
    for rule, found in found_in(read):
        yield from read.problems_of(rule, found)
