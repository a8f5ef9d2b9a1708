"""Who reported first: the independent origins of articles and of rows, so that copies are not counted as sources."""

from collections.abc import Mapping

import polars as pl

LONGEST_CHAIN = 64
"""Translations of translations that are followed; a longer chain is a cycle, which a rule of its own reports."""
ITSELF = "articles/"
"""What an article's own id is prefixed with where it is its own origin, so that it cannot be taken for an actor's."""


def independent_origins(articles: pl.DataFrame) -> pl.DataFrame:
    """Return article_id and origin: its origin's actor, or that of the article it translates, or the article itself.

    An article's own id is prefixed with ``articles/``.
    """
    known = _chains(articles).with_columns(origin=pl.col("origin_id"), at="article_id", parent="translation_of")
    links = known.select("article_id", "origin_id", "translation_of")
    for _ in range(LONGEST_CHAIN):
        if not known.select((pl.col("origin").is_null() & pl.col("parent").is_not_null()).any()).item():
            break
        known = _one_step(known, links)
    itself = pl.lit(ITSELF) + pl.col("at")
    return known.select("article_id", origin=pl.coalesce("origin", itself))


def passage_origins(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return passage_id, article_id and origin of every passage: its own or its article's; null in a scraped copy."""
    counted = tables["articles"].filter(pl.col("kind") != "scraped copy").select("article_id")
    origins = independent_origins(tables["articles"]).join(counted, on="article_id", how="semi")
    told = pl.when(pl.col("origin").is_not_null()).then(pl.coalesce("origin_id", "origin"))
    joined = tables["passages"].join(origins, on="article_id", how="left", maintain_order="left")
    return joined.select("passage_id", "article_id", origin=told)


def row_origins(tables: Mapping[str, pl.DataFrame], table: str) -> pl.DataFrame:
    """Return row_id and origin, a line for each independent origin that ``n_origins`` of a table's rows counts.

    They are those of the articles that agree with the row and say nothing against it.
    """
    cited = tables["citations"].filter((pl.col("row_table") == table) & pl.col("agrees").is_not_null())
    told = cited.select("row_id", "passage_id", "agrees").join(passage_origins(tables), on="passage_id")
    against = told.filter(~pl.col("agrees")).select("row_id", "article_id")
    heard = told.filter(pl.col("agrees") & pl.col("origin").is_not_null())
    heard = heard.join(against, on=["row_id", "article_id"], how="anti")
    return heard.select("row_id", "origin").unique().sort("row_id", "origin")


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
