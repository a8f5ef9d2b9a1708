"""The chart of events: a lane for each month with its own scale of days, so that no month is squeezed."""

import calendar
import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from treaty_record.facts.order import events_in_order

from ...reporting.text import count
from ..notation import words
from .marks import Chart, Lane, Look, Mark, flags
from .scale import Tick
from .wording import cut_off, day, only_in_table, sources

SHOWN = 400
"""Events that a chart shows; of more, those that most independent sources report."""
STATUSES = {
    "occurred": Look(0, "circle", "occurred"),
    "alleged": Look(1, "diamond", "alleged"),
    "planned": Look(3, "up", "planned"),
}
"""The look of an event by its status."""
READING = (
    "Each row is a month, from its first day on the left to its last on the right; each mark is an event. Dashed "
    "line: some day in between. Full line: from the first day to the last. Arrow to the left: by that day; to the "
    "right: from that day on, or into the next month. Hollow: no independent source. Months without events are left "
    "out."
)
NO_MONTH = "whose date is unknown or spans more than a month"
_DAYS = 31
Row = Mapping[str, Any]


def timeline(events: pl.DataFrame) -> Chart | None:
    """Return the chart of the events, None if none has a month."""
    counts = Counter(filter(None, map(month_of, events.iter_rows(named=True))))
    if not counts:
        return None
    by_month: dict[str, list[Row]] = {}
    shown = chosen(events.filter(pl.Series(map(month_of, events.iter_rows(named=True)), dtype=pl.String).is_not_null()))
    for event in shown.iter_rows(named=True):
        by_month.setdefault(month_of(event) or "", []).append(event)
    lanes = [_month(name, by_month[name], counts[name]) for name in by_month]
    ticks = [Tick(_share(n), str(n), n % 5 > 0 and n > 1) for n in range(1, _DAYS + 1)]
    reading = READING + cut_off(len(shown), counts.total(), "events", "those that most independent sources report")
    reading += only_in_table(len(events) - counts.total(), "event", NO_MONTH)
    title = "Events in the order in which they happened"
    return Chart("timeline", title, takeaway(counts), reading, ticks, lanes=lanes, beside=True, apart=1 / _DAYS)


def chosen(events: pl.DataFrame) -> pl.DataFrame:
    """Return the events that are shown, in the order in which they happened, those without a date last."""
    order = ("n_origins", "n_articles", "event_id")
    return events_in_order(events.sort(order, descending=[True, True, False]).head(SHOWN))


def takeaway(counts: Mapping[str, int]) -> str:
    """Return how many events there are, and in which month most of them happened."""
    most = min(counts, key=lambda name: (-counts[name], name))
    every = count(sum(counts.values()), "event")
    return f"{every} with a date; the month with most is {words.date(most)}, with {counts[most]:,}."


def anchor(month: str) -> str:
    """Return the anchor of a month in the table of events."""
    return f"month-{month}"


def month_of(event: Row) -> str | None:
    """Return the month in which an event is drawn, None if its date is unknown or spans more than a month."""
    ends = _ends(event)
    return None if ends is None or (ends[1] - ends[0]).days >= _DAYS else f"{ends[0]:%Y-%m}"


def _ends(event: Row) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day of an event, the known one for both if the other is open."""
    first, last = event["date_earliest"] or event["date_latest"], event["date_latest"] or event["date_earliest"]
    return None if first is None else (first, last)


def _month(name: str, events: Sequence[Row], many: int) -> Lane:
    return Lane(f"{day(name)} ({many:,})", [_mark(event) for event in events], anchor(name))


def _mark(event: Row) -> Mark:
    """Return the mark of an event in the lane of its month."""
    ends = _ends(event)
    assert ends is not None
    first, last = ends
    over = (last.year, last.month) > (first.year, first.month)
    end = calendar.monthrange(first.year, first.month)[1] if over else last.day
    opens = "right" if over or event["date_latest"] is None else "left" if event["date_earliest"] is None else ""
    return _event(event, _share(first.day), until=_share(end) if end > first.day else None, opens=opens)


def _share(day_of_month: int) -> float:
    return (day_of_month - 0.5) / _DAYS


def _event(event: Row, at: float, *, until: float | None = None, opens: str = "") -> Mark:
    look = STATUSES.get(event["status"], STATUSES["occurred"])
    said = f"{day(event['date'])}: " if event["date"] else ""
    state = f"{event['status']}{', disputed' if event['disputed'] else ''}; {sources(event)}"
    label = f"{said}{event['title']} ({state})"
    within = () if event["date_precision"] == "interval" or until is None else ("within",)
    return Mark(("events", event["event_id"]), label, look, at, until, opens=opens, flags=flags(event) + within)
