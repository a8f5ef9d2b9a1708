"""treaty validate: check a package against every rule."""

import shlex
from pathlib import Path
from typing import Literal, get_args

import click

from ..package.descriptor import DESCRIPTOR
from ..package.memory import TooLargeError
from ..package.project import find_root
from ..releases.opening import NoPackageError
from ..releases.validation import ALONE, running, validate, why_not_selectable
from ..reporting.findings import Findings
from ..reporting.github import annotations
from ..reporting.json_report import json_report
from ..reporting.progress import progress
from ..reporting.scope import Scope
from ..reporting.terminal import echo, echo_commands
from ..reporting.text import passed, print_findings
from .options import not_a_package, package_argument, package_path_option

Form = Literal["text", "json", "github"]
ON_SPARK = "use Apache Spark ('treaty validate {} --engine spark'), or a machine with more memory"


@click.command("validate", epilog="Example: treaty validate path/to/package --level 2")
@package_argument
@package_path_option
@click.option("--format", "form", type=click.Choice(get_args(Form)), default="text", help="Output format.")
@click.option("--level", type=click.IntRange(1, 5), help="Highest level of rules. [default: 4, or 5 with --since]")
@click.option("--rule", "rules", multiple=True, metavar="ID", help="Report only this rule; may be given several times.")
@click.option("--max-shown", type=click.IntRange(0), default=100, help="Maximum errors shown per rule; 0 shows all.")
@click.option("--since", metavar="OLD", help="The last release, for level 5; named as in 'treaty diff --help'.")
def command(
    package: Path | None, form: Form, level: int | None, rules: tuple[str, ...], max_shown: int, since: str | None
) -> None:
    """Check PACKAGE, by default the project around the current folder, against every rule.

    Exit status 1 means that there are errors. 'treaty rules' lists the rules and their levels.
    """
    level = level or (ALONE if since is None else 5)
    if (level > ALONE) == (since is None):
        raise click.UsageError("level 5 compares with the release that --since names: give both or neither")
    for rule in rules:
        if why := why_not_selectable(rule, level):
            raise click.UsageError(why)
    package = package or find_root(DESCRIPTOR)
    try:
        with progress("Checking the package"):
            found, scope = validate(package, level, rules or running(level), max_shown or None, since)
    except NoPackageError as error:
        raise not_a_package(package, error) from None
    except (TooLargeError, MemoryError) as error:
        why = str(error) or "needs more memory than is available"
        raise click.ClickException(f"{package} {why}: {ON_SPARK.format(shlex.quote(str(package)))}") from None
    show(form, found, scope)
    if found.counts:
        raise click.exceptions.Exit(1)


def show(form: Form, found: Findings, scope: Scope) -> None:
    """Print what was found."""
    if form == "json":
        echo(json_report(found, scope))
        return
    if form == "github":
        echo_commands(annotations(found, scope.package))
    if not found.counts:
        echo(passed(found, scope))
    elif form == "text":
        print_findings(found)
