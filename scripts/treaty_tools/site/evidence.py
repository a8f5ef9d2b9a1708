"""The passages that cite a row: first those that differ, then those that support it, by who reported it first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup

from . import marking
from .inline import Inline, label
from .notation import urls, words
from .paging import Section
from .record import Citation, Row
from .reports import Report, by_origin, reports, voices

TITLES = {
    "refuting": "Sources that say it is not so",
    "differing": "Sources that differ",
    "supporting": "Sources that support this",
    "announcing": "Announcements (not counted)",
    "garbled": "Garbled in translation (not counted)",
}
"""The title of the section of each side, in the order of the sections; the side is its anchor."""
AGAINST = ("refuting", "differing")
IN_A_GROUP = 40
"""Articles of a group that stay on one page."""
OPEN = 3
"""Articles that are shown of those that differ in one value; the others are folded."""
_PLACES = {"title": "headline", "lead": "lead", "caption": "caption", "excerpt": "place not noted"}


@dataclass(frozen=True)
class Card:
    """One citation as it is shown: its words and their source."""

    words: Markup
    """Empty if the same passage was shown above."""
    source: Markup


class Cards:
    """Make cards of citations, and cache them, because a passage cites many rows."""

    def __init__(self, at: Inline, parts: Any, pages: dict[str, str]) -> None:
        """Take the macros that make the cards, and the page of each passage whose article has several."""
        self.at, self.parts, self.pages = at, parts, pages
        self._words: dict[tuple[str, tuple[marking.Span, ...]], Markup] = {}
        self._sources: dict[str, Markup] = {}

    def card(self, citation: Citation, shown: set[str]) -> Card:
        """Return a citation to show; its words only if they were not shown yet or have a mark of their own."""
        key = citation.passage["passage_id"]
        mark = self.at.record.mark(citation)
        again = key in shown and mark is None
        shown.add(key)
        quoted = Markup("") if again else self._quoted(citation, [mark] if mark else [])
        return Card(quoted, self.source(citation) + self._placed(citation.passage, Markup(place(citation.passage))))

    def report(self, report: Report) -> Markup:
        """Return the passages of an article, each once, with the cells that it supports."""
        first, *others = report.passages
        passages = [self._passage(first, Markup(place(first[0].passage)))]
        passages += [self._passage(cited, self.passage_link(cited[0].passage)) for cited in others]
        return Markup(f'<li class="passage">{self.source(first[0])}{"".join(passages)}</li>\n')

    def mention(self, report: Report) -> Markup:
        """Return a link to the first passage of an article, without its words."""
        return Markup(f"<li>{self.source(report.citations[0])}</li>\n")

    def source(self, citation: Citation) -> Markup:
        """Return what an article is called, with its day and its kind; it leads to the passage."""
        key = citation.passage["passage_id"]
        if key not in self._sources:
            self._sources[key] = self.parts.source(citation.article, passage_address(self.pages, citation.passage))
        return self._sources[key]

    def _passage(self, cited: Sequence[Citation], where: Markup) -> Markup:
        marks = [mark for c in cited if (mark := self.at.record.mark(c))]
        return self._quoted(cited[0], marks) + self._placed(cited[0].passage, where + _given(self.at, cited))

    def _quoted(self, citation: Citation, marks: Sequence[marking.Span]) -> Markup:
        passage = citation.passage
        key = passage["passage_id"], tuple(marks)
        if key not in self._words:
            self._words[key] = self.parts.words_of(passage, pieces_of(passage, marks), citation.article["language"])
        return self._words[key]

    def _placed(self, passage: Row, where: Markup) -> Markup:
        """Return where a passage is and what it gives, with a link to it at the publisher."""
        there = self.at.opened(passage)
        return Markup(f'<p class="meta">{where}{" · " if there else ""}{there}</p>')

    def passage_link(self, passage: Row) -> Markup:
        """Return a link to a passage on the page of its article, in the words of its place."""
        address = f"{self.at.root}{passage_address(self.pages, passage)}"
        return Markup('<a href="{}">{}</a>').format(address, place(passage))


CODED = ("kind", "modality", "measure", "type", "status")
"""Columns whose values are the curators' terms, which a reader does not look for in a text."""
UNTOLD = (*CODED, "claimant_id")
"""Columns that a passage is not said to give: each report of a claim says who makes it."""


def _given(at: Inline, cited: Sequence[Citation]) -> Markup:
    """Return the cells that a passage supports, with its value where the row has another."""
    shown = [_cell(at, c) for c in cited if c.column != "*" and c.column not in UNTOLD and c.side not in AGAINST]
    return Markup(" · gives {}").format(Markup(", ").join(shown)) if shown else Markup("")


def _cell(at: Inline, c: Citation) -> Markup:
    held = at.record.rows.get(c.table, {}).get(c.row_id, {}).get(c.column)
    name = Markup(label(c.column))
    return name if c.says == held else Markup("{} {}").format(name, at.says(c))


def sections(
    cards: Cards, table: str, row_id: str, shown: Callable[[Citation], bool] = lambda _: True
) -> tuple[list[Section], list[Section]]:
    """Return the sections of the citations that differ from a row, and those of the others."""
    every = cards.at.record.cited(table, row_id)
    cited = [c for c in every if shown(c)]
    made = {side: _section(cards, side, [c for c in cited if c.side == side], not every) for side in TITLES}
    return [made[side] for side in AGAINST], [made[side] for side in TITLES if side not in AGAINST]


def _section(cards: Cards, side: str, cited: Sequence[Citation], nothing: bool) -> Section:
    shown = _by_value(cards, cited) if side in AGAINST else _by_origin(cards, cited)
    none = "No passage cites this row itself." if side == "supporting" and nothing else ""
    return Section(side, TITLES[side], list(shown), none=none)


def _by_value(cards: Cards, cited: Sequence[Citation]) -> Iterator[Markup]:
    """Yield the citations that differ, by the cell and the value that they give it."""
    for _, same in groupby(cited, key=lambda c: (c.column, c.says)):
        of_value = list(same)
        column = of_value[0].column
        what = Markup("it did not happen, or is not so") if column == "*" else _value(cards.at, of_value[0])
        yield from _groups(cards, what, str(voices(of_value)), reports(of_value), OPEN)


def _by_origin(cards: Cards, cited: Sequence[Citation]) -> Iterator[Markup]:
    """Yield the citations that agree, by who reported first: one article each, its copies folded."""
    if not cited:
        return
    best = cards.at.record.rows.get(cited[0].table, {}).get(cited[0].row_id, {}).get("article_id")
    for origin, same in by_origin(reports(cited, best)):
        name = cards.at.origin(origin) if same[0].counted else Markup("Scraped copies, not counted")
        yield from _copies(cards, name, words.count(len(same), "article"), same)


def _copies(cards: Cards, name: Markup, told: str, same: Sequence[Report]) -> Iterator[Markup]:
    """Yield the reports that go back to one source: the words of the first, and links to those of the others."""
    for first in range(0, len(same), IN_A_GROUP):
        shown = [cards.report(same[first])]
        others = [cards.mention(report) for report in same[first + 1 : first + IN_A_GROUP]]
        yield cards.parts.group(name, told, shown, others, first > 0)


def _groups(cards: Cards, name: Markup, told: str, same: Sequence[Report], shown: int) -> Iterator[Markup]:
    """Yield reports below a heading, the first of them open, in groups that stay together on a page."""
    for first in range(0, len(same), IN_A_GROUP):
        items = [cards.report(report) for report in same[first : first + IN_A_GROUP]]
        yield cards.parts.group(name, told, items[:shown], items[shown:], first > 0)


def _value(at: Inline, citation: Citation) -> Markup:
    return Markup("{}: {}").format(label(citation.column), at.says(citation))


def pieces_of(passage: Row, marked: Sequence[marking.Span]) -> Sequence[tuple[str, bool]]:
    """Return a passage's quote cut into pieces, each with whether it is marked; without one, its pins."""
    if passage["quote"]:
        return marking.pieces(passage["quote"], marked)
    pins = [pin for pin in (passage["begins"], passage["ends"]) if pin]
    return [(" … ".join(pins), False)] if pins else []


def place(passage: Row) -> str:
    """Return the place of a passage in its article, in words."""
    where = str(passage["place"])
    if where in _PLACES:
        return _PLACES[where]
    return f"paragraphs {where[1:].replace('-', ' to ')}" if "-" in where else f"paragraph {where[1:]}"


def passage_anchor(passage: Row) -> str:
    """Return the anchor of a passage on its article's page."""
    return f"passage-{str(passage['passage_id']).rpartition('.')[2]}"


def passage_address(pages: dict[str, str], passage: Row) -> str:
    """Return the address of a passage on the page of its article that shows it."""
    page = pages.get(passage["passage_id"]) or urls.row("articles", passage["article_id"])
    return f"{page}#{passage_anchor(passage)}"
