"""treaty locate: find words in an article's text, and write the passage that pins or quotes them."""

from pathlib import Path

import click

from ..package.project import SOURCES, find_root
from ..quotes import texts
from ..quotes.locate import Located, NotLocated, as_sought, fill_source, locate, locate_quote
from ..reporting.terminal import echo, echo_lines, safe
from ..reporting.text import report
from .options import package_path_option, project, texts_option


@click.command("locate", epilog="Example: treaty locate rfa-20241113-us-confirms combat --texts texts")
@click.argument("article_id")
@click.argument("words", required=False)
@click.argument("last", required=False)
@texts_option
@click.option("--quote", "is_quoting", is_flag=True, help="Quote the words and give their start, instead of pins.")
@click.option("--fill", "is_filling", is_flag=True, help="Add what is missing to the article's source file.")
@package_path_option
def command(
    article_id: str,
    words: str | None,
    last: str | None,
    folder: Path,
    is_quoting: bool,
    is_filling: bool,
    package: Path | None,
) -> None:
    """Find WORDS in an article's text and print the passage to paste into its source file.

    WORDS are the whole passage, or its first words if LAST gives its last ones. It is pinned by as few words at either
    end as are unique. With --fill and no WORDS, add to the source file the start of every quote that has none, and the
    text's hash and length. Exit status 1 means that words do not occur, or, with --fill, not exactly once.
    """
    if not texts.is_article_id(article_id):
        raise click.BadParameter(f"{article_id!r} is not an article id, such as rfa-20241113-us-confirms")
    if is_filling == (words is not None):
        raise click.UsageError("give either the words to find, or --fill")
    if is_quoting and (is_filling or last is not None):
        raise click.UsageError("--quote takes the words to quote, and nothing else")
    if package and not is_filling:
        raise click.UsageError("--package names the project whose source file --fill changes: add --fill")
    try:
        if words is None:
            fill(article_id, folder, package)
        else:
            show(found(article_id, folder, words, last, is_quoting=is_quoting))
    except texts.TextError as error:
        raise NotLocated(safe(str(error))) from None


def fill(article_id: str, folder: Path, package: Path | None) -> None:
    """Fill in an article's source file, and print what has to be corrected by hand."""
    outcome, problems = fill_source(project(package) if package else find_root(SOURCES), article_id, folder)
    echo(outcome)
    if problems:
        raise report(problems, "every other missing key was added")


def found(article_id: str, folder: Path, words: str, last: str | None, *, is_quoting: bool) -> Located:
    """Return the passage that quotes or pins words; remarks on the words go to standard error."""
    first = sought(words)
    if is_quoting:
        return locate_quote(article_id, first, folder)
    return locate(article_id, first, None if last is None else sought(last), folder)


def sought(words: str) -> str:
    """Return words as they are looked for; what was changed in them goes to standard error."""
    normalised, remarks = as_sought(words)
    echo_lines(remarks, err=True)
    return normalised


def show(located: Located) -> None:
    """Print the passages; remarks go to standard error."""
    echo_lines(located.remarks, err=True)
    echo(located.passages)
