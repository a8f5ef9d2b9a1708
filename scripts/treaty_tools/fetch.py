"""Bring articles' texts into the folder of texts, so that quotes can be found and checked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from . import texts
from .fill import SOURCES
from .package import read_tables
from .problem import BadData
from .project import find_root, texts_option
from .report import count, report
from .sources import toml_file
from .terminal import echo, echo_lines, safe
from .web import answers, contact_option, limits, private_option, timeout_option
from .web.outcome import ALIVE, Answer, Failure, Page
from .web.page_text import PageText, page_text
from .writing import write_file

PARALLEL = 8


@dataclass(frozen=True)
class Record:
    """What is held of an article: its own address, its archived copy's, and its text's hash and length."""

    url: str | None = None
    archive_url: str | None = None
    text_sha256: str | None = None
    text_length: int | None = None


@click.command("fetch")
@click.argument("article_ids", metavar="ARTICLE_ID...", nargs=-1, required=True)
@texts_option
@click.option("--package", type=click.Path(path_type=Path, exists=True), help="Another package's folder or descriptor.")
@click.option("--archived", is_flag=True, help="Ask for the archived copy.")
@click.option(
    "--page",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Read the page from a file that a browser saved, and ask nobody.",
)
@click.option("--replace", is_flag=True, help="Replace a text that is there.")
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

    The addresses stand in the project's source files, or in the tables of --package. An article without an address of
    its own is not fetched, since its source's text is another. Exit status 1 tells that a text was not had.
    """
    ids = list(dict.fromkeys(article_ids))
    refuse(ids, folder, replace=replace)
    if page and len(ids) > 1:
        raise click.UsageError("--page is the page of one article")
    bounds = limits(timeout, allow_private=allow_private)
    try:
        held = records(ids, package)
    except BadData as error:
        raise report(error.problems, "nothing was fetched: mend this first") from None
    if page:
        came = {ids[0]: saved(page)}
    else:
        wanted = {name: record.archive_url if archived else record.url for name, record in held.items()}
        asked = sorted({address for address in wanted.values() if address})
        found = dict(zip(asked, answers(asked, bounds, PARALLEL, contact), strict=True))
        came = {name: found[address] if address else no_address(held[name]) for name, address in wanted.items()}
    failed = [name for name in ids if not kept(name, came[name], held[name], folder)]
    context.exit(int(bool(failed)))


def refuse(article_ids: Sequence[str], folder: Path, *, replace: bool) -> None:
    """Let no text be replaced unasked, nor a file be written that is none."""
    for name in article_ids:
        if not texts.is_article_id(name):
            raise click.BadParameter(f"{name!r} is no article id, like kcna-en-20241112-decree")
        if not replace and (folder / f"{name}.txt").exists():
            raise click.UsageError(f"{folder / name}.txt is there: --replace replaces it")


def records(article_ids: Sequence[str], package: Path | None) -> dict[str, Record]:
    """Return what is held of each article, from its source file or from a package's tables.

    Raises BadData where that cannot be read, click.UsageError where there is no such article.
    """
    rows = _typed(article_ids) if package is None else _in_tables(package)
    unknown = [name for name in article_ids if name not in rows]
    if unknown:
        raise click.UsageError(f"no such article: {', '.join(unknown)}")
    return {name: Record(**{key: rows[name].get(key) for key in Record.__annotations__}) for name in article_ids}


def _in_tables(package: Path) -> dict[str, Mapping[str, Any]]:
    return {row["article_id"]: row for row in read_tables(package)["articles"].iter_rows(named=True)}


def _typed(article_ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """Return what the source files of a project say of articles, also before they are built."""
    root = find_root(SOURCES)
    shown = {name: f"{SOURCES}/articles/{name}.toml" for name in article_ids}
    read = {name: toml_file.read(root / path, path).data for name, path in shown.items() if (root / path).exists()}
    return {name: table if isinstance(table := data.get("article"), dict) else {} for name, data in read.items()}


def saved(page: Path) -> Answer:
    """Return a page that a browser saved as if it had come from the web."""
    kind = "text/plain" if page.suffix == ".txt" else None
    return Answer("answers", address=str(page), page=Page(page.read_bytes(), kind))


def no_address(record: Record) -> Answer:
    """Return what is to be said of an article that cannot be asked for."""
    known = [name for name in ("url", "archive_url") if getattr(record, name)]
    return Answer("not asked", note="only its archived copy is known: --archived" if known else "it has no address")


def kept(article_id: str, answer: Answer, record: Record, folder: Path) -> bool:
    """Write an article's text and say how it stands to the record, or say why there is none."""
    try:
        if answer.status not in ALIVE or answer.page is None:
            raise Failure(answer.status, answer.note or (answer.code and f"the site answers {answer.code}") or None)
        found = page_text(answer.page)
    except Failure as failure:
        echo(safe(f"{article_id}: {failure}"), err=True)
        return False
    content = found.body.encode()
    write_file(folder / f"{article_id}.txt", content, "treaty fetch")
    echo_lines(told(article_id, answer, found, texts.from_bytes(content).sha256, record))
    return True


def told(article_id: str, answer: Answer, found: PageText, sha256: str, record: Record) -> Iterator[str]:
    """Yield what was fetched, the lines to paste into the source file, and whether the record has the same text."""
    paragraphs = count(len(texts.paragraphs(found.body)), "paragraph")
    yield safe(f"{article_id}: {paragraphs}, {found.charset}, from {answer.address}")
    if found.lost:
        yield f"{count(found.lost, 'character')} could not be read"
    yield f'text_sha256 = "{sha256}"'
    yield f"text_length = {len(found.body)}"
    if record.text_sha256 is None:
        yield "the record has no text yet: paste these lines into [article]"
    elif record.text_sha256 == sha256:
        yield "the record has the same text"
    else:
        yield f"the record has another text, of length {record.text_length}: {record.text_sha256}"
