"""The evidence behind one row: its citations, with the passages and articles they come from."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, overload

import polars as pl

from . import reading, rows
from .facts.links import passage_links
from .facts.sources import publications
from .formats import Arrow, DuckDB, Format, Pandas, Polars, checked, formatted
from .reading import Where
from .values.number import texts

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import pyarrow as pa

F = TypeVar("F")


class Evidence(NamedTuple, Generic[F]):
    """The evidence for rows; each frame has the columns of its table, the passages also ``link``.

    ``link`` is the address of the article, which browsers open at the words of the passage; null if it has none.
    """

    citations: F
    passages: F
    articles: F


@overload
def evidence(row: str | None = ..., *, package: Where = ..., as_: Polars = ...) -> Evidence[pl.DataFrame]: ...
@overload
def evidence(row: str | None = ..., *, package: Where = ..., as_: Pandas) -> "Evidence[pd.DataFrame]": ...
@overload
def evidence(row: str | None = ..., *, package: Where = ..., as_: Arrow) -> "Evidence[pa.Table]": ...
@overload
def evidence(row: str | None = ..., *, package: Where = ..., as_: DuckDB) -> "Evidence[duckdb.DuckDBPyRelation]": ...


def evidence(row: str | None = None, *, package: Where = None, as_: Format = "polars") -> Evidence[Any]:
    """Return the citations of a row, of all rows of a table, or of all tables, with their passages and articles.

    ``row`` is a row such as ``events/bridge-closes`` or its key alone, or a table such as ``events``. For one row, a
    relation also has those of its claim, a publisher also the articles that it published, and an owner those of its
    publishers. Citations name their row (``row_table``, ``row_id``) and are joined to the other two:

        citations, passages, articles = treaty_record.evidence("events")
        citations.join(passages.drop("note"), on="passage_id").join(articles.drop("note"), on="article_id")

    Raises KeyError if the package has no such row.
    """
    checked(as_)
    tables = reading.cited_events(package)
    if row is None or row in tables:
        found = evidence_of_table(tables, row)
    else:
        found = evidence_in(tables, *rows.found(tables, row))
    return Evidence(*(formatted(frame, as_) for frame in found))


def evidence_of_table(tables: Mapping[str, pl.DataFrame], table: str | None) -> Evidence[pl.DataFrame]:
    """Return the evidence for all rows of a table, or of all tables."""
    citations = tables["citations"]
    if table is not None:
        citations = citations.filter(row_table=table)
    passages = tables["passages"].join(citations, on="passage_id", how="semi", maintain_order="left")
    articles = tables["articles"].join(passages, on="article_id", how="semi", maintain_order="left")
    return Evidence(citations, _linked(articles, passages), articles)


def evidence_in(tables: Mapping[str, pl.DataFrame], table: str, row_id: str) -> Evidence[pl.DataFrame]:
    """Return the evidence for a row of a package that is already loaded."""
    if table not in tables or row_id not in texts(tables[table].to_series()):
        raise KeyError(f"no row {table}/{row_id}; name a row as table/key, such as events/bridge-closes")
    cited = (pl.col("row_table") == table) & (pl.col("row_id") == row_id)
    if table == "relations":
        claim_id = tables[table].filter(relation_id=row_id)["claim_id"].item()
        cited |= (pl.col("row_table") == "claims") & (pl.col("row_id") == claim_id)
    citations = tables["citations"].filter(cited)
    passages = tables["passages"].join(citations, on="passage_id", how="semi")
    from_passages = pl.col("article_id").is_in(passages["article_id"].implode())
    published = pl.lit(False)
    if table == "actors":
        of_actor = publications(tables["actors"], tables["articles"]).filter(actor_id=row_id)
        published = pl.col("article_id").is_in(of_actor["article_id"].implode())
    articles = tables["articles"].filter(from_passages | published)
    return Evidence(citations, _linked(articles, passages), articles)


def _linked(articles: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Return passages with their links."""
    links = passage_links({"articles": articles, "passages": passages}).unique("passage_id", keep="first")
    return passages.join(links, on="passage_id", how="left", maintain_order="left")
