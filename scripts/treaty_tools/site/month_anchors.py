"""Anchors of months in the table of events, to which the labels of the timeline lead."""

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup

from . import paging
from .charts.months import anchor, month_of
from .record import Row


def anchored(events: Iterable[Row], lines: Iterable[Markup]) -> Iterator[Markup]:
    """Yield the rows of a table of events; the first of each month gets an anchor."""
    seen: set[str | None] = {None}
    for event, line in zip(events, lines, strict=True):
        month = month_of(event)
        yield line if month in seen else Markup(str(line).replace("<tr", f'<tr id="{anchor(month or "")}"', 1))
        seen.add(month)


def addressed(pages: Mapping[str, str]) -> dict[str, str]:
    """Return the pages of the timeline; links on the first lead to the page on which the month begins."""
    return paging.addressed(pages, anchor(""))
