"""Fill the templates: everything is escaped, and a value that a template misses is an error."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from . import citing, downloads, evidence, reporting_errors
from .inline import Inline, clean, label, plain
from .notation import urls, words
from .paging import Section, packed
from .published import Published
from .record import Record

TEMPLATES = Path(__file__).parent / "templates"
MENU = (
    (urls.TIMELINE, "Timeline"),
    (urls.FIGURES, "Numbers"),
    (urls.CONTRADICTIONS, "Contradictions"),
    (urls.CHANGED, "Changed positions"),
    (urls.CLAIMS, "Statements"),
    (urls.ACTORS, "People and bodies"),
    (urls.SOURCES, "Sources"),
    (urls.ABOUT, "About"),
)
"""The pages that every page leads to."""


def menu(record: Record) -> list[tuple[str, str]]:
    """Return the pages that every page leads to, with their names."""
    own = [(urls.table(name), record.package.contract.tables[name].title) for name in record.own_tables]
    wanted = {urls.FIGURES: record.has_figures, urls.CHANGED: record.has_reversals}
    found = [entry for entry in MENU if wanted.get(entry[0], True)]
    return [*found[:-1], *own, found[-1]]


IN_MENU = frozenset(page for page, _ in MENU)


class Renderer:
    """Makes the pages of one folder of the site; ``root`` leads from there to the site's own."""

    def __init__(self, record: Record, root: str, passages: dict[str, str], published: Published | None = None) -> None:
        """Load the templates; ``passages`` has the page of each passage whose article has several."""
        self.at, self.passages = Inline(record, root), passages
        self._published = published or Published(record)
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters |= {"plain": plain, "clean": clean, "label": label}
        self._environment.globals |= {
            "at": self.at,
            "root": root,
            "about": record.about,
            "words": words,
            "urls": urls,
            "menu": menu(record),
            "repository": reporting_errors.repository(record.package.descriptor),
            "published": self._published,
            "place": evidence.place,
            "anchor": evidence.passage_anchor,
            "passage_address": lambda passage: evidence.passage_address(passages, passage),
        }
        self.parts: Any = self._environment.get_template("parts.html").module
        self.cards = evidence.Cards(self.at, self.parts, passages)
        self._citations = citing.Citations(record, self._published.base)
        self._header = cache(self._header_on)
        self._footer = Markup(self._environment.get_template("footer.html").render())

    def _header_on(self, address: str) -> Markup:
        """Return what stands above a page of the menu, or with no address above any other."""
        return Markup(self._environment.get_template("header.html").render(address=address))

    def pages(self, template: str, address: str, sections: Sequence[Section], **told: Any) -> dict[str, str]:
        """Return a page, or as many as its sections need, by address."""
        first = sum(len(chart.encode()) for chart in told.get("charts", ()))
        split = packed([section for section in sections if section.items or section.none], first)
        above = self._header(address if address in IN_MENU else "")
        cited = self._citations.of(address, told)
        shared = {
            "address": address,
            "report": reporting_errors.report(self.at.record.package.descriptor, _named(address, told)),
            "cite": citing.shown(self.at, cited),
            "head": self._published.head(address, cited, pictured=bool(told.get("charts"))),
            "data": downloads.beside(address),
            "count": len(split),
            "header": above,
            "footer": self._footer,
            **told,
        }
        found = self._environment.get_template(template)
        return {
            urls.page(address, number): found.render(shared, parts=parts, number=number)
            for number, parts in enumerate(split, 1)
        }


def _named(address: str, told: Mapping[str, Any]) -> str:
    """Return what a page is about for who maintains the record: its row, or the page itself."""
    return f"{told['table']}/{told['row_id']}" if "row_id" in told else address
