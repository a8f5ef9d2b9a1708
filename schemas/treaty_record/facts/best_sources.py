"""The best source of a row: the passage that tells a reader most directly what a newsroom reports."""

from collections.abc import Mapping

import polars as pl

from ..values.bounds import spans
from .links import passage_links
from .origins import houses
from .sides import side
from .witnesses import with_sources

Tables = Mapping[str, pl.DataFrame]


def best_sources(tables: Tables, table: str) -> pl.DataFrame:
    """Return row_id and passage_id of each event or claim that a passage supports or announces.

    What counts comes before what does not, support before announcements, a known origin before an unknown one, a
    newsroom's own report before what others carry of it, an article with an address before one without, an original
    before copies, a day of publication before a month; then the passage that gives most cells, then the earliest.
    """
    cited = tables["citations"].with_columns(side=side()).filter(row_table=table)
    agreeing = with_sources(tables, cited.filter(pl.col("side").is_in(("supporting", "announcing"))))
    described = agreeing.join(_articles(tables), on="article_id", how="left")
    links = passage_links(tables).unique("passage_id", keep="first")
    cells = pl.len().over("row_id", "passage_id").cast(pl.Int64)
    ranked = described.join(links, on="passage_id", how="left").sort(
        "row_id",
        ~pl.col("counts"),
        pl.col("side") != "supporting",
        pl.col("origin").is_null(),
        pl.col("house").ne_missing(pl.col("origin")),
        pl.col("link").is_null(),
        "copy_of",
        "vague",
        -cells,
        "day",
        "passage_id",
        nulls_last=True,
    )
    return ranked.unique("row_id", keep="first", maintain_order=True).select("row_id", "passage_id")


def _articles(tables: Tables) -> pl.DataFrame:
    """Return of each article whether it is a copy and its day is vague, its day, and the house of its publisher."""
    articles = tables["articles"].unique("article_id", keep="first")
    first, last = spans(articles["published"])
    known = articles.select(
        "article_id",
        "publisher_id",
        copy_of=pl.col("copy_of").is_not_null(),
        day=first,
        vague=first.ne_missing(last) | first.is_null(),
    )
    of_publisher = houses(tables).rename({"actor_id": "publisher_id"})
    return known.join(of_publisher, on="publisher_id", how="left")
