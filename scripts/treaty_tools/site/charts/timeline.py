"""The chart of events in the order in which they happened, each date drawn as what it is."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from treaty_record.facts.order import events_in_order

from ..notation import urls
from . import forms
from .row_marks import Link, Mark, Row, Rows
from .scale import Scale, of_days
from .styles import BLUE, ORANGE, PURPLE, WIDE, Look, Size
from .svg import Telling, svg
from .wording import cut_off, day

SHOWN = 80
"""Events that a chart shows; of more, those that most origins report."""
STATUSES = {
    "occurred": Look(BLUE, "circle"),
    "alleged": Look(ORANGE, "diamond", filled=False),
    "planned": Look(PURPLE, "triangle-up", filled=False),
}
"""The look of an event by its status."""
READING = (
    "A mark is a day. Two marks joined by a dashed line are a span within which it happened, by a full line one that "
    "it lasted. An arrow points to the side that is open: up to that day, or from it on."
)


def timeline(tables: Mapping[str, pl.DataFrame], size: Size = WIDE, root: str = "") -> str:
    """Return the SVG of the events; ``root`` leads from the page to the folder of the site."""
    events = chosen(tables["events"])
    scale = of_days(days(events), size)
    rows = Rows(list(_rows(events, scale, root)))
    reading = f"{READING}{cut_off(len(events), len(tables['events']), 'events', 'those that most origins report')}"
    return svg(Telling("timeline", "Events in the order in which they happened", reading), rows, scale, STATUSES, size)


def chosen(events: pl.DataFrame) -> pl.DataFrame:
    """Return the events that are shown, in the order in which they happened, those without a date last."""
    order = ("n_origins", "n_articles", "event_id")
    most = events.sort(order, descending=[True, True, False]).head(SHOWN)
    return events_in_order(most)


def days(events: pl.DataFrame) -> pl.Series:
    """Return the first and last days of events, where they are known."""
    return pl.concat([events["date_earliest"], events["date_latest"]]).drop_nulls()


def _rows(events: pl.DataFrame, scale: Scale, root: str) -> Iterator[Row]:
    heading = None
    for event in events.iter_rows(named=True):
        first = event["date_earliest"] or event["date_latest"]
        under = str(first.year) if first else "Without a date"
        if under != heading:
            yield Row(under)
        heading = under
        yield event_row(event, of_event(event, scale), root)


def event_row(event: Mapping[str, Any], marks: Sequence[Mark], root: str, also: str = "") -> Row:
    """Return the row of an event, which leads to its page; ``also`` is read out with it."""
    label = f"{day(event['date'])}: {event['title']}" if event["date"] else event["title"]
    status = event["status"] + (", disputed" if event["disputed"] else "")
    return Row(label, Link(root + urls.row("events", event["event_id"]), f"{label} ({status}{also})"), marks)


def of_event(event: Mapping[str, Any], scale: Scale) -> list[Mark]:
    """Return the marks of an event's date."""
    lasting = event["date_precision"] == "interval"
    return forms.of_date(event["date_earliest"], event["date_latest"], event["status"], scale, lasting=lasting)
