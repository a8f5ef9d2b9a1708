"""A chart of rows in Vega-Lite's terms, typed as plain JSON: Altair takes longer to write it than Vega to draw it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .layout import Placed, placed
from .row_marks import Join, Line, Rows, Tip
from .scale import Scale
from .styles import INK, Look, Looks, Size

ADDRESS = "https://link.invalid/"
"""What the number of a link follows until the SVG gets the true one: Vega is given no address of strangers' making."""
Json = dict[str, Any]

_COUNT = (
    "datum.value >= 1e9 ? format(datum.value / 1e9, ',') + ' bn' : "
    "datum.value >= 1e6 ? format(datum.value / 1e6, ',') + ' m' : format(datum.value, ',')"
)
_LEGEND_ROW, _AXIS = 18, 32
_COLOUR = {"field": "colour", "type": "nominal", "scale": None}
_HREF = {"field": "href", "type": "nominal"}
_ONCE = {"scale": None, "type": "quantitative"}


def specification(rows: Rows, scale: Scale, looks: Looks, size: Size) -> Json:
    """Return the chart; its links are numbered in the order of the rows that have one."""
    places = placed(rows.rows, size)
    height = places[-1].top + places[-1].height if places else 1
    columns = min(len(looks), size.columns)
    top = -(-len(looks) // columns) * _LEGEND_ROW + _AXIS
    across, down = _across(scale, size), _down(height)
    layers = [joins(rows.joins, places, looks, scale), *labels(places, size), *marks(places, looks)]
    for layer in layers:
        layer["encoding"] = {"x": across, "y": down} | layer["encoding"]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": size.width,
        "height": height,
        "padding": {"left": 0, "right": 0, "top": top, "bottom": 6},
        "autosize": "none",  # else the size would depend on how wide the letters of some font are
        "config": {"background": None, "view": {"stroke": None}, "legend": _legend(columns, top, size)},
        "layer": layers,
    }


def _legend(columns: int, top: int, size: Size) -> Json:
    place = {"orient": "none", "legendX": 4, "legendY": 4 - top, "columns": columns, "columnPadding": 24, "title": None}
    letters = {"labelColor": INK, "labelFontSize": size.font, "labelLimit": 0}
    return place | letters | {"symbolSize": 90, "symbolStrokeWidth": 2}


def _across(scale: Scale, size: Size) -> Json:
    written = {"format": "%b %Y"} if scale.kind == "utc" else {"labelExpr": _COUNT}
    axis = {
        "orient": "top", "title": None, "values": list(scale.ticks), "labelOverlap": False, "labelFlush": False,
        "labelLimit": 0, "labelColor": INK, "labelFontSize": size.font - 1, "domain": False, "ticks": False,
        "grid": True, "gridColor": INK, "gridOpacity": 0.18,
    }  # fmt: skip
    ends = {"domain": [scale.low, scale.high], "range": [scale.start, scale.end], "nice": False}
    kind = "temporal" if scale.kind == "utc" else "quantitative"
    return {"field": "x", "type": kind, "axis": axis | written, "scale": {"type": scale.kind, **ends}}


def _down(height: int) -> Json:
    """Return the scale of pixels down a chart."""
    ends = {"domain": [0, height], "range": [0, height], "nice": False}
    return {"field": "y", "type": "quantitative", "axis": None, "scale": ends}


def joins(joined: Sequence[Join], places: Sequence[Placed], looks: Looks, scale: Scale) -> Json:
    """Return the layer of lines that join marks of two rows, under everything else."""
    values = [
        point | {"colour": looks[join.kind].colour, "join": number, "step": step}
        for number, join in enumerate(joined)
        for step, point in enumerate(_arc(join, places, scale))
    ]
    encoding = {"color": _COLOUR, "order": {"field": "step"}, "detail": {"field": "join"}}
    return _layer(values, {"type": "line", "interpolate": "basis", "strokeWidth": 1.5, "opacity": 0.85}, encoding)


def _arc(join: Join, places: Sequence[Placed], scale: Scale) -> list[Json]:
    """Return the points of a line that bows out the further its ends lie apart, so that no two cover each other."""
    start, end = places[join.row].middle, places[join.other_row].middle
    out = min(abs(end - start) / 4, 80) * (-1 if join.leftward else 1)
    middle = scale.moved(scale.between(join.at, join.other_at), out)
    return [{"x": join.at, "y": start}, {"x": middle, "y": (start + end) / 2}, {"x": join.other_at, "y": end}]


def labels(places: Sequence[Placed], size: Size) -> list[Json]:
    """Return the layers of what is pressed, a whole row, of labels and of headings."""
    linked = [at for at in places if at.row.link]
    pressed = [{"y": at.top, "y2": at.top + at.height, "href": _address(at)} for at in linked]
    ends = {"x": {"value": 0}, "x2": {"value": size.width}, "y2": {"field": "y2"}, "href": _HREF}
    return [
        _layer(pressed, {"type": "rect", "fill": "transparent"}, ends),
        _text(linked, size, {"href": _HREF}),
        _text([at for at in places if not at.row.link], size, {}, fontWeight="bold"),
    ]


def _text(places: Sequence[Placed], size: Size, encoding: Json, **weight: str) -> Json:
    values = [
        {"y": at.baseline(number), "text": line, "href": _address(at)}
        for at in places
        for number, line in enumerate(at.lines)
    ]
    mark = {"type": "text", "align": "left", "baseline": "alphabetic", "fontSize": size.font, "color": INK, **weight}
    return _layer(values, mark, encoding | {"x": {"value": 4}, "text": {"field": "text", "type": "nominal"}})


def marks(places: Sequence[Placed], looks: Looks) -> list[Json]:
    """Return the layers of lines, of tips and of points."""
    lines, tips, points = _by_form(places, looks)
    dashes = {"field": "dashed", "legend": None, "scale": {"domain": [False, True], "range": [[1, 0], [3, 3]]}}
    tip = {"type": "point", "shape": "triangle-up", "filled": True, "size": 70, "opacity": 1}
    dashed = {"x2": {"field": "x2"}, "strokeDash": dashes | {"type": "nominal"}}
    return [
        _layer(lines, {"type": "rule", "strokeWidth": 2.5}, {"color": _COLOUR, "href": _HREF} | dashed),
        _layer(tips, tip, {"color": _COLOUR, "href": _HREF, "angle": {"field": "turn"} | _ONCE}),
        _layer(points, {"type": "point", "size": 90, "strokeWidth": 2, "opacity": 1}, _look(looks) | {"href": _HREF}),
    ]


def _by_form(places: Sequence[Placed], looks: Looks) -> tuple[list[Json], list[Json], list[Json]]:
    """Return what lines, tips and points show."""
    lines: list[Json] = []
    tips: list[Json] = []
    points: list[Json] = []
    for at in places:
        for mark in at.row.marks:
            place = {"y": at.middle, "kind": mark.kind, "href": _address(at), "colour": looks[mark.kind].colour}
            if isinstance(mark, Line):
                lines.append(place | {"x": mark.start, "x2": mark.end, "dashed": mark.dashed})
            elif isinstance(mark, Tip):
                tips.append(place | {"x": mark.at, "turn": -90 if mark.leftward else 90})
            else:
                points.append(place | {"x": mark.at})
    return lines, tips, points


def _look(looks: Mapping[str, Look]) -> Json:
    """Return how points look by their kind, from which the legend is made."""

    def seen(values: Iterable[str]) -> Json:
        return {"field": "kind", "type": "nominal", "scale": {"domain": list(looks), "range": list(values)}}

    each = looks.values()
    filling = (look.colour if look.filled else "transparent" for look in each)
    return {
        "stroke": seen(look.colour for look in each),
        "fill": seen(filling),
        "shape": seen(look.shape for look in each),
    }


def _layer(values: list[Json], mark: Json, encoding: Json) -> Json:
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def _address(at: Placed) -> str | None:
    return None if at.link is None else f"{ADDRESS}{at.link}"
