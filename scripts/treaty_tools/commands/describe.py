"""treaty describe: what a package holds, how much of it rests on one origin, and what it leaves out."""

from pathlib import Path

import click

from ..explain.describe import page
from ..package.reading import read_tables
from ..reporting.problem import BadData
from ..reporting.report import report
from ..reporting.terminal import echo_lines


@click.command("describe")
@click.option("--package", type=click.Path(path_type=Path, exists=True), help="Another package's folder or descriptor.")
def command(package: Path | None) -> None:
    """Tell in Markdown what a package holds, by language, country and month, and how much rests on one origin."""
    try:
        tables = read_tables(package)
    except BadData as error:
        raise report(error.problems, "'treaty validate' says more") from None
    echo_lines(page(tables))
