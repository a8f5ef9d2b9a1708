"""Witnesses of a row: the articles that support it, their independent origins, and those that only announce it.

A citation counts as support if it supports the row, does not differ from the cell that it cites, and is not in a
scraped copy. An article that differs in one cell leaves that cell's support, not the row's. An article gives a row one
origin: that of a passage with an origin of its own before the article's.
"""

from collections.abc import Mapping

import polars as pl

from .origins import origin_names, passage_origins

Tables = Mapping[str, pl.DataFrame]
ROW = ("row_table", "row_id")
PAIR = (*ROW, "article_id")
"""A row and an article that is cited for it."""


def support(tables: Tables) -> pl.DataFrame:
    """Return the columns origin and counts of each citation, in the order of their table, from its column agrees."""
    places = passage_origins(tables).unique("passage_id", keep="first", maintain_order=True)
    cited = tables["citations"].select(*ROW, "passage_id", "stance", "agrees")
    return support_of(cited.join(places, on="passage_id", how="left", maintain_order="left"))


def support_of(cited: pl.DataFrame) -> pl.DataFrame:
    """Return the columns origin and counts of each citation, given with what ``passage_origins`` has of its passage."""
    counts = ((pl.col("stance") == "supports") & pl.col("agrees") & pl.col("counted")).fill_null(False)
    found = cited.select("origin", counts=counts)
    given = cited.filter(found["counts"] & cited["own"])
    if len(given):
        found = found.with_columns(_with_given(cited, given))
    return found.select(pl.when("counts").then("origin"), "counts")


def _with_given(cited: pl.DataFrame, given: pl.DataFrame) -> pl.Series:
    """Return the origin of each citation: what a passage with an origin of its own, in ``given``, gives its row."""
    first = given.sort("passage_id").unique(PAIR, keep="first").select(*PAIR, _origin="origin", _given=True)
    here = cited["article_id"].is_in(given["article_id"].implode()).arg_true()
    joined = cited[here].join(first, on=PAIR, how="left", maintain_order="left")
    origin = pl.when("_given").then("_origin").otherwise("origin")
    return cited["origin"].scatter(here, joined.select(origin).to_series())


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
    """Return row_id, article_id and origin of every article that supports a row of a table; origin may be null."""
    cited = with_sources(tables, tables["citations"].filter(pl.col("counts"), row_table=table))
    return cited.select("row_id", "article_id", "origin").unique()


def announcements(tables: Tables, table: str) -> pl.DataFrame:
    """Return row_id and article_id of every article, scraped copies too, that announces a row of a table."""
    cited = with_sources(tables, tables["citations"].filter(row_table=table, stance="announces"))
    return cited.select("row_id", "article_id").drop_nulls("article_id").unique()


def with_sources(tables: Tables, citations: pl.DataFrame) -> pl.DataFrame:
    """Return citations in their order, with article_id, heard_from and counted.

    ``heard_from`` is who first reported what the passage reports, null if not known or in a scraped copy; ``counted``
    is whether the article counts as a source. Citations of unknown passages have no article and do not count.
    """
    places = passage_origins(tables).select("passage_id", "article_id", "counted", heard_from="origin")
    joined = citations.join(places, on="passage_id", how="left", maintain_order="left")
    return joined.with_columns(pl.col("counted").fill_null(False))
