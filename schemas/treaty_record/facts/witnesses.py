"""Witnesses of a row: the articles that agree with it and contradict none of it, and their independent origins."""

from collections.abc import Mapping

import polars as pl

from .origins import passage_origins


def row_origins(tables: Mapping[str, pl.DataFrame], table: str) -> pl.DataFrame:
    """Return row_id and origin: one line for each independent origin of each row's witnesses, as n_origins counts them.

    Rows are sorted by row_id and origin.
    """
    heard = witnesses(tables, table).filter(pl.col("origin").is_not_null())
    return heard.select("row_id", "origin").unique().sort("row_id", "origin")


def witnesses(tables: Mapping[str, pl.DataFrame], table: str) -> pl.DataFrame:
    """Return row_id, article_id and origin of every citation of an article that agrees and contradicts no cell."""
    cited = tables["citations"].filter((pl.col("row_table") == table) & pl.col("agrees").is_not_null())
    spoken = cited.select("row_id", "passage_id", "agrees").join(passage_origins(tables), on="passage_id")
    against = spoken.filter(~pl.col("agrees")).select("row_id", "article_id")
    agreeing = spoken.filter("agrees").join(against, on=["row_id", "article_id"], how="anti")
    return agreeing.select("row_id", "article_id", "origin").unique()
