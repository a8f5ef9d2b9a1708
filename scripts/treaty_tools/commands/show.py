"""treaty show: a row, who says so in which words, and who disagrees."""

from pathlib import Path

import click

from ..explain import measure
from ..explain.show import find_row, page
from ..package.reading import read_tables
from ..reporting.problem import BadData
from ..reporting.report import report
from ..reporting.terminal import echo_styled


@click.command("show")
@click.argument("row")
@click.option("--package", type=click.Path(path_type=Path, exists=True), help="Another package's folder or descriptor.")
def command(row: str, package: Path | None) -> None:
    """Show ROW, such as events/kim-ratifies-treaty, with every passage that speaks for it or against it.

    In place of a row, a measure such as troops-in-russia shows every figure that is claimed of it, in order of time.
    """
    try:
        tables = read_tables(package)
    except BadData as error:
        raise report(error.problems, "'treaty validate' says more") from None
    measured = row in tables["claims"]["measure"]
    lines = measure.page(tables, row) if measured else page(tables, *find_row(tables, row))
    echo_styled([line] for line in lines)
