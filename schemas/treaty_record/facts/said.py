"""When a claim was said, if no article says so."""

from collections.abc import Mapping

import polars as pl

from ..values.bounds import spans
from .sources import along_copies

Tables = Mapping[str, pl.DataFrame]


def days_said(tables: Tables) -> pl.DataFrame:
    """Return claim_id and said_on of claims whose day follows from other rows, EDTF.

    That is the date of the event that ``said_in`` names, or else ``../`` and the last day on which the first article
    that supports the claim can have been published.
    """
    bounded = pl.concat_str(pl.lit("../"), pl.col("_day").cast(pl.String))
    known = _with_days(tables["claims"].unique("claim_id", keep="first", maintain_order=True), tables)
    return known.select("claim_id", said_on=pl.coalesce("_date", bounded)).drop_nulls("said_on")


def follow(claims: pl.DataFrame, tables: Tables) -> pl.Series:
    """Return whether said_on of each claim, which no article gives, follows from other rows.

    It does if it is the date of the event in which the claim was said, or a bound that is no earlier than the first
    publication.
    """
    bound = pl.col("said_on").str.strip_prefix("../").str.to_date("%Y-%m-%d", strict=False)
    bounded = pl.col("said_on").str.starts_with("../") & (bound >= pl.col("_day"))
    follows = (bounded | (pl.col("said_on") == pl.col("_date"))).fill_null(False)
    return _with_days(claims, tables).select(follows=follows)["follows"]


def _with_days(claims: pl.DataFrame, tables: Tables) -> pl.DataFrame:
    """Return claims with _date, of the event in which each was said, and _day, on which its first article was out."""
    events = tables["events"].select(said_in="event_id", _date="date").unique("said_in", keep="first")
    known = claims.join(events, on="said_in", how="left", maintain_order="left")
    days = _first_publications(tables).rename({"row_id": "claim_id", "day": "_day"})
    return known.join(days, on="claim_id", how="left", maintain_order="left")


def _first_publications(tables: Tables) -> pl.DataFrame:
    """Return row_id and day: the last day on which the first article that supports a claim can have been published."""
    articles = along_copies(tables["articles"], "published")
    dated = articles.select("article_id", day=spans(articles["published"])[1])
    supports = (pl.col("stance") == "supports") & (pl.col("basis") != "garbled")
    cited = tables["citations"].filter(supports, row_table="claims").select("passage_id", "row_id")
    places = tables["passages"].select("passage_id", "article_id").unique("passage_id", keep="first")
    printed = cited.join(places, on="passage_id").join(dated, on="article_id")
    return printed.group_by("row_id").agg(pl.col("day").min()).drop_nulls("day")
