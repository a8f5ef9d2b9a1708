"""When a claim was said, if no article says so: on the day of the event in which it was said, or before it was printed."""

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
    events = tables["events"].select(said_in="event_id", _date="date").unique("said_in", keep="first")
    claims = tables["claims"].select("claim_id", "said_in").unique("claim_id", keep="first", maintain_order=True)
    known = claims.join(events, on="said_in", how="left", maintain_order="left")
    known = known.join(first_publications(tables, "claims"), left_on="claim_id", right_on="row_id", how="left")
    bounded = pl.concat_str(pl.lit("../"), pl.col("day").cast(pl.String))
    return known.select("claim_id", said_on=pl.coalesce("_date", bounded)).drop_nulls("said_on")


def first_publications(tables: Tables, table: str) -> pl.DataFrame:
    """Return row_id and day: the last day on which the first article that supports a row can have been published."""
    articles = along_copies(tables["articles"], "published")
    dated = articles.select("article_id", day=spans(articles["published"])[1])
    supports = (pl.col("stance") == "supports") & (pl.col("basis") != "garbled")
    cited = tables["citations"].filter(supports, row_table=table).select("passage_id", "row_id")
    places = tables["passages"].select("passage_id", "article_id").unique("passage_id", keep="first")
    printed = cited.join(places, on="passage_id").join(dated, on="article_id")
    return printed.group_by("row_id").agg(pl.col("day").min()).drop_nulls("day")
