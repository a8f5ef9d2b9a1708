"""The reported range of a measure over time: between which numbers its claims lie, and whose they are."""

import polars as pl

from ..origins import row_origins
from .figures import SAID, of_measure
from .spelt_out import names, origin_names
from .table import LIST, Tables


def reported(tables: Tables, measure: str, every: str) -> pl.DataFrame:
    """Return one line for each period in which a figure of a measure was claimed.

    Columns: period (its first day, null for claims of which no day is known, last), low and high (the least and the
    greatest number that a claim names), or_fewer and or_more (whether a claim leaves it open below or above), claims,
    disputed, n_claimants, claimants, n_origins and origins: independent ones, by name.

    Raises KeyError for a measure of which nothing is claimed, ValueError for what is no length of time.
    """
    claims = of_measure(tables["claims"], measure)
    dated = claims.with_columns(period=periods(claims, every))
    return (
        ranges(dated)
        .join(claimants(tables, dated), on="period", how="left", nulls_equal=True)
        .join(sources(tables, dated), on="period", how="left", nulls_equal=True)
        .with_columns(pl.col("n_claimants", "n_origins").fill_null(0))
        .sort("period", nulls_last=True)
    )


def periods(claims: pl.DataFrame, every: str) -> pl.Series:
    """Return the first day of the period in which each claim was made, by the first of its days that is known."""
    day = claims.select(pl.coalesce(*SAID)).to_series()
    try:
        return day.dt.truncate(every)
    except pl.exceptions.PolarsError:
        raise ValueError(f"every={every!r} is no length of time such as 1d, 1w, 1mo or 1y") from None


def ranges(dated: pl.DataFrame) -> pl.DataFrame:
    """Return what the claims of each period say in numbers."""
    low, high = pl.coalesce("figure_low", "figure_high"), pl.coalesce("figure_high", "figure_low")
    return dated.group_by("period").agg(
        low=low.min(),
        high=high.max(),
        or_fewer=pl.col("figure_low").is_null().any(),
        or_more=pl.col("figure_high").is_null().any(),
        claims=pl.len().cast(pl.Int64),
        disputed=pl.col("disputed").sum().cast(pl.Int64),
    )


def claimants(tables: Tables, dated: pl.DataFrame) -> pl.DataFrame:
    """Return n_claimants and claimants of each period; claims that nobody is named for have none."""
    named = dated.join(names(tables, "claimant_id", "name"), on="claimant_id")
    return _counted(named.select("period", "name", id="claimant_id"), "claimants")


def sources(tables: Tables, dated: pl.DataFrame) -> pl.DataFrame:
    """Return n_origins and origins of each period: each origin once, however many claims it tells of."""
    heard = dated.select("period", "claim_id").join(
        row_origins(tables, "claims"), left_on="claim_id", right_on="row_id"
    )
    named = heard.join(origin_names(tables), on="origin", how="left")
    return _counted(named.select("period", name=pl.coalesce("name", "origin"), id="origin"), "origins")


def _counted(named: pl.DataFrame, what: str) -> pl.DataFrame:
    each = named.unique(["period", "id"]).sort("name", "id").group_by("period", maintain_order=True)
    return each.agg(pl.len().cast(pl.Int64).alias(f"n_{what}"), pl.col("name").str.join(LIST).alias(what))
