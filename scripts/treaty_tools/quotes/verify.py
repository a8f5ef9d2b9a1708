"""Check quotes and pins against the articles' texts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import polars as pl

from . import pinned, quoted, texts
from .body import Body
from .finding import TITLE, Finding, Words
from .uncovered import READ, uncovered


class Article(NamedTuple):
    """What a text is compared with."""

    article_id: str
    title: str | None = None
    text_sha256: str | None = None
    extent: str | None = None
    skipped: str | None = None


@dataclass(frozen=True)
class Checked:
    """The results for one article's passages, in their order."""

    findings: Sequence[Finding]
    words: Sequence[str | None] = ()
    """The words of each passage that was found in the text."""
    changed: bool | None = None
    """Whether the text's hash differs from the one recorded; None if either is unknown."""
    uncovered: str | None = None
    """The paragraphs that are neither passages nor skipped."""


@dataclass
class _Columns:
    """The results for all passages, column by column."""

    status: list[str] = field(default_factory=list)
    found: list[int | None] = field(default_factory=list)
    end: list[int | None] = field(default_factory=list)
    note: list[str | None] = field(default_factory=list)
    words: list[str | None] = field(default_factory=list)
    changed: list[bool | None] = field(default_factory=list)
    uncovered: list[str | None] = field(default_factory=list)

    def add(self, checked: Checked) -> None:
        """Add the results for one article."""
        n = len(checked.findings)
        for finding in checked.findings:
            self.status.append(finding.status)
            self.found.append(finding.found)
            self.end.append(finding.end)
            self.note.append(finding.note)
        self.words += checked.words or [None] * n
        self.changed += [checked.changed] * n
        self.uncovered += [checked.uncovered] * n


def nothing() -> None:
    """Do nothing."""


def statuses(
    passages: pl.DataFrame,
    articles: pl.DataFrame,
    folder: Path,
    *,
    wanted: frozenset[str] = frozenset(),
    on_article: Callable[[], None] = nothing,
) -> pl.DataFrame:
    """Return one row for each passage with words, by article, with the result of looking it up in the folder's texts.

    Columns: passage_id, article_id, place, status, found and end (the range where it was found), note, changed (whether
    the text's hash differs from the one recorded; null if either is unknown), uncovered (the article's paragraphs that
    are neither passages nor skipped) and words (what was found, of the passages in ``wanted``). ``on_article``
    is called after each article that has such passages.
    """
    has_words = pl.col("quote").is_not_null() | pl.col("begins").is_not_null() | (pl.col("place") == TITLE)
    sought = passages.filter(has_words).sort("article_id", maintain_order=True)
    columns = _Columns()
    for article, names, words in _by_article(sought, articles):
        kept = [name in wanted for name in names]
        columns.add(article_findings(article, words, folder, kept))
        on_article()
    return sought.select("passage_id", "article_id", "place").with_columns(
        pl.Series("status", columns.status, pl.String),
        pl.Series("found", columns.found, pl.Int64),
        pl.Series("end", columns.end, pl.Int64),
        pl.Series("note", columns.note, pl.String),
        pl.Series("changed", columns.changed, pl.Boolean),
        pl.Series("uncovered", columns.uncovered, pl.String),
        pl.Series("words", columns.words, pl.String),
    )


def _by_article(sought: pl.DataFrame, articles: pl.DataFrame) -> Iterator[tuple[Article, list[str], list[Words]]]:
    """Yield each article with the ids and the words of its passages, in the order of the sorted passages."""
    known = articles.select(Article._fields).iter_rows()
    by_id = {row[0]: row for row in known}
    names = iter(sought["passage_id"].to_list())
    words = map(Words._make, zip(*(sought[name].to_list() for name in Words._fields), strict=True))
    runs = sought["article_id"].rle().struct
    for article_id, n in zip(*(runs.field(name).to_list() for name in ("value", "len")), strict=True):
        article = Article._make(by_id[article_id]) if article_id in by_id else Article(article_id)
        yield article, list(islice(names, n)), list(islice(words, n))


def article_findings(article: Article, words: Sequence[Words], folder: Path, kept: Sequence[bool] = ()) -> Checked:
    """Return the results for one article's passages, with the words of those that are to be kept."""
    try:
        text = texts.read(folder, article.article_id)
    except texts.TextError as error:
        return _without_text(article, words, Finding("unreadable", note=str(error)))
    if text is None:
        return _without_text(article, words, Finding("not held", note="the folder does not have the text"))
    body = Body(text.body)
    changed = None if article.text_sha256 is None else article.text_sha256 != text.sha256
    findings = [_finding(article, body, passage) for passage in words]
    if changed and _is_another(body, words, findings):
        note = "the text has none of the article's passages"
        return Checked(_replaced(words, findings, Finding("wrong document", note=note)), changed=changed)
    found = [_words(body, words[at], findings[at]) if keep else None for at, keep in enumerate(kept)]
    return Checked(findings, found, changed, _uncovered(article, body, words, findings))


def _without_text(article: Article, words: Sequence[Words], otherwise: Finding) -> Checked:
    """Return the results for passages of an article of which only the title is known."""
    return Checked([quoted.in_title(article.title, one) if one.place == TITLE else otherwise for one in words])


def _finding(article: Article, body: Body, words: Words) -> Finding:
    """Return the result for one passage in its article's text or title."""
    if words.place == TITLE:
        return quoted.in_title(article.title, words)
    if words.quote is not None:
        return quoted.in_body(body, words.place, words.start, words.quote)
    return pinned.in_body(body, words.begins or "", words.ends)


def _is_another(body: Body, words: Sequence[Words], findings: Sequence[Finding]) -> bool:
    """Tell whether a changed text is another document: it has none of the passages, and nothing like their words."""
    of_text = [(one, found) for one, found in zip(words, findings, strict=True) if one.place != TITLE]
    if any(found.status != "missing" for _, found in of_text):
        return False
    return not any(pinned.is_nearly_there(body, one.quote or one.begins or "") for one, _ in of_text)


def _replaced(words: Sequence[Words], findings: Sequence[Finding], by: Finding) -> list[Finding]:
    """Return the results with those for passages of the text replaced."""
    return [found if one.place == TITLE else by for one, found in zip(words, findings, strict=True)]


def _words(body: Body, words: Words, finding: Finding) -> str | None:
    """Return the words of a passage that was found in the text."""
    if words.place == TITLE or finding.status != "match":
        return None
    return body.text[finding.found : finding.end]


def _uncovered(article: Article, body: Body, words: Sequence[Words], findings: Sequence[Finding]) -> str | None:
    """Return the paragraphs that were read but are neither passages nor skipped."""
    if article.extent not in READ:
        return None
    found = [pair for pair in zip(words, findings, strict=True) if pair[0].place != TITLE]
    return uncovered(body.text, body.paragraphs, article.title, article.skipped, found)
