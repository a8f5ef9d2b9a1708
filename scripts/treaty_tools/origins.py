"""Who reported first: the independent origin of each article, so that copies are not counted as sources."""

import polars as pl

LONGEST_CHAIN = 64
"""Translations of translations that are followed; a longer chain is a cycle, which a rule of its own reports."""


def independent_origins(articles: pl.DataFrame) -> pl.DataFrame:
    """Return article_id and origin: its origin's actor, or that of the article it translates, or the article itself.

    An article's own id is prefixed with ``articles/``, so that it cannot be taken for an actor's.
    """
    known = _chains(articles).with_columns(origin=pl.col("origin_id"), at="article_id", parent="translation_of")
    links = known.select("article_id", "origin_id", "translation_of")
    for _ in range(LONGEST_CHAIN):
        if not known.select((pl.col("origin").is_null() & pl.col("parent").is_not_null()).any()).item():
            break
        known = _one_step(known, links)
    itself = pl.lit("articles/") + pl.col("at")
    return known.select("article_id", origin=pl.coalesce("origin", itself))


def _chains(articles: pl.DataFrame) -> pl.DataFrame:
    return articles.select("article_id", "origin_id", "translation_of").unique("article_id", maintain_order=True)


def _one_step(known: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Return the chains followed by one translation where no origin is known yet."""
    moves = pl.col("origin").is_null() & pl.col("parent").is_not_null()
    there = links.rename({"article_id": "parent", "origin_id": "_origin", "translation_of": "_next"})
    joined = known.join(there, on="parent", how="left", maintain_order="left")
    return joined.with_columns(
        origin=pl.when(moves).then("_origin").otherwise("origin"),
        at=pl.when(moves).then("parent").otherwise("at"),
        parent=pl.when(moves).then("_next").otherwise("parent"),
    ).drop("_origin", "_next")
