"""What dates and figures look like on a scale: a point, a span, or an arrow where one end is open."""

import datetime
from collections.abc import Iterator

from treaty_record.values import figure

from .row_marks import Line, Mark, Point, Tip
from .scale import Scale, milliseconds

ARROW = 34
"""Pixels that an arrow takes; how far it truly goes nobody says."""


def of_date(
    first: datetime.date | None, last: datetime.date | None, kind: str, scale: Scale, *, lasting: bool
) -> list[Mark]:
    """Return the marks of a date, of a kind: a day, a span in which it lies or that it lasts, an open end."""
    ends = [None if day is None else milliseconds(day) for day in (first, last)]
    return between(ends[0], ends[1], kind, scale, dashed=not lasting)


def of_figure(text: str, kind: str, scale: Scale) -> list[Mark]:
    """Return the marks of a figure as said, of a kind: exact, about, from one to another, more or less than."""
    low, high = (None if bound is None else float(bound) for bound in figure.bounds(text))
    said = float(figure.numbers(text)[0])
    if text.startswith("~"):
        return [*between(low, high, kind, scale, dashed=True)[:1], Point(scale.held(said), kind)]
    return between(low, high, kind, scale, dashed=text.endswith("s"))


def between(low: float | None, high: float | None, kind: str, scale: Scale, *, dashed: bool) -> list[Mark]:
    """Return the marks of what lies between two values, either of which may be open."""
    if low is None or high is None:
        return list(_open(low, high, kind, scale))
    if high < scale.low or low > scale.high:
        beyond = scale.held(low)
        return [Tip(beyond, kind, leftward=high < scale.low)]
    low, high = scale.held(low), scale.held(high)
    if low == high:
        return [Point(low, kind)]
    return [Line(low, high, kind, dashed=dashed), Point(low, kind), Point(high, kind)]


def _open(low: float | None, high: float | None, kind: str, scale: Scale) -> Iterator[Mark]:
    known = low if low is not None else high
    if known is None:
        return
    known, leftward = scale.held(known), low is None
    tip = scale.moved(known, -ARROW if leftward else ARROW)
    yield from (Line(min(known, tip), max(known, tip), kind, dashed=True), Tip(tip, kind, leftward), Point(known, kind))
