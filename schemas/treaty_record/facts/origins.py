"""Independent origins: who first reported what an article or passage reports, so that copies count once."""

from collections.abc import Mapping

import polars as pl

from .sources import along_translations, counts_as_source

ITSELF = "articles/"
"""Prefix of an article's id when the article is its own origin, to distinguish it from an actor's id."""


def own_origin(article_id: str = "article_id") -> pl.Expr:
    """Return an article as its own origin; ``article_id`` is the column with its id."""
    return pl.lit(ITSELF) + pl.col(article_id)


def own_article(origin: str) -> str | None:
    """Return the id of the article that is its own origin, None if the origin is an actor."""
    return origin.removeprefix(ITSELF) if origin.startswith(ITSELF) else None


def independent_origins(articles: pl.DataFrame) -> pl.DataFrame:
    """Return article_id and origin of every article, scraped copies included.

    The origin is the actor in ``origin_id``, or for a translation that of the translated text, or the article itself,
    as ``articles/`` and its id.
    """
    known = along_translations(articles, "origin_id")
    return known.select("article_id", origin=pl.coalesce("origin_id", own_origin("at")))


def counted_origins(articles: pl.DataFrame) -> pl.DataFrame:
    """Return article_id and origin of every article, null for a scraped copy, which does not count as a source."""
    counted = articles.filter(counts_as_source()).select("article_id", _counted=True).unique("article_id")
    joined = independent_origins(articles).join(counted, on="article_id", how="left", maintain_order="left")
    return joined.select("article_id", origin=pl.when("_counted").then("origin"))


def passage_origins(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return passage_id, article_id, origin and counted of every passage.

    The origin is the passage's own or that of its article; ``counted`` is whether the article counts as a source.
    """
    kinds = tables["articles"].unique("article_id", keep="first").select("article_id", counted=counts_as_source())
    origins = independent_origins(tables["articles"]).join(kinds, on="article_id")
    joined = tables["passages"].join(origins, on="article_id", how="left", maintain_order="left")
    origin = pl.when(pl.col("origin").is_not_null()).then(pl.coalesce("origin_id", "origin"))
    return joined.select("passage_id", "article_id", pl.col("counted").fill_null(False), origin=origin)


def origin_names(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return origin and name: the actor's name, or for an article that is its own origin, its publisher and id."""
    actors = tables["actors"].unique("actor_id", keep="first")
    articles = tables["articles"].unique("article_id", keep="first")
    published = pl.format("{} ({})", "publisher", "article_id")
    itself = pl.when(pl.col("publisher").is_null()).then("article_id").otherwise(published)
    return pl.concat(
        [
            actors.select(origin="actor_id", name=pl.coalesce("name", "actor_id")),
            articles.select(origin=own_origin(), name=itself),
        ]
    )
