"""The chart of how long after each event the first article reported it."""

import datetime
from collections.abc import Mapping
from typing import Any

import polars as pl

from treaty_record.facts.order import event_day, events_in_order
from treaty_record.facts.sides import side
from treaty_record.values.bounds import spans

from ...reporting.text import count
from .figures import LOGARITHMIC
from .marks import Chart, Mark, flags
from .months import STATUSES, chosen
from .scale import Days, of_days, of_numbers
from .wording import cut_off, day, only_in_table

READING = (
    "Each mark is an event, at the last day on which it can have happened; the higher, the more days passed before the "
    "first article that reports it."
)
FAR = "far from all others in time"
Tables = Mapping[str, pl.DataFrame]
Row = Mapping[str, Any]


def reported(tables: Tables) -> Chart | None:
    """Return the chart of events that were reported later than they happened, None if there are none."""
    dated = tables["events"].filter(event_day().is_not_null())
    every = events_in_order(dated.join(first_reports(tables), on="event_id"))
    late = every.filter(pl.Series([_delay(row) > 0 for row in every.iter_rows(named=True)], dtype=pl.Boolean))
    if late.is_empty():
        return None
    shown = chosen(late).to_dicts()
    days = of_days(map(_happened, shown))
    near = [row for row in shown if days.covers(_happened(row))]
    scale = of_numbers(map(_delay, near))
    reading = READING + cut_off(len(shown), len(late), "events", "those that most independent sources report")
    reading += only_in_table(len(shown) - len(near), "event", FAR)
    note = LOGARITHMIC if scale.logarithmic else ""
    marks = [_mark(row, days) for row in near]
    title = "Days from each event to the first article that reports it"
    return Chart("reported", title, takeaway(len(late), len(every)), reading, days.ticks(), note, scale, marks)


def first_reports(tables: Tables) -> pl.DataFrame:
    """Return event_id and reported: the first day on which an article that supports an event was published."""
    first, last = spans(tables["articles"]["published"])
    dated = tables["articles"].select("article_id", day=first.set(first != last, None)).drop_nulls()
    cited = tables["citations"].filter(side() == "supporting", row_table="events")
    told = cited.join(tables["passages"].select("passage_id", "article_id"), on="passage_id")
    return told.join(dated, on="article_id").group_by(event_id="row_id").agg(reported=pl.col("day").min())


def takeaway(late: int, every: int) -> str:
    """Return how many events were reported on the day, and how many later."""
    return f"Of {count(every, 'event')}, {every - late:,} were reported by the day itself and {late:,} later."


def _happened(row: Row) -> datetime.date:
    found: datetime.date = row["date_latest"] or row["date_earliest"]
    return found


def _delay(row: Row) -> int:
    """Return the days from an event to its first report, 0 for a report on the day itself or before."""
    late: datetime.timedelta = row["reported"] - _happened(row)
    return max(0, late.days)


def _mark(row: Row, days: Days) -> Mark:
    label = f"{day(row['date'])}: {row['title']} (first reported {count(_delay(row), 'day')} later)"
    look = STATUSES.get(row["status"], STATUSES["occurred"])
    at, numbers = days.share(_happened(row)), (float(_delay(row)),)
    return Mark(("events", row["event_id"]), label, look, at, numbers=numbers, flags=flags(row))
