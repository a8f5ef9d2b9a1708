"""Links to passages: the address at which a browser opens an article at the words of a passage.

A link is made from an article's own address alone: never from that of the text it copies, and never for a scraped copy.
"""

from collections.abc import Mapping

import polars as pl

from ..values import pins
from .sources import counts_as_source

MOST_WORDS = 8
"""Words up to which the link of a quote has the whole quote."""
EDGE_WORDS = 3
"""Words on either side of a longer quote that its link has."""


def passage_links(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return passage_id and link of every passage, in the order of their table; null if its article has no address.

    A passage without pins and quote, or in a title, has the plain address.
    """
    return _links(tables, "url")


def archived_links(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the same links, to the archived copies of the articles; null where no copy is known."""
    return _links(tables, "archive_url")


def _links(tables: Mapping[str, pl.DataFrame], column: str) -> pl.DataFrame:
    articles = tables["articles"].unique("article_id", keep="first")
    known = articles.select("article_id", _url=pl.when(counts_as_source(tables)).then(column))
    columns = ("passage_id", "article_id", "place", "begins", "ends", "quote")
    found = tables["passages"].select(columns).join(known, on="article_id", how="left", maintain_order="left")
    wanted = found.select("_url", "place", "begins", "ends", "quote").iter_rows()
    made = pl.Series([None if url is None else _link(url, *of_passage) for url, *of_passage in wanted], dtype=pl.String)
    return found.select("passage_id", link=made)


def _link(url: str, place: str | None, begins: str | None, ends: str | None, quote: str | None) -> str:
    """Return the address of an article, with the fragment that leads to a passage of its text."""
    if place == "title":
        return url
    if begins is None and quote is not None:
        begins, ends = quote_edges(quote)
    return pins.link(url, begins, ends) if begins else url


def quote_edges(quote: str) -> tuple[str | None, str | None]:
    """Return the first and last few words of a quote; of a short one the whole and None.

    A quote of several lines has words of its first and its last line, because browsers find no words across lines.
    """
    lines = [line.split() for line in quote.splitlines() if line.strip()]
    if not lines:
        return None, None
    if len(lines) == 1 and len(lines[0]) <= MOST_WORDS:
        return quote.strip(), None
    return " ".join(lines[0][:EDGE_WORDS]), " ".join(lines[-1][-EDGE_WORDS:])
