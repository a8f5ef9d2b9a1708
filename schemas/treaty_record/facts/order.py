"""The order of rows in time: which days claims, events and articles are sorted by."""

import polars as pl

CLAIM_DAYS = ("said_on_earliest", "as_of_earliest", "said_on_latest", "as_of_latest")
"""Claims are sorted by the first of these days that is known, then by id."""
EVENT_DAYS = ("date_earliest", "date_latest")
"""Events are sorted by the first of these days that is known, then by the last day, then by id."""


def claim_day() -> pl.Expr:
    """Return the day that a claim is sorted by, null if none is known."""
    return pl.coalesce(*CLAIM_DAYS)


def event_day() -> pl.Expr:
    """Return the day that an event is sorted by, null if none is known."""
    return pl.coalesce(*EVENT_DAYS)


def claims_in_order(claims: pl.DataFrame) -> pl.DataFrame:
    """Return claims in the order in which they were made, undated ones last."""
    return claims.sort(claim_day(), "claim_id", nulls_last=True)


def events_in_order(events: pl.DataFrame) -> pl.DataFrame:
    """Return events in the order in which they happened, undated ones last."""
    return events.sort(event_day(), "date_latest", "event_id", nulls_last=True)
