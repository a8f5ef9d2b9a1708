"""Check that the quoted words stand, once, where the passages say, in the texts at hand."""

from pathlib import Path

import click

from ..package.reading import read_tables
from ..quotes.verify import FAULTS, statuses, told
from ..reporting.problem import BadData
from ..reporting.report import report
from ..reporting.terminal import echo_lines
from .options import texts_option


@click.command("verify")
@click.argument("package", required=False, type=click.Path(exists=True, path_type=Path))
@texts_option
@click.option("--all", "everything", is_flag=True, help="Tell of the quotes that match, too.")
@click.pass_context
def command(context: click.Context, package: Path | None, folder: Path, everything: bool) -> None:
    """Check the quotes of PACKAGE against the articles' texts.

    PACKAGE is a data package's folder or descriptor; by default the project around this folder.
    Exit status 1 tells that words are missing, ambiguous, misplaced, or that a text is another.
    """
    try:
        tables = read_tables(package)
    except BadData as error:
        raise report(error.problems, "nothing was verified: mend the package first") from None
    found = statuses(tables["passages"], tables["articles"], folder)
    echo_lines(told(found, everything=everything))
    context.exit(int(found["status"].is_in(FAULTS).any()))
