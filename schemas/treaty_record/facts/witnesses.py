"""Witnesses of a row: the articles that support it, their independent origins, and those that only announce it.

A citation counts as support if it supports the row, does not differ from the cell that it cites, and is not in a
scraped copy. An article that differs in one cell leaves that cell's support, not the row's. An article gives a row one
origin: that of a passage with an origin of its own before the article's.
"""

from collections.abc import Mapping

import polars as pl

from .origins import passage_origins
from .sources import counts_as_source

ROW = ("row_table", "row_id")


def support(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return origin and counts of each citation, in the order of their table; ``agrees`` is worked out already."""
    known = passage_origins(tables).unique("passage_id", keep="first", maintain_order=True)
    kinds = tables["articles"].unique("article_id", keep="first").select("article_id", _source=counts_as_source())
    places = known.join(kinds, on="article_id", how="left", maintain_order="left")
    cited = tables["citations"].select(*ROW, "passage_id", "stance", "agrees")
    cited = cited.join(places, on="passage_id", how="left", maintain_order="left")
    sound = (pl.col("stance") == "supports") & pl.col("agrees") & pl.col("_source")
    cited = cited.with_columns(counts=sound.fill_null(False)).with_row_index("_n")
    counting = cited.filter("counts").sort(~pl.col("own"), "passage_id")
    given = counting.unique([*ROW, "article_id"], keep="first").select(*ROW, "article_id", _origin="origin")
    joined = cited.join(given, on=[*ROW, "article_id"], how="left", maintain_order="left")
    return joined.select(pl.when("counts").then("_origin").alias("origin"), "counts")


def row_origins(tables: Mapping[str, pl.DataFrame], table: str) -> pl.DataFrame:
    """Return row_id and origin: one line for each independent origin of each row's witnesses, as n_origins counts them.

    Rows are sorted by row_id and origin.
    """
    heard = witnesses(tables, table).filter(pl.col("origin").is_not_null())
    return heard.select("row_id", "origin").unique().sort("row_id", "origin")


def witnesses(tables: Mapping[str, pl.DataFrame], table: str) -> pl.DataFrame:
    """Return row_id, article_id and origin of every article that supports a row of a table; origin may be null."""
    return _articles(tables, table, pl.col("counts")).select("row_id", "article_id", "origin").unique()


def announcements(tables: Mapping[str, pl.DataFrame], table: str) -> pl.DataFrame:
    """Return row_id and article_id of every article, scraped copies apart, that announces a row of a table."""
    kinds = tables["articles"].filter(counts_as_source()).select("article_id")
    announced = _articles(tables, table, pl.col("stance") == "announces")
    return announced.select("row_id", "article_id").unique().join(kinds, on="article_id", how="semi")


def _articles(tables: Mapping[str, pl.DataFrame], table: str, which: pl.Expr) -> pl.DataFrame:
    """Return the citations of a table's rows that meet a condition, with their articles."""
    cited = tables["citations"].filter((pl.col("row_table") == table) & which)
    return cited.join(tables["passages"].select("passage_id", "article_id"), on="passage_id")
