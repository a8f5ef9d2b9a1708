"""Draw a chart as SVG: places across it are shares of its width, so that one drawing fits a phone and a wide screen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import escape

from ..notation import urls
from .labels import NAME, cut
from .marks import Chart, Lane, Mark
from .scale import Tick

SHAPES: Mapping[str, str] = {
    "circle": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    "square": "M-4.5-4.5h9v9h-9z",
    "up": "M0-5.5L5.5 4.5h-11z",
    "down": "M0 5.5L5.5-4.5h-11z",
    "diamond": "M0-6.5L6.5 0L0 6.5L-6.5 0z",
    "wide": "M-6.5-3h13v6h-13z",
    "star": "M0-7L2-2L7 0L2 2L0 7L-2 2L-7 0L-2-2z",
    "cross": "M-5.5-3.2L-3.2-5.5L0-2.3L3.2-5.5L5.5-3.2L2.3 0L5.5 3.2L3.2 5.5L0 2.3L-3.2 5.5L-5.5 3.2L-2.3 0z",
    "to-up": "M0-6V-19M-4-15L0-19L4-15",
    "to-down": "M0 6V19M-4 15L0 19L4 15",
    "to-left": "M-6 0H-16M-12-4L-16 0L-12 4",
    "to-right": "M6 0H16M12-4L16 0L12 4",
    "struck": "M-8 5L8-5",
}
"""The outlines of marks, of the arrows on their open sides, and of the stroke through what was reversed."""
PLOT = 340
"""Pixels of the plot's height."""
PITCH, LABEL, GAP, TOP = 13, 19, 8, 22
"""Pixels from mark to mark in a lane, of a lane's label, between lanes, and above everything."""
LETTER, PHONE = 7, 280
"""Pixels that a letter takes at most, and that a chart is wide on the narrowest phone."""
DODGE, ABREAST = 10, 7
"""Pixels between marks of one place, and how many of them are side by side."""


@dataclass(frozen=True)
class Drawn:
    """The elements of a chart, for an ``svg`` of any width, and the height that they take."""

    inside: str
    height: float


class _Pen:
    """Draws marks, as links if they lead from a page, plainly if they are for an image."""

    def __init__(self, name: str, root: str | None) -> None:
        self.name, self.root = name, root
        self.used: set[str] = set()

    def shape(self, shape: str, at: float, y: float, extra: str = "") -> str:
        self.used.add(shape)
        return f'<use href="#{self.name}-{shape}" x="{percent(at)}" y="{pixels(y)}"{extra}/>'

    def around(self, mark: Mark, inside: str) -> str:
        """Return what a mark shows as a link with a spoken label, or as a group."""
        looks = " ".join(("m", f"k{mark.look.colour}", *mark.flags))
        if self.root is None:
            return f'<g class="{looks}">{inside}</g>'
        table, key = mark.row
        figure = f' data-figure="{escape(mark.figure)}"' if mark.figure else ""
        address = f"{self.root}{urls.row(table, key)}"
        label = escape(cut(mark.label))
        data = f' data-claim="{escape(key)}"{figure}' if table == "claims" else ""
        return f'<a class="{looks}" href="{address}"{data} aria-label="{label}">{inside}</a>'

    def definitions(self) -> str:
        paths = (f'<path id="{self.name}-{shape}" d="{SHAPES[shape]}"/>' for shape in SHAPES if shape in self.used)
        return f"<defs>{''.join(paths)}</defs>"


def drawn(chart: Chart, root: str | None) -> Drawn:
    """Return a chart; ``root`` leads from the page to the folder of the site, and is None for an image."""
    pen = _Pen(chart.name, root)
    top = TOP + (PLOT if chart.scale else 0)
    lanes, height = _lanes(pen, chart, top + (2 * GAP if chart.scale else 0))
    parts = [*_grid(chart, height), *_plot(pen, chart), *lanes]
    return Drawn(pen.definitions() + "".join(parts), height + LABEL)


def _grid(chart: Chart, height: float) -> Iterator[str]:
    """Yield the lines and labels of both scales."""
    for tick in chart.ticks:
        x, minor = percent(tick.at), " minor" if tick.minor else ""
        yield f'<line class="grid{minor}" x1="{x}" x2="{x}" y1="{TOP - 6}" y2="{pixels(height)}"/>'
        yield from (_tick(tick, x, minor, y) for y in ((TOP - 10, height + 14) if not chart.scale else (height + 14,)))
    for tick in chart.scale.ticks() if chart.scale else ():
        y = pixels(_down(tick))
        yield f'<line class="grid" x2="100%" y1="{y}" y2="{y}"/>'
        yield f'<text x="-8" y="{y}" dy=".35em" text-anchor="end">{escape(tick.label)}</text>'


def _tick(tick: Tick, x: str, minor: str, y: float) -> str:
    anchor = "end" if tick.at > 0.985 else "start" if tick.at < 0.01 else "middle"
    return f'<text class="x{minor}" x="{x}" y="{pixels(y)}" text-anchor="{anchor}">{escape(tick.label)}</text>'


def _down(tick: Tick) -> float:
    return TOP + (1 - tick.at) * PLOT


def _plot(pen: _Pen, chart: Chart) -> Iterator[str]:
    """Yield the marks of the plot; those of one place side by side."""
    if chart.scale is None:
        return
    place = {id(mark): (mark.at, *(_y(chart, number) for number in mark.numbers)) for mark in chart.marks}
    ordered = sorted(chart.marks, key=lambda mark: place[id(mark)])
    for _, group in groupby(ordered, key=lambda mark: place[id(mark)]):
        marks = list(group)
        for number, mark in enumerate(marks):
            yield _in_plot(pen, mark, place[id(mark)][1:], *_aside(number, len(marks)))


def _y(chart: Chart, number: float) -> float:
    assert chart.scale is not None
    return TOP + (1 - chart.scale.share(number)) * PLOT


def _aside(number: int, of: int) -> tuple[float, float]:
    """Return how far right and down one of several marks of a place is moved."""
    row, column = divmod(number, ABREAST)
    return (column - (min(of - row * ABREAST, ABREAST) - 1) / 2) * DODGE, row * DODGE


def _in_plot(pen: _Pen, mark: Mark, heights: Sequence[float], right: float, down: float) -> str:
    moved = f' transform="translate({pixels(right)} {pixels(down)})"' if right or down else ""
    parts = [pen.shape(mark.look.shape, mark.at, y) for y in heights]
    if len(heights) > 1:
        x = percent(mark.at)
        parts.insert(0, f'<line class="l" x1="{x}" x2="{x}" y1="{pixels(heights[0])}" y2="{pixels(heights[-1])}"/>')
    if mark.opens:
        parts.append(pen.shape(f"to-{mark.opens}", mark.at, heights[-1], ' class="l"'))
    inside = "".join(parts)
    return pen.around(mark, f"<g{moved}>{inside}</g>" if moved else inside)


def _lanes(pen: _Pen, chart: Chart, top: float) -> tuple[list[str], float]:
    """Return the lanes from a height down, and where the last one ends."""
    found = []
    for lane in chart.lanes:
        levels = stacked(lane.marks, chart.apart)
        above = 0 if chart.beside or _fits(lane) else LABEL
        height = above + (max(levels, default=0) + 1) * PITCH + GAP
        marks = (
            _in_lane(pen, mark, above + (level + 0.5) * PITCH) for mark, level in zip(lane.marks, levels, strict=True)
        )
        inside = _name(pen, lane, chart.beside) + "".join(marks)
        found.append(f'<svg class="lane" y="{pixels(top)}" height="{pixels(height)}">{inside}</svg>')
        top += height
    return found, top


def _name(pen: _Pen, lane: Lane, beside: bool) -> str:
    """Return the label of a lane, a link if it leads somewhere."""
    place = f'x="-10" y="{PITCH / 2}" dy=".35em" text-anchor="end"' if beside else 'y="13"'
    shown = f"<text {place}>{escape(cut(lane.label, NAME))}</text>"
    rule = "" if beside else '<line class="grid" x2="100%"/>'
    return rule + (f'<a href="#{escape(lane.target)}">{shown}</a>' if lane.target and pen.root is not None else shown)


def _fits(lane: Lane) -> bool:
    """Return whether the label of a lane ends before its first mark even on a phone."""
    return 25 + LETTER * min(len(lane.label), NAME) < PHONE * min((mark.at for mark in lane.marks), default=1)


def stacked(marks: Sequence[Mark], apart: float) -> list[int]:
    """Return for each mark of a lane the level at which it meets no other, as low as possible."""
    levels = [0] * len(marks)
    ends: list[float] = []
    for number in sorted(range(len(marks)), key=lambda n: (marks[n].at, -(marks[n].until or 0), n)):
        mark = marks[number]
        level = next((n for n, end in enumerate(ends) if end <= mark.at + 1e-9), len(ends))
        ends[level : level + 1] = [max(mark.until or mark.at, mark.at) + apart]
        levels[number] = level
    return levels


def _in_lane(pen: _Pen, mark: Mark, y: float) -> str:
    parts = [pen.shape(mark.look.shape, mark.at, y)]
    if mark.until is not None:
        line = f'<line class="l" x1="{percent(mark.at)}" x2="{percent(mark.until)}" y1="{pixels(y)}" y2="{pixels(y)}"/>'
        parts.insert(0, line)
    if mark.opens:
        beyond = mark.at if mark.opens == "left" or mark.until is None else mark.until
        parts.append(pen.shape(f"to-{mark.opens}", beyond, y, ' class="l"'))
    if "reversed" in mark.flags and mark.until is None:
        parts.append(pen.shape("struck", mark.at, y, ' class="l"'))
    return pen.around(mark, "".join(parts))


def percent(share: float) -> str:
    """Return a share as SVG writes it."""
    return f"{100 * share:.2f}".rstrip("0").rstrip(".") + "%"


def pixels(number: float) -> str:
    """Return a length as SVG writes it, to a tenth of a pixel."""
    return f"{number:.1f}".removesuffix(".0")
