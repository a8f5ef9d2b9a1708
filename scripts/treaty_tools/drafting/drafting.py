"""Write a drafted article into a project, and its text into the folder of texts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..package.project import SOURCES
from ..quotes import texts
from ..reporting.failures import Reason
from ..reporting.terminal import safe
from ..reporting.text import count
from ..web import answers
from ..web.fetch import saved, text_in
from ..web.outcome import Answer, Failure, Page, unexpected
from ..web.page_metadata import Metadata, metadata
from ..web.page_text import as_lines
from ..writing import write_file, writing
from . import register
from .article_file import Article, draft

if TYPE_CHECKING:
    from ..web.client import Limits

COMMAND = "treaty draft"


class NotDrafted(Reason):
    """Raised if there is no text to draft from; its lines say why."""


@dataclass(frozen=True)
class Source:
    """Where the text of an article comes from: a file with the text, a saved page, or else its address."""

    text: Path | None = None
    page: Path | None = None
    url: str | None = None

    def answer(self, bounds: "Limits", contact: str | None) -> Answer:
        """Return the page."""
        path = self.text or self.page
        if path is None and self.url is None:
            raise ValueError("a source has a file or an address")
        if path is None:
            return answers([str(self.url)], bounds, 1, contact)[0]
        found = saved(path)
        return Answer("answers", address=found.address, page=as_text(found.page)) if self.text else found


@dataclass(frozen=True)
class Known:
    """What the curator says of an article whose page does not say it."""

    title: str | None = None
    language: str | None = None
    url: str | None = None

    def of(self, said: Metadata) -> Metadata:
        """Return what the page says, completed."""
        title = said.title or (" ".join(self.title.split()) if self.title else None)
        return replace(said, title=title, language=self.language or said.language, url=said.url or self.url)


def as_text(page: Page | None) -> Page | None:
    """Return a page as plain text, whatever its file is called."""
    return page and Page(page.body, "text/plain")


def refuse(root: Path, article_id: str) -> None:
    """Refuse an id that is taken or none. Raises click.UsageError, which names the file."""
    if not texts.is_article_id(article_id):
        raise click.BadParameter(f"{safe(repr(article_id))} is not an article id, such as rfa-20241113-us-confirms")
    path = root / path_of(article_id)
    if path.exists() or path.is_symlink():
        raise click.UsageError(f"{path_of(article_id)} exists: delete it first, or choose another id")


def path_of(article_id: str) -> str:
    """Return the source file of an article."""
    return f"{SOURCES}/articles/{article_id}.toml"


def write(root: Path, article_id: str, folder: Path, answer: Answer, known: Known) -> Sequence[str]:
    """Write an article's text and its drafted source file; return what to tell the curator.

    Raises NotDrafted if the page has no text, NotWritten if a file cannot be written.
    """
    try:
        body, said = text_in(answer).body, known.of(_metadata(answer))
    except Failure as failure:
        raise NotDrafted(safe(f"{article_id}: {failure}")) from None
    text, kept = _kept_text(folder, article_id, body)
    drafted = draft(Article(article_id, said, text, register.read(root)))
    with writing(root, COMMAND) as change:
        refuse(root, article_id)
        change.add(path_of(article_id), drafted.toml.encode())
        change.commit()
    size = f"{count(drafted.passages, 'passage')} of {count(drafted.paragraphs, 'paragraph')}"
    return [f"{path_of(article_id)}: {size}", kept, *drafted.remarks]


def _metadata(answer: Answer) -> Metadata:
    """Return what a page says of itself. Raises Failure if our own code or the extractor fails."""
    try:
        return metadata(answer)
    except Failure:
        raise
    except Exception as error:
        raise unexpected(error) from error


def _kept_text(folder: Path, article_id: str, body: str) -> tuple[texts.Text, str]:
    """Return an article's text as the folder of texts has it, into which it is written unless it is there already.

    Raises NotDrafted if the folder has another text.
    """
    path = folder / f"{article_id}.txt"
    try:
        there = texts.read(folder, article_id)
        is_same = there is not None and as_lines(there.body) == body
    except (texts.TextError, Failure) as error:
        raise NotDrafted(safe(f"{path}: {error}")) from None
    if there is None:
        write_file(path, body.encode(), COMMAND)
        return texts.from_bytes(body.encode()), safe(f"{path}: {count(len(body), 'code point')}")
    if not is_same:
        raise NotDrafted(safe(f"{path} exists with another text: pass it with --text, or move it elsewhere"))
    return there, safe(f"{path}: the same text")
