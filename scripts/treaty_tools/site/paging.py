"""How long pages are split: sections of items, packed into pages of a bounded size."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

BUDGET = 220_000
"""Bytes of a page's sections; with what is around them a page stays under 300 kB."""


@dataclass(frozen=True)
class Section:
    """A heading with what stands below it: rows of a table, where it has columns, or other blocks."""

    anchor: str
    title: str
    items: Sequence[Markup]
    columns: Sequence[tuple[str, str]] = ()
    """Label of each column, and how the script filters by it: ``choice``, ``date``, ``number`` or nothing."""
    intro: Markup = field(default_factory=Markup)
    filtered: bool = False
    """Whether the table is what its page is for, so that the script offers filters."""
    none: str = ""
    """What is said where there are no items; without it the section is left out."""


@dataclass(frozen=True)
class Part:
    """What of a section stands on one page."""

    section: Section
    items: Sequence[Markup]
    continued: bool


def packed(sections: Sequence[Section], before: int = 0, budget: int = BUDGET) -> list[list[Part]]:
    """Return the sections as pages, each an ordered list of parts.

    There is always a first page; ``before`` are the bytes of what stands on it above the sections.
    """
    pages: list[list[Part]] = [[]]
    room = budget - before
    for section in sections:
        for continued, items in _runs(section, room, budget):
            size = _size(items)
            if pages[-1] and size > room:
                pages.append([])
                room = budget
            pages[-1].append(Part(section, items, continued))
            room -= size
    return pages


def _runs(section: Section, room: int, budget: int) -> Iterator[tuple[bool, Sequence[Markup]]]:
    """Yield a section's items in runs, the first that fits in the room left, later ones in a whole page each."""
    if not section.items and section.none:
        yield False, ()
    run: list[Markup] = []
    size, continued = 0, False
    for item in section.items:
        length = len(item.encode())
        if run and size + length > room:
            yield continued, run
            run, size, continued, room = [], 0, True, budget
        run.append(item)
        size += length
    if run:
        yield continued, run


def _size(items: Sequence[Markup]) -> int:
    return sum(len(item.encode()) for item in items)


def addressed(pages: Mapping[str, str], prefix: str) -> dict[str, str]:
    """Return pages with links of the first to anchors that begin with a prefix leading to the page that has them."""
    (first, text), *others = pages.items()
    page_of = {anchor: address for address, page in others for anchor in re.findall(f' id="({prefix}[^"]*)"', page)}
    led = re.sub(f'href="#({prefix}[^"]*)"', lambda found: f'href="{page_of.get(found[1], "")}#{found[1]}"', text)
    return {first: led, **dict(others)}
