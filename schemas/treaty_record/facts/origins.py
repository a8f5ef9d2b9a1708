"""Independent origins: who first reported what an article or passage reports, so that copies count once."""

from collections.abc import Mapping

import polars as pl

from .sources import along_translations, counts_as_source

ITSELF = "articles/"
"""Prefix of an article's id when the article is its own origin, to distinguish it from an actor's id."""


def independent_origins(articles: pl.DataFrame) -> pl.DataFrame:
    """Return article_id and origin of every article.

    The origin is the actor in ``origin_id``, or for a translation that of the translated text, or the article itself,
    as ``articles/`` and its id.
    """
    known = along_translations(articles, "origin_id")
    return known.select("article_id", origin=pl.coalesce("origin_id", pl.lit(ITSELF) + pl.col("at")))


def passage_origins(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return passage_id, article_id and origin of every passage: its own or its article's; null in a scraped copy."""
    counted = tables["articles"].filter(counts_as_source()).select("article_id")
    origins = independent_origins(tables["articles"]).join(counted, on="article_id", how="semi")
    origin = pl.when(pl.col("origin").is_not_null()).then(pl.coalesce("origin_id", "origin"))
    joined = tables["passages"].join(origins, on="article_id", how="left", maintain_order="left")
    return joined.select("passage_id", "article_id", origin=origin)
