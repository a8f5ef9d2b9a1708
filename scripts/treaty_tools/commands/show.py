"""treaty show: a row, the passages that support it, and those that disagree."""

from pathlib import Path

import click

from ..explain import measure
from ..explain.show import find_row, page
from ..package.reading import read_whole
from ..reporting.terminal import echo_styled
from .options import package_option, reported


@click.command("show", epilog="Example: treaty show events/bridge-closes")
@click.argument("row")
@package_option
def command(row: str, package: Path | None) -> None:
    """Show ROW, such as events/bridge-closes, with every passage that supports or disputes it.

    For a measure, such as vehicles-per-day, show every claimed figure in order of time.
    """
    with reported("'treaty validate' lists all errors"):
        whole = read_whole(package)
    tables = whole.data
    is_measure = row in tables["claims"]["measure"]
    lines = measure.page(tables, row) if is_measure else page(tables, *find_row(tables, row), whole.contract)
    echo_styled([line] for line in lines)
