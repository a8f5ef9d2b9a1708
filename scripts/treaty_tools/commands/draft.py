"""treaty draft: write an article's source file from its text, to be filled in."""

from pathlib import Path

import click

from ..package.project import SOURCES, find_root
from ..reporting.terminal import echo_lines
from .options import contact_option, package_path_option, private_option, project, texts_option, timeout_option

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("draft", epilog="Example: treaty draft rfa-20241113-troops https://rfa.example/a --texts texts")
@click.argument("article_id")
@click.argument("url", required=False)
@texts_option
@click.option("--text", type=FILE, help="Read the article's text from a file.")
@click.option(
    "--page", type=FILE, help="Read the page from a file (HTML or MHTML saved by a browser) instead of the web."
)
@click.option("--language", metavar="TAG", help="The article's language, such as zh-Hant, if the page lacks it.")
@click.option("--title", help="The article's title, if the page lacks it.")
@package_path_option
@timeout_option
@contact_option
@private_option
def command(
    article_id: str,
    url: str | None,
    folder: Path,
    text: Path | None,
    page: Path | None,
    language: str | None,
    title: str | None,
    package: Path | None,
    timeout: float,
    contact: str | None,
    allow_private: bool,
) -> None:
    """Write scripts/sources/articles/ARTICLE_ID.toml from the page at URL, a saved page or a text.

    With --page or --text, URL is the article's address, which is not visited.

    It has what the page says of itself, a passage with pins for each paragraph, the names of the register that are in
    it, and as comments the dates and figures in it and the events and claims that it may be about. Fill in each gloss
    and what is empty, cite, and build. The text goes into the folder of texts. Nothing that exists is replaced.
    """
    from ..drafting.drafting import Known, Source, refuse, write
    from ..web import limits

    if (text and page) or not (text or page or url):
        raise click.UsageError("give URL, or --page or --text, with or without URL")
    root = project(package) if package else find_root(SOURCES)
    refuse(root, article_id)
    answer = Source(text, page, url).answer(limits(timeout, allow_private=allow_private), contact)
    first, *remarks = write(root, article_id, folder, answer, Known(title, language, url))
    echo_lines([first])
    echo_lines(remarks, err=True)
