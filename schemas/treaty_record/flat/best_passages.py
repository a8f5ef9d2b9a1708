"""The two sides of a contradiction: the passage and the article that best support each."""

import polars as pl

from ..contract import Column
from ..facts.links import passage_links
from ..facts.order import articles_to_read
from ..facts.sides import side
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
        text(
            f"{prefix}_link",
            "URL of the article at the words of that passage; empty without a URL of its own and for a scraped copy.",
        ),
        *article_fields(f"The article of the passage for {which}", f"{prefix}_article_"),
    )


def best_passages(tables: Tables, rows: pl.DataFrame) -> pl.DataFrame:
    """Return ``rows`` with passage_id: the best passage that supports each, null if there is none.

    ``rows`` has the columns of ``ROW`` and article_id, the first article to read. For a cell, passages that cite that
    cell are preferred to passages that cite the row as a whole and contradict none of it; for a whole row, any passage
    that agrees with one of its cells qualifies. Passages that only announce the row come last. Ties are broken by the
    first article to read, then by the order in which articles are to be read.
    """
    supporting = rows.join(agreeing(tables, rows), on=["row_table", "row_id"])
    this_cell, whole = pl.col("cell") == pl.col("field"), pl.col("cell") == "*"
    supports = this_cell | (pl.col("field") == "*") | (whole & ~pl.col("contradicts"))
    found = supporting.filter(supports).join(reading_ranks(tables), on="passage_id", how="left")
    rank = (
        "announces",
        ~this_cell,
        ~whole,
        pl.col("contradicts"),
        (pl.col("article_id") != pl.col("passage_article_id")).fill_null(True),
        pl.col("reading_rank"),
        pl.col("passage_id"),
    )
    first = found.sort(rank, nulls_last=True).unique(ROW, keep="first")
    return rows.join(first.select(*ROW, "passage_id"), on=ROW, how="left", maintain_order="left")


def agreeing(tables: Tables, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the citations that agree with ``rows``: row_table, row_id, passage_id, cell, announces, contradicts.

    ``announces`` is whether the passage only announces the row, ``contradicts`` whether it contradicts another cell.
    """
    cited = tables["citations"].select("passage_id", "row_table", "row_id", "agrees", cell="field", side=side())
    cited = cited.join(rows.select("row_table", "row_id").unique(), on=["row_table", "row_id"], how="semi")
    contradicts = (pl.col("side") == "differing").any().over("row_table", "row_id", "passage_id")
    found = cited.with_columns(contradicts=contradicts, announces=pl.col("side") == "announcing")
    return found.filter(pl.col("side").is_in(("supporting", "announcing")) & pl.col("agrees")).drop("agrees", "side")


def reading_ranks(tables: Tables) -> pl.DataFrame:
    """Return passage_id, passage_article_id and reading_rank: how early its article is to be read."""
    ranked = articles_to_read(tables, tables["articles"].unique("article_id", keep="first")).select("article_id")
    passages = tables["passages"].select("passage_id", passage_article_id="article_id")
    ranks = ranked.with_row_index("reading_rank").rename({"article_id": "passage_article_id"})
    return passages.join(ranks, on="passage_article_id", how="left")


def with_passage(tables: Tables, sides: pl.DataFrame, prefix: str) -> pl.DataFrame:
    """Return a frame with the words and the article of the passage in ``<prefix>_passage_id`` added."""
    wanted = sides[f"{prefix}_passage_id"].unique().implode()
    passages = tables["passages"].unique("passage_id", keep="first").filter(pl.col("passage_id").is_in(wanted))
    links = passage_links({**tables, "passages": passages})
    words = passages.select("passage_id", "quote", "gloss", "article_id").join(links, on="passage_id")
    described = words.join(articles(tables), on="article_id", how="left")
    prefixed = described.rename({name: f"{prefix}_{name}" for name in described.columns})
    return sides.join(prefixed, on=f"{prefix}_passage_id", how="left", maintain_order="left")
