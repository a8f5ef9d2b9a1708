"""The chart of what was reported when, against when it happened."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from treaty_record.facts.order import event_day
from treaty_record.facts.sides import side
from treaty_record.values.bounds import spans

from ...reporting.text import count
from .row_marks import Line, Mark, Point, Row, Rows
from .scale import Scale, milliseconds, of_days
from .styles import GREEN, WIDE, Look, Size
from .svg import Telling, svg
from .timeline import STATUSES, chosen, days, event_row, of_event
from .wording import cut_off

PUBLISHED = "article published"
LOOKS = {**STATUSES, PUBLISHED: Look(GREEN, "M0,-1L0,1")}
STROKES = 8
"""Days of reports that are shown of an event; of more, the first and the last."""
READING = (
    "Each row has the day of an event, and an upright stroke for each day on which an article was published that tells "
    f"of it; of more than {STROKES} days the first and the last. A dashed line leads from the event to the last day."
)
Tables = Mapping[str, pl.DataFrame]


def reported(tables: Tables, size: Size = WIDE, root: str = "") -> str:
    """Return the SVG of events and of the days on which they were reported."""
    told = published(tables)
    dated = tables["events"].filter(event_day().is_not_null())
    dated = dated.join(told, on="event_id", how="semi")
    events = chosen(dated)
    told = told.join(events, on="event_id", how="semi")
    scale = of_days(pl.concat([days(events), told["day"]]), size)
    by_event = {str(key): group for (key,), group in told.group_by("event_id")}
    rows = [_row(event, by_event[event["event_id"]], scale, root) for event in events.iter_rows(named=True)]
    reading = READING + cut_off(len(events), len(dated), "events", "those that most origins report")
    title = "When events were reported, against when they happened"
    return svg(Telling("reported", title, reading), Rows(rows), scale, LOOKS, size)


def published(tables: Tables) -> pl.DataFrame:
    """Return event_id, day and articles: how many articles that support an event were published on which day."""
    first, last = spans(tables["articles"]["published"])
    dated = tables["articles"].select("article_id", day=first.set(first != last, None)).drop_nulls()
    cited = tables["citations"].filter(side() == "supporting", row_table="events")
    told = cited.join(tables["passages"].select("passage_id", "article_id"), on="passage_id")
    counted = told.join(dated, on="article_id").group_by("day", event_id="row_id")
    return counted.agg(articles=pl.col("article_id").n_unique()).sort("event_id", "day")


def _shown_days(days: pl.Series) -> pl.Series:
    """Return the days that are shown of those on which an event was reported."""
    return days if len(days) <= STROKES else pl.concat([days.head(STROKES - 1), days.tail(1)])


def _row(event: Mapping[str, Any], told: pl.DataFrame, scale: Scale, root: str) -> Row:
    """Return the row of an event with a stroke for each day on which articles on it were published."""
    strokes: list[Mark] = [Point(scale.held(milliseconds(day)), PUBLISHED) for day in _shown_days(told["day"])]
    happened = scale.held(milliseconds(event["date_earliest"] or event["date_latest"]))
    line = Line(happened, scale.held(milliseconds(told["day"][-1])), PUBLISHED, dashed=True)
    days = f"{count(int(told['articles'].sum()), 'article')} on {count(len(told), 'day')}"
    return event_row(event, [line, *of_event(event, scale), *strokes], root, also=f"; {days}")
