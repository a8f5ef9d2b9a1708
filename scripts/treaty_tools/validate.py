"""treaty validate: check a package against every rule."""

from collections.abc import Iterator
from pathlib import Path

import click

from treaty_record import home

from . import checks
from .descriptor import DESCRIPTOR
from .package import Read, read_package
from .problem import Problem
from .project import find_root
from .report import count, report

WAY_OUT = "'treaty rules' says what each rule is for"


@click.command("validate")
@click.argument("package", type=click.Path(path_type=Path, exists=True), required=False)
def command(package: Path | None) -> None:
    """Check PACKAGE, a folder or a datapackage.json; by default that of the project around the current folder."""
    read = read_package(package or find_root(DESCRIPTOR), home.contract())
    problems = [*read.problems, *faults(read)]
    if problems:
        raise report(problems, WAY_OUT)
    rows = sum(map(len, read.tables.values()))
    ran = sum(rule.level <= 4 for rule in checks.RULES.values())
    click.echo(f"{count(rows, 'row')} in {count(len(read.tables), 'table')} keep {count(ran, 'rule')} of levels 1 to 4")


def faults(read: Read) -> Iterator[Problem]:
    """Yield the faults of a package that was read, at the lines of its files."""
    contract = read.contract
    whole = all(name in read.tables for name in contract)
    for rule, found in checks.faults(checks.Package(read.tables, contract), checks.MEANING if whole else checks.CELLS):
        for row, column, message in found.faults.iter_rows():
            yield Problem(read.paths[found.table], read.line(found.table, row), column, message, rule.id)
