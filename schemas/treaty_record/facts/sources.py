"""Which articles count as sources, which text an article copies, and which address to show for it."""

import polars as pl

LONGEST_CHAIN = 64
"""Copies of copies that are followed; a longer chain is a cycle, which the rule ``cycle`` reports."""


def counts_as_source() -> pl.Expr:
    """Return whether an article counts as a source: all do, except scraped copies."""
    return pl.col("kind") != "scraped copy"


def address() -> pl.Expr:
    """Return the URL at which an article, or the text it translates or copies, can be read; null for a scraped copy."""
    return pl.when(counts_as_source()).then(pl.coalesce("url", "source_url"))


def along_copies(articles: pl.DataFrame, value: str) -> pl.DataFrame:
    """Return article_id, the column ``value``, filled from the copied texts where it is empty, and ``at``.

    ``at`` is the article that the value comes from, or the end of the chain of copies if none has one.
    """
    links = articles.unique("article_id", keep="first", maintain_order=True)
    links = links.select("article_id", value, "copy_of")
    known = links.with_columns(at="article_id").rename({"copy_of": "parent"})
    there = links.rename({"article_id": "parent", value: "_value", "copy_of": "_next"})
    moves = pl.col(value).is_null() & pl.col("parent").is_not_null()
    for _ in range(LONGEST_CHAIN):
        if not known.select(moves.any()).item():
            break
        joined = known.join(there, on="parent", how="left", maintain_order="left")
        known = joined.select(
            "article_id",
            pl.when(moves).then("_value").otherwise(value).alias(value),
            pl.when(moves).then("_next").otherwise("parent").alias("parent"),
            pl.when(moves).then("parent").otherwise("at").alias("at"),
        )
    return known.drop("parent")
