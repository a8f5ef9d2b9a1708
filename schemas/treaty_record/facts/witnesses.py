"""Witnesses of a row: the articles that agree with it and contradict none of it, and their independent origins."""

from collections.abc import Mapping

import polars as pl

from .origins import origin_names, passage_origins

Tables = Mapping[str, pl.DataFrame]
_ROW_OF_ARTICLE = ("row_table", "row_id", "article_id")


def row_origins(tables: Tables, table: str) -> pl.DataFrame:
    """Return row_id, origin and name: one line for each independent origin of each row, as n_origins counts them.

    Rows are sorted by row_id, then by the name of the origin, then by its id: the order in which origins are listed.
    """
    heard = witnesses(tables, table).filter(pl.col("origin").is_not_null()).select("row_id", "origin").unique()
    return in_order(with_names(tables, heard))


def with_names(tables: Tables, heard: pl.DataFrame) -> pl.DataFrame:
    """Return a frame with ``name``, the name of the independent origin in its column ``origin``."""
    named = heard.join(origin_names(tables), on="origin", how="left", maintain_order="left")
    return named.with_columns(name=pl.coalesce("name", "origin"))


def in_order(heard: pl.DataFrame) -> pl.DataFrame:
    """Return the independent origins of each row in the order in which they are listed."""
    return heard.sort("row_id", "name", "origin")


def witnesses(tables: Tables, table: str) -> pl.DataFrame:
    """Return row_id, article_id and origin of every article that agrees with a row and contradicts no cell of it.

    The origin is null in a scraped copy, which counts as an article but not as a source.
    """
    cited = with_sources(tables, tables["citations"].filter(row_table=table)).filter("witness")
    origin = pl.when("counted").then("origin")
    return cited.select("row_id", "article_id", origin=origin).unique()


def with_sources(tables: Tables, citations: pl.DataFrame) -> pl.DataFrame:
    """Return citations in their order, with article_id, origin, counted, witness and counts.

    ``origin`` is who first reported it; ``counted`` whether the article counts as a source; ``witness`` whether the
    article agrees with the row and contradicts no cell of it; ``counts`` whether n_origins counts it: both of these.
    Citations of unknown passages have no article and do not count.
    """
    joined = citations.join(passage_origins(tables), on="passage_id", how="left", maintain_order="left")
    contradicts = (~pl.col("agrees")).any().over(_ROW_OF_ARTICLE)
    agrees = pl.col("agrees").fill_null(False) & pl.col("article_id").is_not_null()
    judged = joined.with_columns(pl.col("counted").fill_null(False), witness=agrees & ~contradicts)
    return judged.with_columns(counts=pl.col("witness") & pl.col("counted") & pl.col("origin").is_not_null())
