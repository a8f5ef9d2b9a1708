"""A chart of rows in Vega-Lite's terms."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt

from .layout import Placed, placed
from .looks import INK, Look, Looks, Size
from .rows import Join, Line, Rows, Tip
from .scale import Scale

ADDRESS = "https://link.invalid/"
"""What the number of a link follows until the SVG gets the true one: Vega is given no address of strangers' making."""
Data = list[dict[str, Any]]

_COUNT = (
    "datum.value >= 1e9 ? format(datum.value / 1e9, ',') + ' bn' : "
    "datum.value >= 1e6 ? format(datum.value / 1e6, ',') + ' m' : format(datum.value, ',')"
)
_LEGEND_ROW, _AXIS = 18, 32


def specification(rows: Rows, scale: Scale, looks: Looks, size: Size) -> dict[str, Any]:
    """Return the chart; its links are numbered in the order of the rows that have one."""
    places = placed(rows.rows, size)
    columns = min(len(looks), size.columns)
    top = -(-len(looks) // columns) * _LEGEND_ROW + _AXIS
    frame = _Frame(scale, size, places[-1].top + places[-1].height if places else 1)
    layers = [frame.joins(rows.joins, places, looks), *frame.labels(places), *frame.marks(places, looks)]
    chart = alt.layer(*layers).properties(
        width=size.width,
        height=frame.height,
        padding={"left": 0, "right": 0, "top": top, "bottom": 6},
        autosize=alt.AutoSizeParams(type="none"),
    )
    return dict(_configured(chart, columns, top, size).to_dict(validate=False))


def _configured(chart: alt.LayerChart, columns: int, top: int, size: Size) -> alt.LayerChart:
    plain = chart.configure(background="transparent", font="sans-serif").configure_view(stroke=None)
    return plain.configure_legend(
        orient="none", legendX=4, legendY=4 - top, columns=columns, title=None, labelColor=INK,
        labelFontSize=size.font, labelLimit=0, symbolSize=90, symbolStrokeWidth=2, columnPadding=24,
    )  # fmt: skip


def _layer(data: Data) -> alt.Chart:
    return alt.Chart(alt.Data(values=data))


class _Frame:
    """The place in which a chart is drawn: its scale across, and pixels down."""

    def __init__(self, scale: Scale, size: Size, height: int) -> None:
        self.scale, self.size, self.height = scale, size, height
        kind: Any = "temporal" if scale.kind == "utc" else "quantitative"
        ends: dict[str, Any] = {"domain": [scale.low, scale.high], "range": [scale.start, scale.end]}
        across: Any = alt.Scale(type=scale.kind, nice=False, **ends)  # type: ignore[arg-type]
        written: dict[str, Any] = {"format": "%b %Y"} if scale.kind == "utc" else {"labelExpr": _COUNT}
        axis = alt.Axis(
            orient="top", title=None, values=list(scale.ticks), labelOverlap=False, labelFlush=False, labelLimit=0,
            labelColor=INK, labelFontSize=size.font - 1, domain=False, ticks=False, gridColor=INK, gridOpacity=0.18,
            **written,
        )  # fmt: skip
        self.x = alt.X("x", type=kind, axis=axis, scale=across)
        down = alt.Scale(domain=[0, height], range=[0, height], nice=False)
        self.y = alt.Y("y", type="quantitative", axis=None, scale=down)

    def joins(self, joins: Sequence[Join], places: Sequence[Placed], looks: Looks) -> alt.Chart:
        """Return the layer of lines that join marks of two rows, under everything else."""
        data = [
            point | {"colour": looks[join.kind].colour, "join": number, "step": step}
            for number, join in enumerate(joins)
            for step, point in enumerate(self._arc(join, places))
        ]
        arc = _layer(data).mark_line(interpolate="basis", strokeWidth=1.5, opacity=0.85)
        colour, order = alt.Color("colour:N", scale=None), alt.Order("step:Q")
        return arc.encode(self.x, self.y, colour, order, detail="join:N")

    def _arc(self, join: Join, places: Sequence[Placed]) -> Data:
        """Return the points of a line that bows out the further its ends lie apart, so that no two cover each other."""
        start, end = places[join.row].middle, places[join.other_row].middle
        between = (start + end) / 2
        out = min(abs(end - start) / 4, 80) * (-1 if join.leftward else 1)
        middle = self.scale.moved(self.scale.between(join.at, join.other_at), out)
        return [{"x": join.at, "y": start}, {"x": middle, "y": between}, {"x": join.other_at, "y": end}]

    def labels(self, places: Sequence[Placed]) -> list[alt.Chart]:
        """Return the layers of what is pressed, a whole row, of labels and of headings."""
        pressed = [{"y": at.top, "y2": at.top + at.height, "href": _address(at)} for at in places if at.row.link]
        area = _layer(pressed).mark_rect(fill="transparent")
        return [
            area.encode(x=alt.value(0), x2=alt.value(self.size.width), y=self.y, y2="y2", href="href:N"),
            self._text([at for at in places if at.row.link], "normal"),
            self._text([at for at in places if not at.row.link], "bold"),
        ]

    def _text(self, places: Sequence[Placed], weight: str) -> alt.Chart:
        data = [
            {"y": at.baseline(number), "text": line, "href": _address(at)}
            for at in places
            for number, line in enumerate(at.lines)
        ]
        letters: dict[str, Any] = {"fontSize": self.size.font, "fontWeight": weight, "color": INK}
        mark = _layer(data).mark_text(align="left", baseline="alphabetic", **letters)
        text = mark.encode(x=alt.value(4), y=self.y, text="text:N")
        return text.encode(href="href:N") if weight == "normal" else text

    def marks(self, places: Sequence[Placed], looks: Looks) -> list[alt.Chart]:
        """Return the layers of lines, of tips and of points."""
        lines, tips, points = _by_form(places, looks)
        colour, href = alt.Color("colour:N", scale=None), alt.Href("href:N")
        dash = alt.StrokeDash("dashed:N", scale=alt.Scale(domain=[False, True], range=[[1, 0], [3, 3]]), legend=None)
        turn = alt.Angle("turn:Q", scale=None)
        tip = _layer(tips).mark_point(shape="triangle-up", filled=True, size=70, opacity=1)
        return [
            _layer(lines).mark_rule(strokeWidth=2.5).encode(self.x, self.y, colour, dash, href, x2="x2"),
            tip.encode(self.x, self.y, colour, turn, href),
            _points(points, looks).encode(self.x, self.y, href),
        ]


def _by_form(places: Sequence[Placed], looks: Looks) -> tuple[Data, Data, Data]:
    """Return what lines, tips and points show."""
    lines, tips, points = Data(), Data(), Data()
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


def _address(at: Placed) -> str | None:
    return None if at.link is None else f"{ADDRESS}{at.link}"


def _points(data: Data, looks: Mapping[str, Look]) -> alt.Chart:
    """Return the layer of points, from which the legend is made."""

    def seen(values: Iterable[Any]) -> Any:
        return alt.Scale(domain=list(looks), range=list(values))

    look = list(looks.values())
    return (
        _layer(data)
        .mark_point(size=90, strokeWidth=2, opacity=1)
        .encode(
            stroke=alt.Stroke("kind:N", scale=seen(each.colour for each in look)),
            fill=alt.Fill("kind:N", scale=seen(each.colour if each.filled else "transparent" for each in look)),
            shape=alt.Shape("kind:N", scale=seen(each.shape for each in look)),
        )
    )
