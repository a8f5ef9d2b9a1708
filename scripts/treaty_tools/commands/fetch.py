"""treaty fetch: fetch articles' texts, so that quotes can be found and checked."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..reporting.failures import INTERRUPTED
from ..reporting.progress import progress
from ..reporting.terminal import echo_lines
from ..reporting.text import count
from ..web import limits
from ..web.fetch import Outcome, Texts, fetch_all, records, refuse, saved
from .options import contact_option, package_option, private_option, reported, texts_option, timeout_option

if TYPE_CHECKING:
    from ..web.client import Limits


@click.command("fetch", epilog="Example: treaty fetch rfa-20241113-us-confirms --texts texts")
@click.argument("article_ids", metavar="ARTICLE_ID...", nargs=-1, required=True)
@texts_option
@package_option
@click.option("--archived", is_flag=True, help="Fetch the archived copies instead.")
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
    """Fetch the pages of articles and write their texts into a folder, for `verify` and `locate`.

    Without --package, the addresses come from the project's source files. An article that has no address of its own is
    not fetched, because the text at its source is a different one. Each text is written as it arrives. Exit status 1
    means that a text is missing, 3 that treaty itself failed on a page.
    """
    ids = list(dict.fromkeys(article_ids))
    refuse(ids, folder, replace=replace)
    if page and len(ids) > 1:
        raise click.UsageError("--page is the page of one article: name one")
    bounds = limits(timeout, allow_private=allow_private)
    with reported("nothing was fetched: correct the package first"):
        run = Texts(folder, records(ids, package))
    if page:
        show(run.keep(ids[0], saved(page)))
    elif not fetched(run, bounds, contact, archived=archived):
        echo_lines([f"Interrupted: {len(run.written)} of {count(len(ids), 'text')} written"], err=True)
        context.exit(INTERRUPTED)
    context.exit(run.exit_status)


def fetched(run: Texts, bounds: "Limits", contact: str | None, *, archived: bool) -> bool:
    """Fetch the articles of a run and print the outcomes; return whether the run was not interrupted."""
    with progress("Fetching articles", len(run.records)) as bar:

        def on_outcome(outcome: Outcome) -> None:
            show(outcome)
            bar.advance()

        return fetch_all(run, bounds, contact, on_outcome, archived=archived)


def show(outcome: Outcome) -> None:
    """Print what was fetched of one article, or why nothing was."""
    echo_lines(outcome.lines, err=outcome.is_error)
