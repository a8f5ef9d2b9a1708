"""Write the search index as scripts: the first has the lists and the actors, the others further rows."""

from collections.abc import Iterator, Sequence

from treaty_record.facts.challenges import CHALLENGES

from ..inline import clean
from ..notation import words
from ..record import Record
from ..script_json import compact
from .entry import FIELDS, LABELS, POINTERS
from .rows import Address, Rows, pages

NAME = "treatyIndex"
"""The global that the first script sets."""
FIRST = "search/index.js"
PART = "search/rows-{}.js"
LARGEST_PART = 200_000
"""Bytes of a part; the page loads them one after the other, and searches what has arrived."""


def scripts(record: Record, passage_address: Address) -> Iterator[tuple[str, str]]:
    """Yield each script of the index by its path; ``passage_address`` gives the page and anchor of a passage."""
    rows = Rows(record)
    entries = [compact(entry.values()) for entry in rows.entries()]
    parts = list(_parts(entries))
    lists = {
        "fields": FIELDS,
        "labels": LABELS,
        "pointers": POINTERS,
        "statuses": CHALLENGES,
        "version": record.about.version,
        "actors": list(rows.actors),
        "languages": list(rows.languages),
        "origins": list(rows.origins),
        "languageNames": [words.language(tag) for tag in rows.languages],
        "originNames": [clean(record.origin_names.get(origin, origin)) for origin in rows.origins],
        "terms": list(rows.terms),
        "pages": pages(record, passage_address),
        "parts": part_names(len(parts)),
    }
    body = ",\n".join(f"{compact(name)}:{compact(value)}" for name, value in lists.items())
    yield FIRST, f'"use strict";\nwindow.{NAME}={{{body},"rows":[]}};\n'
    for name, part in zip(part_names(len(parts)), parts, strict=True):
        yield name, f'"use strict";\nwindow.{NAME}.rows.push(\n' + ",\n".join(part) + "\n);\n"


def part_names(many: int) -> list[str]:
    """Return the paths of the parts."""
    return [PART.format(number) for number in range(1, many + 1)]


def _parts(entries: Sequence[str]) -> Iterator[list[str]]:
    """Yield the rows in runs of a bounded size."""
    run: list[str] = []
    size = 0
    for entry in entries:
        length = len(entry.encode())
        if run and size + length > LARGEST_PART:
            yield run
            run, size = [], 0
        run.append(entry)
        size += length
    if run:
        yield run
