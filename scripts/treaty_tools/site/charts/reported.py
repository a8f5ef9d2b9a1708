"""The chart of what was reported when, against when it happened."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from .looks import GREEN, WIDE, Look, Size
from .rows import Line, Link, Mark, Point, Row, Rows
from .scale import Scale, milliseconds, of_days
from .svg import Telling, svg
from .timeline import STATUSES, chosen, days, event_row, of_event
from .wording import count, cut_off

PUBLISHED = "article published"
LOOKS = {**STATUSES, PUBLISHED: Look(GREEN, "stroke")}
READING = (
    "In each row stands when an event happened, and with an upright stroke each day on which an article that tells of it was "
    "published; a thin line runs from the event to the last of them."
)
Tables = Mapping[str, pl.DataFrame]


def reported(tables: Tables, size: Size = WIDE, root: str = "") -> str:
    """Return the SVG of events and of the days on which they were reported."""
    published = _published(tables)
    told = tables["events"].filter(pl.coalesce("date_earliest", "date_latest").is_not_null())
    told = told.filter(pl.col("event_id").is_in(published["event_id"].unique().implode()))
    events = chosen(told)
    published = published.join(events.select("event_id"), on="event_id", how="semi")
    scale = of_days(pl.concat([days(events), published["day"]]), size)
    by_event = {str(key[0]): group for key, group in published.group_by("event_id")}
    rows = Rows([_row(event, by_event[event["event_id"]], scale, root) for event in events.iter_rows(named=True)])
    reading = READING + cut_off(len(events), len(told), "events", "those that most origins report")
    return svg(Telling("reported", "When events were reported, against when they happened", reading), rows, scale, LOOKS, size)


def _published(tables: Tables) -> pl.DataFrame:
    """Return event_id, day and articles: how many articles that agree with an event were published on a day."""
    ...
