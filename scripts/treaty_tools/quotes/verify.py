"""Check quotes against the articles' texts: each must occur at the place and offset that its passage gives."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import polars as pl

from ..reporting.terminal import safe
from ..reporting.text import count
from . import graphemes, search, texts
from .texts import Span

STATUSES = (
    "match",
    "moved",
    "ambiguous",
    "missing",
    "misplaced",
    "wrong document",
    "unreadable",
    "not held",
)
"""The possible results for a quote, in the order of the report."""

ERRORS = ("ambiguous", "missing", "misplaced", "wrong document", "unreadable")
"""The results that make the command fail."""

Quote = tuple[str | None, int | None, str]
"""A passage's place, start and words: a plain tuple, because there may be a million of them."""


class Article(NamedTuple):
    """What a text is compared with."""

    article_id: str
    title: str | None
    text_sha256: str | None


class Finding(NamedTuple):
    """The result for one quote: its status, its new start if it moved, and an explanation."""

    status: str
    found: int | None = None
    note: str | None = None


MATCH = Finding("match")


def nothing() -> None:
    """Do nothing."""


def statuses(
    passages: pl.DataFrame, articles: pl.DataFrame, folder: Path, *, on_article: Callable[[], None] = nothing
) -> pl.DataFrame:
    """Return one row for each quote, by article, with the result of looking it up in the folder's texts.

    Columns: passage_id, article_id, status, found (the new start of a quote that moved), note, and
    changed (whether the text's hash differs from the one recorded; null if either is unknown). ``on_article`` is called
    after each article that is quoted.
    """
    quoted = passages.filter(pl.col("quote").is_not_null()).sort("article_id", maintain_order=True)
    findings: list[Finding] = []
    changes: list[bool | None] = []
    for article, quotes in _by_article(quoted, articles):
        found, changed = article_findings(article, quotes, folder)
        findings += found
        changes += [changed] * len(found)
        on_article()
    return quoted.select("passage_id", "article_id").with_columns(
        pl.Series("status", [finding.status for finding in findings], pl.String),
        pl.Series("found", [finding.found for finding in findings], pl.Int64),
        pl.Series("note", [finding.note for finding in findings], pl.String),
        pl.Series("changed", changes, pl.Boolean),
    )


def _by_article(quoted: pl.DataFrame, articles: pl.DataFrame) -> Iterator[tuple[Article, list[Quote]]]:
    """Yield each quoted article with its quotes, in the order of the sorted passages."""
    known = articles.select("article_id", "title", "text_sha256").iter_rows()
    by_id = {row[0]: Article(*row) for row in known}
    columns = (quoted[name].to_list() for name in ("place", "start", "quote"))
    quotes: Iterator[Quote] = zip(*columns, strict=True)
    runs = quoted["article_id"].rle().struct
    for article_id, n in zip(*(runs.field(name).to_list() for name in ("value", "len")), strict=True):
        yield by_id.get(article_id, Article(article_id, None, None)), list(islice(quotes, n))


def article_findings(article: Article, quotes: Sequence[Quote], folder: Path) -> tuple[list[Finding], bool | None]:
    """Return the results for one article's quotes, and whether its text has changed."""
    try:
        text = texts.read(folder, article.article_id)
    except texts.TextError as error:
        return _without_text(article, quotes, Finding("unreadable", note=str(error))), None
    if text is None:
        return _without_text(article, quotes, Finding("not held", note="the folder does not have the text")), None
    found = _in_text(article, quotes, text.body)
    if article.text_sha256 is None:
        return found, None
    changed = article.text_sha256 != text.sha256
    return (_another_text(quotes, found) if changed else found), changed


def _without_text(article: Article, quotes: Iterable[Quote], otherwise: Finding) -> list[Finding]:
    """Return the results for quotes of an article of which only the title is known."""
    return [in_title(article.title, start, words) if place == "title" else otherwise for place, start, words in quotes]


def _in_text(article: Article, quotes: Iterable[Quote], body: str) -> list[Finding]:
    """Return the result for each quote in its article's text or title."""
    spans = texts.paragraphs(body)
    return [
        in_title(article.title, start, words) if place == "title" else in_body(body, spans, place, start, words)
        for place, start, words in quotes
    ]


def _another_text(quotes: Sequence[Quote], findings: list[Finding]) -> list[Finding]:
    """Return the results in a changed text, which is the wrong document if it has none of the quotes."""
    of_text = [place != "title" for place, _, _ in quotes]
    if any(f.status != "missing" for f, counts in zip(findings, of_text, strict=True) if counts):
        return findings
    another = Finding("wrong document", note="the text has none of the article's quotes")
    return [another if counts else f for f, counts in zip(findings, of_text, strict=True)]


def in_title(title: str | None, start: int | None, words: str) -> Finding:
    """Return the result for a quote from an article's title."""
    if title is None:
        return Finding("missing", note="the article has no title")
    return MATCH if occurs_at(title, start, words) else _searched(title, (), None, start, words)


def in_body(body: str, spans: Sequence[Span], place: str | None, start: int | None, words: str) -> Finding:
    """Return the result for a quote from a text, which is searched only if the quote is not at its start."""
    if start is None or not occurs_at(body, start, words):
        return _searched(body, spans, place, start, words)
    end = start + len(words)
    if texts.is_placed(spans, place, start, end):
        return MATCH
    note = f"found in {texts.place_of(spans, start, end) or 'no paragraph'}, not {place}"
    return Finding("misplaced", note=note)


def occurs_at(text: str, start: int | None, words: str) -> bool:
    """Return whether words occur at an offset, on grapheme boundaries."""
    if start is None or start < 0 or not words or not text.startswith(words, start):
        return False
    return graphemes.whole(text, start, start + len(words))


def _searched(text: str, spans: Sequence[Span], place: str | None, start: int | None, words: str) -> Finding:
    """Return the result for a quote that does not occur at its start."""
    found = list(islice(search.occurrences(text, words), search.LISTED + 1))
    if not found:
        return Finding("missing", note=search.why_missing(text, words))
    now = search.listed(spans, found, len(words))
    given = "no start is given" if start is None else f"not at {start}"
    if len(found) > 1:
        return Finding("ambiguous", note=f"found at {now}, {given}")
    placed = not spans or texts.is_placed(spans, place, found[0], found[0] + len(words))
    return Finding("moved", found[0], f"found at {now}, {given}" if placed else f"found at {now}, not {place}, {given}")


def report_lines(found: pl.DataFrame, *, everything: bool = False) -> Iterator[str]:
    """Yield the lines of the report: by quote, by article, and in total."""
    yield from passage_lines(found, everything=everything)
    yield from article_lines(found)
    counts = dict(found["status"].value_counts().iter_rows())
    size = f"{count(len(found), 'quote')} in {count(found['article_id'].n_unique(), 'article')}"
    yield f"{size}: {_counted(counts) or 'nothing to check'}"
    if "moved" in counts:
        yield "moved: correct the start, or delete it and run 'treaty locate ARTICLE_ID --fill'"


def passage_lines(found: pl.DataFrame, *, everything: bool) -> Iterator[str]:
    """Yield a line for each quote that does not match, or for each quote."""
    shown = found if everything else found.filter(pl.col("status") != "match")
    for name, status, note in shown.select("passage_id", "status", "note").iter_rows():
        yield safe(f"{name}: {status}: {note}" if note else f"{name}: {status}")


def article_lines(found: pl.DataFrame) -> Iterator[str]:
    """Yield a line for each article with the number of its quotes by status."""
    by_article = found.group_by("article_id", maintain_order=True).agg(
        *(pl.col("status").eq(status).sum().alias(status) for status in STATUSES),
        pl.col("changed").any(),
    )
    for article_id, *numbers, changed in by_article.iter_rows():
        remark = "; the text has changed: its hash is not text_sha256" if changed else ""
        counts: dict[str, int] = dict(zip(STATUSES, numbers, strict=True))
        yield safe(f"{article_id}: {_counted(counts)}{remark}")


def _counted(counts: dict[str, int]) -> str:
    """Return counts in words, without those that are zero."""
    return ", ".join(f"{counts[s]:,} {s}" for s in STATUSES if counts.get(s))
