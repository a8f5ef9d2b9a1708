"""The two sides of a contradiction: which passage of which article speaks for each, and in which words."""

import polars as pl

from .spelt_out import article_fields, articles
from .table import Tables, text

ROW = ("row_table", "row_id", "field")
"""What is cited: a cell of a row, or with ``*`` the row as a whole."""


def side_fields(prefix: str, which: str) -> tuple[dict[str, str], ...]:
    """Return the columns that tell who speaks for one side; ``which`` names the side."""
    return (
        text(f"{prefix}_says", f"What {which} says: the value of the cell, or the statement of the claim."),
        text(f"{prefix}_claimant", f"Who makes the claim of {which}, by name; empty where a cell is contradicted."),
        text(f"{prefix}_said_on", f"When the claim of {which} was made, EDTF."),
        text(f"{prefix}_passage_id", f"A passage that speaks for {which}: its key in the table passages."),
        text(f"{prefix}_quote", "Its exact words in their own script; empty where only the gloss is given."),
        text(f"{prefix}_gloss", "What it says, in English."),
        *article_fields(f"The article of that passage of {which}", f"{prefix}_article_"),
    )


def speaking(tables: Tables, rows: pl.DataFrame) -> pl.DataFrame:
    """Return ``rows`` with passage_id: the best passage that speaks for each, null where there is none.

    ``rows`` has the columns of ``ROW`` and article_id, the article to read first. For a cell, a passage that gives it
    goes before one that speaks of the whole row and nowhere against it; for a whole row any will do that agrees with
    a cell of it. Among equals one of the article to read first goes before the earliest.
    """
    cited = tables["citations"].select("passage_id", "row_table", "row_id", "agrees", cell="field")
    cited = cited.join(rows.select("row_table", "row_id").unique(), on=["row_table", "row_id"], how="semi")
    against = cited.filter(~pl.col("agrees")).select("row_table", "row_id", "passage_id", against=pl.lit(True)).unique()
    agreeing = cited.filter("agrees").join(against, on=["row_table", "row_id", "passage_id"], how="left")
    found = rows.join(agreeing, on=["row_table", "row_id"]).join(places(tables), on="passage_id", how="left")
    exact, whole = pl.col("cell") == pl.col("field"), pl.col("cell") == "*"
    fit = found.filter(exact | (pl.col("field") == "*") | (whole & pl.col("against").is_null()))
    order = (~exact, ~whole, "against", pl.col("article_id") != pl.col("at"), "published", "passage_id")
    first = fit.sort(order, nulls_last=[False, False, False, True, True, False]).unique(ROW, keep="first")
    return rows.join(first.select(*ROW, "passage_id"), on=ROW, how="left", maintain_order="left")


def places(tables: Tables) -> pl.DataFrame:
    """Return passage_id, at (its article) and published, the day of the article as it is typed."""
    dates = tables["articles"].unique("article_id", keep="first").select(at="article_id", published="published")
    return tables["passages"].select("passage_id", at="article_id").join(dates, on="at", how="left")


def in_words(tables: Tables, sided: pl.DataFrame, prefix: str) -> pl.DataFrame:
    """Return a frame that names a passage as ``<prefix>_passage_id`` with its words and its article spelt out."""
    passages = (
        tables["passages"].unique("passage_id", keep="first").select("passage_id", "quote", "gloss", "article_id")
    )
    joined = passages.join(articles(tables), on="article_id", how="left")
    told = joined.rename({name: f"{prefix}_{name}" for name in joined.columns})
    return sided.join(told, on=f"{prefix}_passage_id", how="left", maintain_order="left")
