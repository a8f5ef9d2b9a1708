"""Write the search index as scripts: the first has the lists and the actors, the others further rows."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from ..inline import clean
from ..notation import words
from ..record import Record
from .entry import FIELDS, LABELS, POINTERS, STATUSES
from .rows import Address, Rows, pages

NAME = "treatyIndex"
"""The global that the first script sets."""
FIRST = "search/index.js"
PART = "search/rows-{}.js"
LARGEST_PART = 200_000
"""Bytes of a part; the page loads them one after the other, and searches what has arrived."""
_ESCAPED = re.compile("[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
"""Invisible characters, which editors and reviewers would not see in a script."""


def scripts(record: Record, passage_address: Address) -> Iterator[tuple[str, str]]:
    """Yield each script of the index by its path; ``passage_address`` gives the page and anchor of a passage."""
    rows = Rows(record)
    entries = [_json(entry.values()) for entry in rows.entries()]
    parts = list(_parts(entries))
    lists = {
        "fields": FIELDS,
        "labels": LABELS,
        "pointers": POINTERS,
        "statuses": STATUSES,
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
    body = ",\n".join(f"{_json(name)}:{_json(value)}" for name, value in lists.items())
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


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
