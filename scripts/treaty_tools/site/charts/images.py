"""A chart as an image of its own, with its words, its legend and its source: what is downloaded and embedded."""

import re
import textwrap
from functools import cache
from pathlib import Path

from markupsafe import escape

from .drawing import SHAPES, drawn
from .labels import NAME, cut
from .marks import Chart

STYLE = Path(__file__).parent.parent / "charts.css"
WIDTH, LEFT, RIGHT, MARGIN = 960, 100, 40, 24
_LETTER = 7.2
"""Pixels that a letter of the legend takes."""
_LARGE, _MEDIUM, _SMALL = 92, 120, 145
"""Letters of a line of large, medium and small text."""
_FONTS = "Helvetica, Arial, 'Liberation Sans', sans-serif"
_COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6})")
_DRAWN = re.compile(r"/\* drawn \*/(.*)/\* end of drawn \*/", re.DOTALL)


def image(chart: Chart, source: str) -> str:
    """Return a chart as an SVG document in the colours of the light theme; ``source`` says where it is from."""
    body = drawn(chart, None)
    head, top = _head(chart)
    foot = textwrap.wrap(f"{chart.note} {chart.reading}", _SMALL) + textwrap.wrap(source, _SMALL)
    height = top + body.height + 18 * len(foot) + 2 * MARGIN
    below = "".join(_text(line, top + body.height + MARGIN + 18 * n, 12) for n, line in enumerate(foot))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="{WIDTH}" height="{height:.0f}" '
        f'viewBox="0 0 {WIDTH} {height:.0f}" font-family="{_FONTS}" role="img" aria-label="{escape(chart.takeaway)}">'
        f'<style>{_style()}</style><rect width="100%" height="100%" fill="#fff"/>{head}'
        f'<svg x="{LEFT}" y="{top}" width="{WIDTH - LEFT - RIGHT}" height="{body.height:.0f}" overflow="visible">'
        f"{body.inside}</svg>{below}</svg>\n"
    )


@cache
def _style() -> str:
    """Return the rules of the site for what is drawn, with the colours of its light theme."""
    text = STYLE.read_text(encoding="utf-8")
    colours = dict(reversed(_COLOUR.findall(text)))  # of each name the first, which is the light one
    (rules,) = _DRAWN.findall(text)
    return re.sub(r"var\(--([\w-]+)\)", lambda match: colours[match[1]], " ".join(rules.split()))


def _head(chart: Chart) -> tuple[str, int]:
    """Return the takeaway, the title and the legend, and how far down they reach."""
    top = MARGIN - 12
    parts = []
    for line in textwrap.wrap(cut(chart.takeaway, 4 * _LARGE), _LARGE):
        top += 24
        parts.append(_text(line, top, 18, bold=True))
    for line in textwrap.wrap(cut(chart.title, 2 * _MEDIUM), _MEDIUM):
        top += 22
        parts.append(_text(line, top, 14))
    legend, top = _legend(chart, top + 26)
    return "".join([*parts, *legend]), top + 16


def _legend(chart: Chart, y: int) -> tuple[list[str], int]:
    found = []
    x = float(MARGIN)
    for look in chart.looks:
        label = cut(look.label, NAME)
        width = 30 + len(label) * _LETTER
        if x + width > WIDTH - MARGIN:
            x, y = MARGIN, y + 22
        shape = f'<path transform="translate({x + 6:.0f} {y - 4})" d="{SHAPES[look.shape]}"/>'
        found.append(f'<g class="m k{look.colour}">{shape}</g>{_text(label, y, 13, x + 18)}')
        x += width
    return found, y


def _text(line: str, y: float, size: int, x: float = MARGIN, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text class="words" x="{x:.0f}" y="{y:.0f}" style="font-size:{size}px"{weight}>{escape(line)}</text>'


def bitmap(svg: str) -> bytes:
    """Return an image as PNG, at twice its size."""
    import vl_convert  # its start takes a second, and only releases have bitmaps

    return bytes(vl_convert.svg_to_png(svg, scale=2))
