"""Report what was found of quotes and pins: by passage, by article, and in total."""

from collections.abc import Iterator

import polars as pl

from ..reporting.terminal import safe
from ..reporting.text import count
from .finding import STATUSES, TITLE


def report_lines(found: pl.DataFrame, *, everything: bool = False) -> Iterator[str]:
    """Yield the lines of the report; titles, for which no text is needed, are counted apart."""
    yield from passage_lines(found, everything=everything)
    is_title = (pl.col("place") == TITLE).fill_null(False)
    of_texts, of_titles = found.filter(~is_title), found.filter(is_title)
    yield from article_lines(of_texts)
    counts = _counts(of_texts)
    size = f"{count(len(of_texts), 'passage')} in {count(of_texts['article_id'].n_unique(), 'article')}"
    yield f"{size}: {_counted(counts) or 'nothing to check'}"
    if not of_titles.is_empty():
        yield f"{count(len(of_titles), 'title')} checked against the articles' titles: {_counted(_counts(of_titles))}"
    if "moved" in counts or "moved" in _counts(of_titles):
        yield "moved: 'treaty fix' with these --texts corrects the start"


def passage_lines(found: pl.DataFrame, *, everything: bool) -> Iterator[str]:
    """Yield a line for each passage that does not match, or for each passage."""
    shown = found if everything else found.filter(pl.col("status") != "match")
    for name, status, note in shown.select("passage_id", "status", "note").iter_rows():
        yield f"{safe(name)}: {status}: {note}" if note else f"{safe(name)}: {status}"


def article_lines(found: pl.DataFrame) -> Iterator[str]:
    """Yield a line for each article with the number of its passages by status, and remarks on its text."""
    by_article = found.group_by("article_id", maintain_order=True).agg(
        *(pl.col("status").eq(status).sum().alias(status) for status in STATUSES),
        pl.col("changed").any(),
        pl.col("uncovered").first(),
    )
    for article_id, *numbers, changed, uncovered in by_article.iter_rows():
        remark = "; the text has changed: its hash is not text_sha256" if changed else ""
        if uncovered:
            remark += f"; neither passage nor skipped: {uncovered}"
        counts: dict[str, int] = dict(zip(STATUSES, numbers, strict=True))
        yield safe(f"{article_id}: {_counted(counts)}{remark}")


def _counts(found: pl.DataFrame) -> dict[str, int]:
    return dict(found["status"].value_counts().iter_rows())


def _counted(counts: dict[str, int]) -> str:
    """Return counts in words, without those that are zero."""
    return ", ".join(f"{counts[s]:,} {s}" for s in STATUSES if counts.get(s))
