"""Check that the quoted words stand, once, where the passages say, in the texts at hand."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import polars as pl

from ..reporting.report import count
from ..reporting.terminal import safe
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
"""What may become of a quote, in the order in which counts are told."""

FAULTS = ("ambiguous", "missing", "misplaced", "wrong document", "unreadable")
"""What makes the command fail."""

Quote = tuple[str | None, int | None, str]
"""A passage's place, start and words: a bare tuple, because there may be a million of them."""


class Article(NamedTuple):
    """What the package says of an article that a text can be held against."""

    article_id: str
    title: str | None
    text_sha256: str | None


class Finding(NamedTuple):
    """What became of one quote: its status, where it stands now, and what there is to say."""

    status: str
    found: int | None = None
    note: str | None = None


MATCH = Finding("match")


def statuses(passages: pl.DataFrame, articles: pl.DataFrame, folder: Path) -> pl.DataFrame:
    """Return one row for each quote, by article: what became of it in the folder's texts.

    Columns: passage_id, article_id, status, found (the new start of a quote that moved), note, and
    changed (the text's hash is not the one recorded; null where either is not known).
    """
    quoted = passages.filter(pl.col("quote").is_not_null()).sort("article_id", maintain_order=True)
    findings: list[Finding] = []
    changes: list[bool | None] = []
    for article, quotes in _by_article(quoted, articles):
        found, changed = article_findings(article, quotes, folder)
        findings += found
        changes += [changed] * len(found)
    return quoted.select("passage_id", "article_id").with_columns(
        pl.Series("status", [finding.status for finding in findings], pl.String),
        pl.Series("found", [finding.found for finding in findings], pl.Int64),
        pl.Series("note", [finding.note for finding in findings], pl.String),
        pl.Series("changed", changes, pl.Boolean),
    )


def _by_article(quoted: pl.DataFrame, articles: pl.DataFrame) -> Iterator[tuple[Article, list[Quote]]]:
    """Yield each article that is quoted with its quotes, in the order of the sorted passages."""
    known = articles.select("article_id", "title", "text_sha256").iter_rows()
    by_id = {row[0]: Article(*row) for row in known}
    columns = (quoted[name].to_list() for name in ("place", "start", "quote"))
    quotes: Iterator[Quote] = zip(*columns, strict=True)
    runs = quoted["article_id"].rle().struct
    for article_id, n in zip(*(runs.field(name).to_list() for name in ("value", "len")), strict=True):
        yield by_id.get(article_id, Article(article_id, None, None)), list(islice(quotes, n))


def article_findings(article: Article, quotes: Sequence[Quote], folder: Path) -> tuple[list[Finding], bool | None]:
    """Return what became of one article's quotes, and whether its text has changed."""
    try:
        text = texts.read(folder, article.article_id)
    except texts.TextError as error:
        return _without_text(article, quotes, Finding("unreadable", note=str(error))), None
    if text is None:
        return _without_text(article, quotes, Finding("not held", note="no text at hand")), None
    found = _in_text(article, quotes, text.body)
    if article.text_sha256 is None:
        return found, None
    changed = article.text_sha256 != text.sha256
    return (_another_text(quotes, found) if changed else found), changed


def _without_text(article: Article, quotes: Iterable[Quote], otherwise: Finding) -> list[Finding]:
    """Return what became of quotes where only the title is there to look in."""
    return [in_title(article.title, start, words) if place == "title" else otherwise for place, start, words in quotes]


def _in_text(article: Article, quotes: Iterable[Quote], body: str) -> list[Finding]:
    """Return what became of each quote in its article's text or title."""
    spans = texts.paragraphs(body)
    return [
        in_title(article.title, start, words) if place == "title" else in_body(body, spans, place, start, words)
        for place, start, words in quotes
    ]


def _another_text(quotes: Sequence[Quote], findings: list[Finding]) -> list[Finding]:
    """Return the findings in a changed text, which is another one if it has none of the quotes."""
    of_text = [place != "title" for place, _, _ in quotes]
    if any(f.status != "missing" for f, counts in zip(findings, of_text, strict=True) if counts):
        return findings
    another = Finding("wrong document", note="another text: it has none of the article's quotes")
    return [another if counts else f for f, counts in zip(findings, of_text, strict=True)]


def in_title(title: str | None, start: int | None, words: str) -> Finding:
    """Return what became of a quote from an article's title."""
    if title is None:
        return Finding("missing", note="the article has no title")
    return MATCH if stands(title, start, words) else _searched(title, (), None, start, words)


def in_body(body: str, spans: Sequence[Span], place: str | None, start: int | None, words: str) -> Finding:
    """Return what became of a quote from a text: looked for only where it does not stand."""
    if start is None or not stands(body, start, words):
        return _searched(body, spans, place, start, words)
    end = start + len(words)
    if texts.is_placed(spans, place, start, end):
        return MATCH
    note = f"stands in {texts.place_of(spans, start, end) or 'no paragraph'}, not {place}"
    return Finding("misplaced", note=note)


def stands(text: str, start: int | None, words: str) -> bool:
    """Tell whether words stand at an offset, their ends on grapheme boundaries."""
    if start is None or start < 0 or not words or not text.startswith(words, start):
        return False
    return graphemes.whole(text, start, start + len(words))


def _searched(text: str, spans: Sequence[Span], place: str | None, start: int | None, words: str) -> Finding:
    """Return what became of a quote that does not stand at its start."""
    found = list(islice(search.occurrences(text, words), search.TOLD + 1))
    if not found:
        return Finding("missing", note=search.why_missing(text, words))
    now = search.listed(spans, found, len(words))
    said = "no start is given" if start is None else f"not at {start}"
    if len(found) > 1:
        return Finding("ambiguous", note=f"stands at {now}, {said}")
    placed = not spans or texts.is_placed(spans, place, found[0], found[0] + len(words))
    return Finding("moved", found[0], f"stands at {now}, {said}" if placed else f"stands at {now}, not {place}, {said}")


def told(found: pl.DataFrame, *, everything: bool = False) -> Iterator[str]:
    """Yield the lines that tell what became of the quotes: each, by article, and in all."""
    yield from passage_lines(found, everything=everything)
    yield from article_lines(found)
    counts = dict(found["status"].value_counts().iter_rows())
    size = f"{count(len(found), 'quote')} in {count(found['article_id'].n_unique(), 'article')}"
    yield f"{size}: {_counted(counts) or 'nothing to check'}"
    if "moved" in counts:
        yield "moved: type the new start, or delete the old and run `treaty locate --fill ARTICLE_ID`"


def passage_lines(found: pl.DataFrame, *, everything: bool) -> Iterator[str]:
    """Yield a line for each quote that does not match, or for each quote."""
    shown = found if everything else found.filter(pl.col("status") != "match")
    for name, status, note in shown.select("passage_id", "status", "note").iter_rows():
        yield safe(f"{name}: {status}: {note}" if note else f"{name}: {status}")


def article_lines(found: pl.DataFrame) -> Iterator[str]:
    """Yield a line for each article: how many of its quotes match, moved, are missing."""
    by_article = found.group_by("article_id", maintain_order=True).agg(
        *(pl.col("status").eq(status).sum().alias(status) for status in STATUSES),
        pl.col("changed").any(),
    )
    for article_id, *numbers, changed in by_article.iter_rows():
        remark = "; the text has changed: its hash is not the one recorded" if changed else ""
        counts: dict[str, int] = dict(zip(STATUSES, numbers, strict=True))
        yield safe(f"{article_id}: {_counted(counts)}{remark}")


def _counted(counts: dict[str, int]) -> str:
    """Return counts in words, those of nothing left out."""
    return ", ".join(f"{counts[s]:,} {s}" for s in STATUSES if counts.get(s))
