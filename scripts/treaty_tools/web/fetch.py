"""Fetch articles' texts into the folder of texts, so that quotes can be found and checked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..package.project import SOURCES, find_root
from ..package.reading import read_tables
from ..quotes import texts
from ..reporting.failures import BROKEN, FAILED
from ..reporting.terminal import safe
from ..reporting.text import count
from ..sources import toml_file
from ..writing import NotWritten, write_file
from . import answers
from .outcome import ALIVE, Answer, Failure, Page, shortened, unexpected

if TYPE_CHECKING:
    from .client import Limits
    from .page_text import PageText

PARALLEL = 8

LARGEST_FILE = 64 * 2**20
"""Bytes of a saved page; in web archives most of them are pictures."""


@dataclass(frozen=True)
class Record:
    """An article in the record: its own address, its archived copy's, and its text's hash and length."""

    url: str | None = None
    archive_url: str | None = None
    text_sha256: str | None = None
    text_length: int | None = None


@dataclass
class Texts:
    """The texts of a run: their folder, their articles in the record, and which have been written."""

    folder: Path
    records: Mapping[str, Record]
    written: set[str] = field(default_factory=set)
    is_broken: bool = False
    """Whether our own code failed on an article."""

    @property
    def exit_status(self) -> int:
        """Return 0 if every text was written, 3 if our own code failed."""
        if self.is_broken:
            return BROKEN
        return FAILED if len(self.written) < len(self.records) else 0

    def keep(self, article_id: str, answer: Answer) -> "Outcome":
        """Write an article's text; return how it compares with the record, or why there is none."""
        try:
            found = text_in(answer)
            write_file(self.folder / f"{article_id}.txt", found.body.encode(), "treaty fetch")
        except Failure as failure:
            self.is_broken |= failure.status == "failed"
            return Outcome([f"{article_id}: {failure}"], is_error=True)
        except NotWritten as refused:
            return Outcome([f"{article_id}: {refused.message}"], is_error=True)
        self.written.add(article_id)
        return Outcome(list(comparison(article_id, answer, found, self.records[article_id])))


@dataclass(frozen=True)
class Outcome:
    """The lines that report what was fetched for one article, or why nothing was."""

    lines: Sequence[str]
    is_error: bool = False


def fetch_all(
    run: Texts, bounds: "Limits", contact: str | None, on_outcome: Callable[[Outcome], None], *, archived: bool
) -> bool:
    """Request the articles' addresses and write each text as it arrives; return whether the run was completed."""
    wanted: dict[str, list[str]] = {}
    for name, record in run.records.items():
        if address := record.archive_url if archived else record.url:
            wanted.setdefault(address, []).append(name)
        else:
            on_outcome(run.keep(name, no_address(record)))

    def keep(address: str, answer: Answer) -> None:
        for name in wanted[address]:
            on_outcome(run.keep(name, answer))

    try:
        answers(sorted(wanted), bounds, PARALLEL, contact, on_answer=keep)
    except KeyboardInterrupt:
        return False
    return True


def refuse(article_ids: Sequence[str], folder: Path, *, replace: bool) -> None:
    """Refuse names that are not article ids, and texts that exist unless they are to be replaced."""
    for name in article_ids:
        if not texts.is_article_id(name):
            raise click.BadParameter(f"{shortened(repr(name))} is not an article id, such as rfa-20241113-us-confirms")
        if not replace and (folder / f"{name}.txt").exists():
            raise click.UsageError(f"{folder / name}.txt exists; pass --replace to replace it")


def records(article_ids: Sequence[str], package: Path | None) -> dict[str, Record]:
    """Return the record of each article, from its source file or from a package's tables.

    Raises BadData if that cannot be read, click.UsageError if there is no such article.
    """
    rows = _typed(article_ids) if package is None else _in_tables(package)
    unknown = [name for name in article_ids if name not in rows]
    if unknown:
        raise click.UsageError(f"no such article: {', '.join(unknown)}")
    return {name: Record(**{key: rows[name].get(key) for key in Record.__annotations__}) for name in article_ids}


def _in_tables(package: Path) -> dict[str, Mapping[str, Any]]:
    return {row["article_id"]: row for row in read_tables(package)["articles"].iter_rows(named=True)}


def _typed(article_ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """Return the article tables of a project's source files, built or not."""
    root = find_root(SOURCES)
    shown = {name: f"{SOURCES}/articles/{name}.toml" for name in article_ids}
    read = {name: toml_file.read(root / path, path).data for name, path in shown.items() if (root / path).exists()}
    return {name: table if isinstance(table := data.get("article"), dict) else {} for name, data in read.items()}


def saved(page: Path) -> Answer:
    """Return a page that a browser saved, as if it had been fetched."""
    try:
        with page.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise click.ClickException(f"{page} cannot be read: {error.strerror or error}") from None
    if len(data) > LARGEST_FILE:
        raise click.ClickException(f"{page} is larger than {LARGEST_FILE // 2**20} MiB, the limit for a page")
    kind = "text/plain" if page.suffix.lower() == ".txt" else None
    return Answer("answers", address=str(page), page=Page(data, kind))


def no_address(record: Record) -> Answer:
    """Return the outcome of an article that cannot be requested."""
    known = [name for name in ("url", "archive_url") if getattr(record, name)]
    note = "it has only an archived copy: pass --archived" if known else "it has no address"
    return Answer("not asked", note=note)


def text_in(answer: Answer) -> "PageText":
    """Return an article's text. Raises Failure if there is none, or if our own code or the extractor fails."""
    if answer.status not in ALIVE or answer.page is None:
        raise Failure(answer.status, answer.note or (answer.code and f"the site returned {answer.code}") or None)
    from .page_text import page_text

    try:
        return page_text(answer.page)
    except Failure:
        raise
    except Exception as error:
        raise unexpected(error) from error


def comparison(article_id: str, answer: Answer, found: "PageText", record: Record) -> Iterator[str]:
    """Yield what was fetched, the lines to paste into the source file, and whether the record has the same text."""
    paragraphs = count(len(texts.paragraphs(found.body)), "paragraph")
    yield safe(f"{article_id}: {paragraphs}, {found.charset}, from {shortened(answer.address or '')}")
    if found.lost:
        yield f"{count(found.lost, 'character')} could not be read"
    sha256 = texts.from_bytes(found.body.encode()).sha256
    yield f'text_sha256 = "{sha256}"'
    yield f"text_length = {len(found.body)}"
    if record.text_sha256 is None:
        yield "the record has no text yet: paste these lines into [article]"
    elif record.text_sha256 == sha256:
        yield "the record has the same text"
    else:
        yield f"the record has another text, of length {record.text_length}: {record.text_sha256}"
