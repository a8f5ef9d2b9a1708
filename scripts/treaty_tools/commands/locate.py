"""treaty locate: find words in an article's text, and write the passage that quotes them."""

from pathlib import Path

import click

from ..package.project import find_root
from ..quotes import texts
from ..quotes.fill import SOURCES
from ..quotes.locate import NotLocated, as_sought, fill_source, locate
from ..reporting.terminal import echo, echo_lines, safe
from ..reporting.text import report
from .options import package_path_option, project, texts_option


@click.command("locate", epilog="Example: treaty locate rfa-20241113-us-confirms combat --texts texts")
@click.argument("article_id")
@click.argument("words", required=False)
@texts_option
@click.option("--fill", "is_filling", is_flag=True, help="Add what is missing to the article's source file.")
@package_path_option
def command(article_id: str, words: str | None, folder: Path, is_filling: bool, package: Path | None) -> None:
    """Find WORDS in an article's text and print the passage to paste into its source file.

    With --fill and no WORDS, add to that file the start of every quote that has none, and the text's hash and
    length. Exit status 1 means that words do not occur, or, with --fill, not exactly once.
    """
    if not texts.is_article_id(article_id):
        raise click.BadParameter(f"{article_id!r} is not an article id, such as rfa-20241113-us-confirms")
    if is_filling == (words is not None):
        raise click.UsageError("give either the words to find, or --fill")
    if package and not is_filling:
        raise click.UsageError("--package names the project whose source file --fill changes: add --fill")
    try:
        if words is None:
            fill(article_id, folder, package)
        else:
            find(article_id, folder, words)
    except texts.TextError as error:
        raise NotLocated(safe(str(error))) from None


def fill(article_id: str, folder: Path, package: Path | None) -> None:
    """Fill in an article's source file, and print what has to be corrected by hand."""
    outcome, problems = fill_source(project(package) if package else find_root(SOURCES), article_id, folder)
    echo(outcome)
    if problems:
        raise report(problems, "every other missing key was added")


def find(article_id: str, folder: Path, words: str) -> None:
    """Print the passages that quote words; remarks go to standard error."""
    sought, remarks = as_sought(words)
    echo_lines(remarks, err=True)
    located = locate(article_id, sought, folder)
    echo_lines([located.remark] if located.remark else [], err=True)
    echo(located.passages)
