"""The evidence behind one row: its citations, with the passages and articles they come from."""

from typing import NamedTuple

import polars as pl

from .load import load


class Evidence(NamedTuple):
    """What one row rests on; each frame has the columns of its table."""

    citations: pl.DataFrame
    passages: pl.DataFrame
    articles: pl.DataFrame


def evidence(row: str) -> Evidence:
    """Return the citations of a row such as ``events/kim-ratifies-treaty``, with their passages and articles.

    A relation has those of its claim as well. Raises KeyError where the package has no such row.
    """
    table, _, row_id = row.partition("/")
    tables = load()
    return evidence_in(tables, table, row_id)


def evidence_in(tables: dict[str, pl.DataFrame], table: str, row_id: str) -> Evidence:
    """Return the evidence of a row of a package that is already loaded."""
    if table not in tables or tables[table].filter(pl.nth(0) == row_id).is_empty():
        raise KeyError(f"no row {table}/{row_id}: a row is named like events/kim-ratifies-treaty")
    cited = (pl.col("row_table") == table) & (pl.col("row_id") == row_id)
    if table == "relations":
        claim_id = tables[table].filter(relation_id=row_id)["claim_id"].item()
        cited |= (pl.col("row_table") == "claims") & (pl.col("row_id") == claim_id)
    citations = tables["citations"].filter(cited)
    passages = tables["passages"].join(citations, on="passage_id", how="semi")
    return Evidence(citations, passages, tables["articles"].join(passages, on="article_id", how="semi"))
