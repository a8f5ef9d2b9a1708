"""Find words in an article's text, and write the passage that quotes them."""

from pathlib import Path

import click

from ..package.project import find_root
from ..quotes import texts
from ..quotes.fill import SOURCES
from ..quotes.locate import NotLocated, fill_source, print_passages
from ..reporting.terminal import safe
from .options import root_option, texts_option


@click.command("locate")
@click.argument("article_id")
@click.argument("words", required=False)
@texts_option
@click.option("--fill", "filling", is_flag=True, help="Type what is missing into the article's source file.")
@root_option
def command(article_id: str, words: str | None, folder: Path, filling: bool, root: Path | None) -> None:
    """Find WORDS in an article's text and print the passage to paste into its source file.

    With --fill and no WORDS, type into that file the start of every quote that has none, and the text's hash and
    length. Exit status 1 tells that words were not found, or by --fill not once.
    """
    if not texts.is_article_id(article_id):
        raise click.BadParameter(f"{article_id!r} is no article id, like kcna-en-20241112-decree")
    if filling == (words is not None):
        raise click.UsageError("say the words to find, or --fill and no words")
    try:
        if words is None:
            fill_source(root or find_root(SOURCES), article_id, folder)
        else:
            print_passages(article_id, words, folder)
    except texts.TextError as error:
        raise NotLocated(safe(str(error))) from None
