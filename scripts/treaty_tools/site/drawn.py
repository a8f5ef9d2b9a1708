"""The charts as pages show them, each with its legend, its source and its files; and these files."""

from collections.abc import Iterator, Sequence
from functools import cached_property

import polars as pl
from markupsafe import Markup

from treaty_record.flat import FIGURES, TIMELINE
from treaty_record.values.number import numbers_as_text

from . import charts
from .chart_figure import Shown, figure
from .charts.marks import Chart
from .inline import plain
from .notation import urls
from .record import Record


class Charts:
    """Draws the charts of a record, each once; ``base`` is the address of the site, if it is known."""

    def __init__(self, record: Record, base: str = "", *, bitmaps: bool = False) -> None:
        """Remember the record; nothing is drawn yet. PNG files are made only if wanted, since they take time."""
        self.record, self.base = record, base
        self.kinds = ("SVG", "PNG", "CSV") if bitmaps else ("SVG", "CSV")
        self._shown: dict[str, tuple[Chart, pl.DataFrame]] = {}

    @cached_property
    def claimed(self) -> pl.DataFrame:
        """The flat table of figures."""
        return FIGURES(self.record.tables)

    @cached_property
    def sides(self) -> charts.Sides:
        """The sides that speak."""
        return charts.sides_of(self.record.tables)

    def figures(self, measure: str, root: str = "../") -> Sequence[Markup]:
        """Return the chart of a measure, none if it has too few figures."""
        term = self.record.terms.get(("claims.measure", measure), {})
        title = plain(term.get("definition") or measure).rstrip(".")
        chart = charts.figures(self.claimed, self.record.tables, measure, title, self.sides)
        return self._page(chart, urls.measure(measure), self.claimed.filter(measure=measure), root)

    def timeline(self) -> Sequence[Markup]:
        """Return the chart of when events happened."""
        events = self.record.tables["events"]
        if events.is_empty():
            return ()
        return self._page(charts.timeline(events), urls.TIMELINE, TIMELINE(self.record.tables), "")

    def reported(self) -> Sequence[Markup]:
        """Return the chart of how long after an event it was reported."""
        return self._page(charts.reported(self.record.tables), urls.REPORTED, None, "")

    def who_says_so(self) -> Sequence[Markup]:
        """Return the chart of who denies, does not comment and confirms."""
        return self._page(charts.who_says_so(self.record.tables), urls.WHO, None, "")

    def _page(self, chart: Chart | None, page: str, data: pl.DataFrame | None, root: str) -> Sequence[Markup]:
        """Return a chart as a figure on a page, whose data are its marks unless there is a table."""
        if chart is None or not chart.every_mark:
            return ()
        self._shown[page] = chart, marks_of(chart) if data is None else data
        files = [(kind, f"{root}{_stem(page)}.{kind.lower()}") for kind in self.kinds]
        return (figure(Shown(chart, files, self.source(page), self._embed(chart, page)), root),)

    def source(self, page: str) -> str:
        """Return the line that names the source of a chart on a page."""
        about = self.record.about
        name = about.title.partition(":")[0] + (f" {about.version}" if about.version else "")
        licence = about.licences[0].name if about.licences else ""
        address = f"{self.base}{page}" if self.base else page
        return "Source: " + ", ".join(filter(None, [plain(name), plain(licence), address]))

    def _embed(self, chart: Chart, page: str) -> str:
        """Return the HTML that shows a chart on another site; nothing if the address of this one is not known."""
        if not self.base:
            return ""
        shown = Markup('<a href="{0}{1}"><img src="{0}{2}" alt="{3} {4}" width="960"></a>')
        return str(shown.format(self.base, page, _stem(page) + ".svg", plain(chart.takeaway), self.source(page)))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files of the charts that pages show."""
        for page, (chart, data) in self._shown.items():
            svg = charts.image(chart, self.source(page))
            yield f"{_stem(page)}.svg", svg.encode()
            if not page.startswith("figures/"):  # whose data are beside them with and without a chart
                yield f"{_stem(page)}.csv", numbers_as_text(data).write_csv().encode()
            if "PNG" in self.kinds:
                yield f"{_stem(page)}.png", charts.bitmap(svg)


def marks_of(chart: Chart) -> pl.DataFrame:
    """Return the marks of a chart as a table: the row of each, its kind, figure and description."""
    marks = [(*mark.row, mark.look.label, mark.figure or None, mark.label) for mark in chart.every_mark]
    return pl.DataFrame(
        marks, schema=dict.fromkeys(("table", "id", "kind", "figure", "label"), pl.String), orient="row"
    )


def _stem(page: str) -> str:
    return page.removesuffix(".html")
