"""treaty describe: what a package covers, how much of it rests on one origin, and what it leaves out."""

from pathlib import Path

import click

from ..explain.describe import page
from ..package.reading import read_tables
from ..reporting.terminal import echo_lines
from .options import package_option, reported


@click.command("describe", epilog="Example: treaty describe > coverage.md")
@package_option
def command(package: Path | None) -> None:
    """Describe in Markdown what a package covers, by language, country and month, and how much rests on one origin."""
    with reported("'treaty validate' lists all errors"):
        tables = read_tables(package)
    echo_lines(page(tables))
