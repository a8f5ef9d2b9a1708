"""A chart as a figure on a page: its takeaway, a legend that switches kinds of marks, the drawing, files and source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from . import charts
from .charts.drawing import SHAPES
from .charts.marks import Chart, Look
from .inline import plain

FLAGS = (("hollow", "no independent source"), ("announced", "only announced"))
"""Marks that are switched apart from their kind."""
TALL = 900
"""Pixels from which on a chart is printed smaller, and may be split between pages."""
_FIGURE = Markup(
    '<figure class="chart{tall}">\n<figcaption>{takeaway}</figcaption>\n{legend}\n{above}\n'
    '<a class="skip" href="#after-{name}">Skip the chart</a>\n'
    '<svg class="drawing{kind}" height="{height:.0f}" role="group" aria-label="{title}">{inside}</svg>\n'
    '{below}<div class="tools" id="after-{name}">{files}{embed}</div>\n<p class="from">{source}</p>\n</figure>\n'
    '<script src="{root}charts.js" defer></script>'
)
_SWITCH = Markup('<label><input type="checkbox" class="c{key}" checked>{swatch}{label} ({many:,})</label>')
_SWATCH = Markup(
    '<svg class="swatch" viewBox="-7 -7 14 14" aria-hidden="true"><g class="m {looks}"><path d="{path}"/></g></svg>'
)


@dataclass(frozen=True)
class Shown:
    """A chart with what is said below it."""

    chart: Chart
    files: Sequence[tuple[str, str]]
    """The kinds of files that it can be downloaded as, each with its address."""
    source: str
    embed: str
    """The HTML that shows it on another site, empty if the address of this one is not known."""


def figure(shown: Shown, root: str) -> Markup:
    """Return the figure; ``root`` leads from the page to the folder of the site."""
    chart, drawing = shown.chart, charts.drawn(shown.chart, root)
    kind = " beside" if chart.beside else "" if chart.scale else " lanes"
    links = (Markup('<a href="{}" download>{}</a>').format(address, name) for name, address in shown.files)
    return _FIGURE.format(
        tall=" tall" if drawing.height > TALL else "",
        takeaway=plain(chart.takeaway),
        legend=_legend(chart),
        above=_reading(chart.note if chart.scale else chart.reading),
        below=_reading(chart.reading if chart.scale else ""),
        name=chart.name,
        kind=kind,
        height=drawing.height,
        title=plain(chart.title),
        inside=Markup(drawing.inside),
        files=Markup(" ").join(links),
        embed=Markup("<details><summary>Embed</summary><pre>{}</pre></details>").format(shown.embed)
        if shown.embed
        else "",
        source=shown.source,
        root=root,
    )


def _reading(words: str) -> Markup:
    return Markup('<p class="reading">{}</p>\n').format(words) if words else Markup("")


def _legend(chart: Chart) -> Markup:
    return Markup('<fieldset class="legend"><legend>Show</legend>{}</fieldset>').format(
        Markup("").join(_switches(chart))
    )


def _switches(chart: Chart) -> Iterator[Markup]:
    """Yield a check box for each kind of mark; it needs no script."""
    marks = chart.every_mark
    for look in chart.looks:
        many = sum(mark.look == look for mark in marks)
        yield _SWITCH.format(key=look.colour, swatch=_swatch(look), label=plain(look.label), many=many)
    for flag, label in FLAGS:
        if many := sum(flag in mark.flags for mark in marks):
            yield _SWITCH.format(key=f"-{flag}", swatch=_swatch(Look(5, "circle", ""), flag), label=label, many=many)


def _swatch(look: Look, flag: str = "") -> Markup:
    return _SWATCH.format(looks=f"k{look.colour} {flag}".strip(), path=SHAPES[look.shape])
