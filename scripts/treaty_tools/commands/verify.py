"""treaty verify: check quotes against the articles' texts."""

from pathlib import Path

import click

from ..package.reading import read_tables
from ..quotes.verify import ERRORS, report_lines, statuses
from ..reporting.progress import progress
from ..reporting.terminal import echo_lines
from .options import package_argument, package_option, reported, texts_option


@click.command("verify", epilog="Example: treaty verify --texts texts")
@package_argument
@package_option
@texts_option
@click.option("--all", "everything", is_flag=True, help="List the quotes that match, too.")
@click.pass_context
def command(context: click.Context, package: Path | None, folder: Path, everything: bool) -> None:
    """Check that the quotes of PACKAGE occur in the articles' texts, at the places that the passages give.

    Exit status 1 means that words are missing, ambiguous or in another place, or that a text is another document.
    """
    with reported("nothing was verified: correct the package first"):
        tables = read_tables(package)
    with progress("Checking the quotes of articles", tables["articles"].height) as bar:
        found = statuses(tables["passages"], tables["articles"], folder, on_article=bar.advance)
    echo_lines(report_lines(found, everything=everything))
    context.exit(int(found["status"].is_in(ERRORS).any()))
