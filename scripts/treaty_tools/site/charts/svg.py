"""The SVG of a chart as a page carries it: no script, no style, no address but ours, every link named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from ...reporting.terminal import safe
from .labels import LONGEST, cut
from .row_marks import Link, Rows
from .scale import Scale
from .styles import Looks, Size

_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_KEPT = (
    "d", "transform", "fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "stroke-opacity", "x", "y",
    "x2", "y2", "width", "height", "text-anchor", "font-size", "font-weight",
)  # fmt: skip
_DEFAULTS = {"opacity": "1", "font-weight": "normal", "text-anchor": "start", "stroke-dasharray": "1,0"}
_FRACTION = re.compile(r"-?\d+\.\d{2,}")


@dataclass(frozen=True)
class Telling:
    """What a chart is called: its name for addresses in the page, its title, and in words what there is to see."""

    name: str
    title: str
    reading: str


def svg(telling: Telling, rows: Rows, scale: Scale, looks: Looks, size: Size) -> str:
    """Return the SVG of a chart of rows."""
    import vl_convert  # draws in a second; whoever wants no chart does without

    from .drawing import specification

    drawn = ET.fromstring(vl_convert.vegalite_to_svg(specification(rows, scale, looks, size)))
    links = _Links([row.link for row in rows.rows if row.link])
    element = _root(telling, drawn, size)
    for child in drawn:
        element.extend(_slim(child, links))
    return ET.tostring(element, encoding="unicode")


def reading(drawn: str) -> str:
    """Return in words what there is to see in a chart, as its SVG tells those who do not see it."""
    return ET.fromstring(drawn).findtext(f"{_SVG}desc") or ""


def _root(telling: Telling, drawn: ET.Element, size: Size) -> ET.Element:
    name = f"{telling.name}-{size.name}"
    root = ET.Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "class": f"chart {size.name}", "viewBox": drawn.attrib["viewBox"],
        "width": drawn.attrib["width"], "height": drawn.attrib["height"], "role": "group",
        "aria-labelledby": f"{name}-title", "aria-describedby": f"{name}-desc",
        "font-family": "system-ui, sans-serif", "fill": "none",
    })  # fmt: skip
    ET.SubElement(root, "title", {"id": f"{name}-title"}).text = safe(telling.title)
    ET.SubElement(root, "desc", {"id": f"{name}-desc"}).text = safe(telling.reading)
    return root


class _Links:
    """The links of a chart: the marks of one are gathered in one element, so that Tab stops there once."""

    def __init__(self, links: Sequence[Link]) -> None:
        self.links = links
        self.elements: dict[str, ET.Element] = {}

    def around(self, inside: list[ET.Element], address: str) -> list[ET.Element]:
        """Return the element of a link where it is met first; later marks go into that one."""
        if known := self.elements.get(address):
            known.extend(inside)
            return []
        link = self.links[int(address.rpartition("/")[2])]
        label = cut(link.label, LONGEST)
        element = self.elements[address] = ET.Element("a", {"href": link.address, "aria-label": label})
        ET.SubElement(element, "title").text = label
        inside[0].set("pointer-events", "all")  # the whole row is pressed, though nothing of it is painted
        element.extend(inside)
        return [element]


def _slim(drawn: ET.Element, links: _Links) -> list[ET.Element]:
    """Return what stays of an element: what can be seen, with what makes it look so."""
    tag = drawn.tag.removeprefix(_SVG)
    if drawn.get("class") in ("background", "foreground") or drawn.get("display") == "none":
        return []
    inside = [kept for child in drawn for kept in _slim(child, links)]
    if tag == "a":
        return links.around(inside, drawn.attrib[f"{_XLINK}href"])
    kept = {name: _short(drawn.attrib[name]) for name in _KEPT if name in drawn.attrib}
    kept = {name: value for name, value in kept.items() if _DEFAULTS.get(name) != value}
    if tag == "g":
        return _in_group(inside, kept.get("transform"))
    if (tag == "text" and not drawn.text) or tag == "rect":
        return []
    element = ET.Element(tag, kept)
    element.text = drawn.text
    return [element]


def _in_group(inside: list[ET.Element], transform: str | None) -> list[ET.Element]:
    if not inside or transform in (None, "translate(0,0)"):
        return inside
    group = ET.Element("g", {"transform": transform})
    group.extend(inside)
    return [group]


def _short(value: str) -> str:
    """Return an attribute with its numbers to a tenth of a pixel."""
    return _FRACTION.sub(lambda match: f"{float(match[0]):.1f}".removesuffix(".0"), value)
