"""treaty verify: check quotes and pins against the articles' texts."""

from pathlib import Path

import click

from ..package.reading import read_whole
from ..quotes.finding import ERRORS
from ..quotes.report import report_lines
from ..quotes.verify import statuses
from ..quotes.visible import verbatim_in_pins, with_visibility
from ..reporting.progress import progress
from ..reporting.terminal import echo_lines
from .options import package_argument, package_option, reported, texts_option


@click.command("verify", epilog="Example: treaty verify --texts texts")
@package_argument
@package_option
@texts_option
@click.option("--all", "everything", is_flag=True, help="List the passages that match, too.")
@click.pass_context
def command(context: click.Context, package: Path | None, folder: Path, everything: bool) -> None:
    """Check that the quotes and pins of PACKAGE occur in the articles' texts.

    Verbatim values must be visible in the pinned words. Exit status 1 means that words are missing, ambiguous, badly
    pinned or, for quotes, in another place; that a value is not visible; or that a text is another document.
    """
    with reported("nothing was verified: correct the package first"):
        read = read_whole(package)
    tables = read.data
    verbatim = verbatim_in_pins(tables, read.contract)
    wanted = frozenset(verbatim["passage_id"])
    with progress("Checking the passages of articles", tables["articles"].height) as bar:
        found = statuses(tables["passages"], tables["articles"], folder, wanted=wanted, on_article=bar.advance)
    found = with_visibility(found, verbatim, tables["articles"])
    echo_lines(report_lines(found, everything=everything))
    context.exit(int(found["status"].is_in(ERRORS).any()))
