"""The order of rows: which days claims, events and articles are sorted by, and which citations of a row come first."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from ..values.bounds import spans
from .sources import along_copies, counts_as_source

CLAIM_DAYS = ("said_on_earliest", "as_of_earliest", "said_on_latest", "as_of_latest")
"""Claims are sorted by the first of these days that is known, then by id."""
EVENT_DAYS = ("date_earliest", "date_latest")
"""Events are sorted by the first of these days that is known, then by the last day, then by id."""


def claim_day() -> pl.Expr:
    """Return the day that a claim is sorted by, null if none is known."""
    return pl.coalesce(*CLAIM_DAYS)


def day_of_claim(claim: Mapping[str, date | None]) -> date | None:
    """Return the day that a claim, given as a row, is sorted by."""
    return next((claim[name] for name in CLAIM_DAYS if claim[name] is not None), None)


def event_day() -> pl.Expr:
    """Return the day that an event is sorted by, null if none is known."""
    return pl.coalesce(*EVENT_DAYS)


def claims_in_order(claims: pl.DataFrame) -> pl.DataFrame:
    """Return claims in the order in which they were made, undated ones last."""
    return claims.sort(claim_day(), "claim_id", nulls_last=True)


def events_in_order(events: pl.DataFrame) -> pl.DataFrame:
    """Return events in the order in which they happened, undated ones last."""
    return events.sort(event_day(), "date_latest", "event_id", nulls_last=True)


def participants_in_order(participants: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """Return participants in the order of their events, then by id."""
    places = events_in_order(events).select("event_id").unique("event_id", keep="first", maintain_order=True)
    places = places.with_row_index("_event")
    joined = participants.join(places, on="event_id", how="left", maintain_order="left")
    return joined.sort("_event", "participant_id", nulls_last=True).drop("_event")


def articles_in_order(articles: pl.DataFrame) -> pl.DataFrame:
    """Return articles in the order in which they were published, undated ones last."""
    return _by_first_day(articles, "article_id")


def articles_to_read(tables: Mapping[str, pl.DataFrame], articles: pl.DataFrame) -> pl.DataFrame:
    """Return articles in the order in which they are best read: scraped copies last, then by day, then by id."""
    return _by_first_day(articles, "article_id", before=~counts_as_source(tables))


def _by_first_day(articles: pl.DataFrame, *last: str, before: pl.Expr | None = None) -> pl.DataFrame:
    day, _ = spans(articles["published"])
    order = [*([] if before is None else [before]), "_day", *last]
    return articles.with_columns(_day=day).sort(order, nulls_last=True).drop("_day")


def dated_articles(articles: pl.DataFrame) -> pl.DataFrame:
    """Return article_id, dated and day of every article.

    ``dated`` is the date of publication, for an undated copy that of the text it copies, EDTF; ``day`` is
    the first day that it can mean.
    """
    known = along_copies(articles, "published")
    day, _ = spans(known["published"])
    return known.select("article_id", dated="published", day=day)


def citations_in_order(
    citations: pl.DataFrame, articles: pl.DataFrame, first: Mapping[str, Sequence[str]]
) -> pl.DataFrame:
    """Return the citations of each row in the order in which they are listed.

    Columns named in ``first``, by table, come first, and the row as a whole last; of one column, the value with most
    citations; of one value, the article published first. ``citations`` has the column article_id.
    """
    ranks = pl.DataFrame(
        [(table, column, rank) for table, columns in first.items() for rank, column in enumerate(columns)],
        schema={"row_table": pl.String, "field": pl.String, "_rank": pl.Int64},
        orient="row",
    )
    most = pl.col("_rank").max().fill_null(0)
    rank = pl.when(pl.col("field") == "*").then(most + 2).otherwise(pl.col("_rank").fill_null(most + 1))
    dated = dated_articles(articles).select("article_id", _day="day")
    ranked = citations.join(ranks, on=["row_table", "field"], how="left").join(dated, on="article_id", how="left")
    cell = ("row_table", "row_id", "field", "says", "agrees")
    order = ("row_table", "row_id", "_rank", "field", "_often", "says", "_day", "passage_id")
    ranked = ranked.with_columns(_rank=rank, _often=-pl.len().over(cell).cast(pl.Int64))
    return ranked.sort(order, nulls_last=True).select(citations.columns)
