"""The articles behind an event or another row, one line each."""

from typing import TYPE_CHECKING, Any, overload

import polars as pl

from . import reading, rows
from .facts.links import passage_links
from .facts.order import dated_articles
from .facts.sides import side
from .flat.labels import articles
from .flat.table import Tables
from .formats import Arrow, DuckDB, Format, Pandas, Polars, checked, formatted
from .reading import Where

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import pyarrow as pa


@overload
def articles_of(row: str = ..., *, package: Where = ..., as_: Polars = ...) -> pl.DataFrame: ...
@overload
def articles_of(row: str = ..., *, package: Where = ..., as_: Pandas) -> "pd.DataFrame": ...
@overload
def articles_of(row: str = ..., *, package: Where = ..., as_: Arrow) -> "pa.Table": ...
@overload
def articles_of(row: str = ..., *, package: Where = ..., as_: DuckDB) -> "duckdb.DuckDBPyRelation": ...


def articles_of(row: str = "events", *, package: Where = None, as_: Format = "polars") -> Any:
    """Return the articles that are cited for a row, or for every row of a table, by row and day of publication.

    ``row`` is a row such as ``events/bridge-closes`` or its key alone, or a table; without one, all events:

        treaty_record.articles_of("bridge-closes").filter("supports")

    Columns: row_table, row_id, day (the earliest on which the article can have been published), article_id,
    article_title, article_title_gloss, article_publisher_id, article_publisher, article_published (EDTF),
    article_language, article_url; supports (whether it counts among ``n_articles``), announces, refutes, differs (in a
    cell), passages (how many are cited), link (the address of the first of them). Raises KeyError if there is no such
    row.
    """
    checked(as_)
    tables = reading.cited_events(package)
    cited = tables["citations"]
    if row in tables:
        return formatted(cited_articles(tables, cited.filter(row_table=row)), as_)
    table, key = rows.found(tables, row)
    return formatted(cited_articles(tables, cited.filter(row_table=table, row_id=key)), as_)


def cited_articles(tables: Tables, citations: pl.DataFrame) -> pl.DataFrame:
    """Return each row of some citations with each article that is cited for it."""
    passages = tables["passages"].unique("passage_id", keep="first")
    links = passage_links({**tables, "passages": passages})
    places = passages.select("passage_id", "article_id").join(links, on="passage_id")
    cited = citations.with_columns(side=side()).join(places, on="passage_id").sort("passage_id")
    grouped = cited.group_by("row_table", "row_id", "article_id").agg(
        supports=pl.col("counts").any(),
        announces=(pl.col("side") == "announcing").any(),
        refutes=(pl.col("side") == "refuting").any(),
        differs=(pl.col("side") == "differing").any(),
        passages=pl.col("passage_id").n_unique().cast(pl.Int64),
        link=pl.col("link").first(),
    )
    described = articles(tables)
    days = dated_articles(tables["articles"]).select("article_id", "day").unique("article_id", keep="first")
    joined = grouped.join(described, on="article_id").join(days, on="article_id", how="left")
    first = ("row_table", "row_id", "day", *described.columns)
    return joined.select(*first, pl.exclude(first)).sort("row_table", "row_id", "day", "article_id", nulls_last=True)
