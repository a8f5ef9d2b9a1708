"""The two sides of a contradiction: the passage and the article that best support each."""

import polars as pl

from ..contract import Column
from ..facts.sources import counts_as_source
from .labels import article_fields, articles
from .table import Tables, text

ROW = ("row_table", "row_id", "field")
"""The columns that identify what is cited: a cell, or with ``*`` the row as a whole."""


def side_fields(prefix: str, which: str) -> tuple[Column, ...]:
    """Return the columns that describe one side; ``which`` names it in the descriptions."""
    return (
        text(f"{prefix}_says", f"What {which} says: the value of the cell, or the statement of the claim."),
        text(f"{prefix}_claimant", f"Name of the claimant of {which}; empty if a cell is contradicted."),
        text(f"{prefix}_said_on", f"When the claim of {which} was made, EDTF."),
        text(f"{prefix}_passage_id", f"Key of the passage that best supports {which}, in the table passages."),
        text(
            f"{prefix}_quote", "The exact words of that passage in their own script; empty if only the gloss is given."
        ),
        text(f"{prefix}_gloss", "What the passage says, in English."),
        *article_fields(f"The article of the passage for {which}", f"{prefix}_article_"),
    )


def speaking(tables: Tables, rows: pl.DataFrame) -> pl.DataFrame:
    """Return ``rows`` with passage_id: the best passage that supports each, null if there is none.

    ``rows`` has the columns of ``ROW`` and article_id, the first article to read. For a cell, passages that cite that
    cell are preferred to passages that cite the row as a whole and contradict none of it; for a whole row, any passage
    that agrees with one of its cells qualifies. Ties are broken by the first article to read, then by date of
    publication; scraped copies come last.
    """
    cited = tables["citations"].select("passage_id", "row_table", "row_id", "agrees", cell="field")
    cited = cited.join(rows.select("row_table", "row_id").unique(), on=["row_table", "row_id"], how="semi")
    against = cited.filter(~pl.col("agrees")).select("row_table", "row_id", "passage_id", against=pl.lit(True)).unique()
    agreeing = cited.filter("agrees").join(against, on=["row_table", "row_id", "passage_id"], how="left")
    found = rows.join(agreeing, on=["row_table", "row_id"]).join(places(tables), on="passage_id", how="left")
    exact, whole = pl.col("cell") == pl.col("field"), pl.col("cell") == "*"
    fit = found.filter(exact | (pl.col("field") == "*") | (whole & pl.col("against").is_null()))
    order = (~exact, ~whole, "against", pl.col("article_id") != pl.col("at"), "copy", "published", "passage_id")
    first = fit.sort(order, nulls_last=[False] * 3 + [True] * 3 + [False]).unique(ROW, keep="first")
    return rows.join(first.select(*ROW, "passage_id"), on=ROW, how="left", maintain_order="left")


def places(tables: Tables) -> pl.DataFrame:
    """Return passage_id, at (its article), published (EDTF) and copy (whether the article is a scraped copy)."""
    known = tables["articles"].unique("article_id", keep="first")
    articles = known.select("published", at="article_id", copy=~counts_as_source())
    return tables["passages"].select("passage_id", at="article_id").join(articles, on="at", how="left")


def in_words(tables: Tables, sided: pl.DataFrame, prefix: str) -> pl.DataFrame:
    """Return a frame with the words and the article of the passage in ``<prefix>_passage_id`` added."""
    passages = (
        tables["passages"].unique("passage_id", keep="first").select("passage_id", "quote", "gloss", "article_id")
    )
    joined = passages.join(articles(tables), on="article_id", how="left")
    told = joined.rename({name: f"{prefix}_{name}" for name in joined.columns})
    return sided.join(told, on=f"{prefix}_passage_id", how="left", maintain_order="left")
