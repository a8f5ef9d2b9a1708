"""The charts as pages hold them: each in both its sizes, of which the page shows the one that fits."""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from . import charts
from .charts.styles import Size
from .record import Record

FEWEST = 2
"""Claims below which a chart of figures would show no more than the table does."""


def timeline(record: Record) -> Sequence[Markup]:
    """Return the chart of when events happened."""
    if not record.rows["events"]:
        return ()
    return (_both("What happened when", lambda size: charts.timeline(record.tables, size)),)


def reported(record: Record) -> Sequence[Markup]:
    """Return the chart of when events were reported, against when they happened."""
    if not record.rows["events"]:
        return ()
    return (_both("When it was reported", lambda size: charts.reported(record.tables, size)),)


def who_says_so(record: Record) -> Sequence[Markup]:
    """Return the chart of who confirms and who denies, by month."""
    if not record.rows["claims"]:
        return ()
    return (_both("Who confirms, who denies, by month", lambda size: charts.who_says_so(record.tables, size)),)


def figures(record: Record, measure: str) -> Sequence[Markup]:
    """Return the chart of a measure."""
    if len(record.children("claims", "measure", measure)) < FEWEST:
        return ()
    return (_both("Who says how many", lambda size: charts.figures(record.tables, measure, size, "../")),)


def _both(title: str, draw: Callable[[Size], str]) -> Markup:
    drawn = [draw(size) for size in charts.SIZES]
    figure = Markup('<figure class="chart"><figcaption>{}</figcaption><p class="reading">{}</p>{}</figure>')
    return figure.format(title, charts.reading(drawn[0]), Markup("").join(map(Markup, drawn)))
