"""Who cites whom: publishers by the origins of what they publish, and by the claimants they quote."""

import polars as pl

from ..facts.origins import houses, passage_origins
from ..facts.sides import side
from .labels import names
from .table import Tables


def by_origin(tables: Tables) -> pl.DataFrame:
    """Return one row per publisher and origin of its passages, the most frequent first.

    Columns: publisher, publisher_country, origin (empty if not known), origin_country, own (whether the publisher's
    house is the origin), copies (how many of the articles are scraped copies, which do not count as sources), articles
    and passages.
    """
    own = (pl.col("origin") == pl.col("house")).fill_null(False)
    named = passages(tables).with_columns(own=own).join(_origins(tables), on="origin", how="left")
    grouped = named.with_columns(origin=pl.coalesce("name", "origin")).group_by(
        "publisher", "publisher_country", "origin", "origin_country", "own"
    )
    return _ordered(grouped.agg(_copies(), _articles(), passages=_count(pl.len())), "passages")


def by_claimant(tables: Tables) -> pl.DataFrame:
    """Return one row per publisher and claimant whose claims its articles report, the most frequent first.

    Columns: publisher, publisher_country, claimant, claimant_country, copies (how many of the articles are scraped
    copies, which do not count as sources), articles, claims and quoted (claims supported by exact words).
    """
    cited = tables["citations"].filter(side() == "supporting", row_table="claims")
    claimants = (
        tables["claims"]
        .select("claim_id", "claimant_id")
        .join(names(tables, "claimant_id", "claimant"), on="claimant_id")
    )
    country = tables["actors"].select(claimant_id="actor_id", claimant_country="country").unique("claimant_id")
    reported = (
        cited.select("passage_id", claim_id="row_id")
        .unique()
        .join(passages(tables), on="passage_id")
        .join(claimants, on="claim_id")
        .join(country, on="claimant_id", how="left")
    )
    grouped = reported.group_by("publisher", "publisher_country", "claimant", "claimant_country")
    claims = pl.col("claim_id")
    counted = grouped.agg(
        _copies(), _articles(), claims=_count(claims.n_unique()), quoted=_count(claims.filter("quoted").n_unique())
    )
    return _ordered(counted, "claims")


def passages(tables: Tables) -> pl.DataFrame:
    """Return every passage with its publisher, origin, whether it is quoted and whether its article is a copy."""
    publishers = (
        tables["actors"]
        .unique("actor_id", keep="first")
        .select(publisher_id="actor_id", publisher="name", publisher_country="country")
    )
    house = houses(tables).rename({"actor_id": "publisher_id"})
    published = (
        tables["articles"]
        .select("article_id", "publisher_id")
        .join(publishers, on="publisher_id", how="left")
        .join(house, on="publisher_id", how="left")
    )
    quoted = tables["passages"].unique("passage_id").select("passage_id", quoted=pl.col("quote").is_not_null())
    origins = passage_origins(tables).with_columns(copy=~pl.col("counted")).drop("counted")
    return origins.join(quoted, on="passage_id").join(published, on="article_id")


def _origins(tables: Tables) -> pl.DataFrame:
    """Return origin, name and origin_country of every actor."""
    actors = tables["actors"].unique("actor_id", keep="first")
    return actors.select(origin="actor_id", name="name", origin_country="country")


def _copies() -> pl.Expr:
    return _count(pl.col("article_id").filter("copy").n_unique()).alias("copies")


def _articles() -> pl.Expr:
    return _count(pl.col("article_id").n_unique()).alias("articles")


def _count(number: pl.Expr) -> pl.Expr:
    return number.cast(pl.Int64)


def _ordered(counted: pl.DataFrame, most: str) -> pl.DataFrame:
    return counted.sort(-pl.col(most), *counted.columns, nulls_last=True)
