"""Fetch articles' texts into the folder of texts, so that quotes can be found and checked."""

from pathlib import Path

import click

from ..reporting.problem import BadData
from ..reporting.report import report
from ..web import contact_option, limits, private_option, timeout_option
from ..web.fetch import Texts, fetch_all, records, refuse, saved
from .options import texts_option


@click.command("fetch")
@click.argument("article_ids", metavar="ARTICLE_ID...", nargs=-1, required=True)
@texts_option
@click.option("--package", type=click.Path(path_type=Path, exists=True), help="Another package's folder or descriptor.")
@click.option("--archived", is_flag=True, help="Fetch the archived copy instead.")
@click.option(
    "--page",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Read the page from a file (HTML or MHTML saved by a browser, or a .txt file) instead of the web.",
)
@click.option("--replace", is_flag=True, help="Replace existing texts.")
@timeout_option
@contact_option
@private_option
@click.pass_context
def command(
    context: click.Context,
    article_ids: tuple[str, ...],
    folder: Path,
    package: Path | None,
    archived: bool,
    page: Path | None,
    replace: bool,
    timeout: float,
    contact: str | None,
    allow_private: bool,
) -> None:
    """Fetch articles' pages and write their texts into the folder, for `verify` and `locate`.

    The addresses are those in the project's source files, or in the tables of --package. An article without an address
    of its own is not fetched, since its source's text differs. Each text is written as it comes. Exit status 1 means
    that a text is missing, 3 that treaty itself failed on a page.
    """
    ids = list(dict.fromkeys(article_ids))
    refuse(ids, folder, replace=replace)
    if page and len(ids) > 1:
        raise click.UsageError("--page is the page of one article: name one")
    bounds = limits(timeout, allow_private=allow_private)
    try:
        run = Texts(folder, records(ids, package))
    except BadData as error:
        raise report(error.problems, "nothing was fetched: correct this first") from None
    if page:
        run.keep(ids[0], saved(page))
    else:
        fetch_all(run, bounds, contact, archived=archived)
    context.exit(run.exit_status)
