"""The reported range of a measure over time: the lowest and highest figures, and who gives them."""

import polars as pl

from ..facts.measures import highest, lowest
from ..facts.order import claim_day
from ..facts.witnesses import row_origins, witnesses
from .figures import of_measure
from .labels import names
from .table import LIST, Tables


def reported(tables: Tables, measure: str, every: str) -> pl.DataFrame:
    """Return one row per period in which a figure for a measure was claimed.

    Columns: period (its first day; null, and last, for undated claims), low and high (the lowest and highest figures
    claimed), or_fewer and or_more (whether a claim has no lower or no upper bound), claims, disputed, n_claimants,
    claimants, n_articles (that support one of the claims), n_origins and origins (independent origins, by name:
    newsrooms that heard the claims, which does not confirm them), n_unknown_origin (of these articles).

    Raises KeyError if no claim is about the measure, ValueError if ``every`` is not a duration.
    """
    claims = of_measure(tables["claims"], measure)
    dated = claims.with_columns(period=periods(claims, every))
    return (
        ranges(dated)
        .join(claimants(tables, dated), on="period", how="left", nulls_equal=True)
        .join(sources(tables, dated), on="period", how="left", nulls_equal=True)
        .join(articles(tables, dated), on="period", how="left", nulls_equal=True)
        .with_columns(pl.col("n_claimants", "n_articles", "n_origins", "n_unknown_origin").fill_null(0))
        .sort("period", nulls_last=True)
    )


def periods(claims: pl.DataFrame, every: str) -> pl.Series:
    """Return the first day of the period in which each claim was made, by the day it is sorted by."""
    day = claims.select(claim_day()).to_series()
    try:
        return day.dt.truncate(every)
    except pl.exceptions.PolarsError:
        raise ValueError(f"every={every!r} is not a duration such as 1d, 1w, 1mo or 1y") from None


def ranges(dated: pl.DataFrame) -> pl.DataFrame:
    """Return the bounds and counts of the claims of each period."""
    return dated.group_by("period").agg(
        low=lowest(),
        high=highest(),
        or_fewer=pl.col("figure_low").is_null().any(),
        or_more=pl.col("figure_high").is_null().any(),
        claims=pl.len().cast(pl.Int64),
        disputed=pl.col("disputed").sum().cast(pl.Int64),
    )


def claimants(tables: Tables, dated: pl.DataFrame) -> pl.DataFrame:
    """Return n_claimants and claimants of each period; claims without a named claimant have none."""
    named = dated.join(names(tables, "claimant_id", "name"), on="claimant_id")
    return _counted(named.select("period", "name", id="claimant_id"), "claimants")


def sources(tables: Tables, dated: pl.DataFrame) -> pl.DataFrame:
    """Return n_origins and origins of each period, each origin once."""
    heard = dated.select("period", "claim_id").join(
        row_origins(tables, "claims"), left_on="claim_id", right_on="row_id"
    )
    return _counted(heard.select("period", "name", id="origin"), "origins")


def articles(tables: Tables, dated: pl.DataFrame) -> pl.DataFrame:
    """Return n_articles and n_unknown_origin of each period: the articles that support its claims, each once."""
    heard = dated.select("period", row_id="claim_id").join(witnesses(tables, "claims"), on="row_id")
    by_article = heard.group_by("period", "article_id").agg(unknown=pl.col("origin").is_null().any())
    return by_article.group_by("period").agg(
        n_articles=pl.len().cast(pl.Int64), n_unknown_origin=pl.col("unknown").sum().cast(pl.Int64)
    )


def _counted(named: pl.DataFrame, what: str) -> pl.DataFrame:
    each = named.unique(["period", "id"]).sort("name", "id").group_by("period", maintain_order=True)
    return each.agg(pl.len().cast(pl.Int64).alias(f"n_{what}"), pl.col("name").str.join(LIST).alias(what))
