"""What the page of a row says of it before any passage: its cells, each with how many sources give it."""

from collections.abc import Collection, Iterator

from markupsafe import Markup

from . import ownership
from .inline import Inline, label
from .notation import words
from .record import Record, Row
from .reports import voices

_LABELS = {
    "as_of": "as of",
    "part_of": "part of",
    "origin_id": "origin",
    "text_sha256": "SHA-256 of the text",
    "text_length": "length of the text, in code points",
    "owner_id": "owner",
    "extent": "how much of it was read",
    "skipped": "paragraphs that no passage covers",
    "wikidata_id": "Wikidata",
    "url": "address",
    "source_url": "original article",
    "archive_url": "archived copy",
    "published_basis": "how the date is known",
    "origin_basis": "how the origin is known",
}


def facts(
    at: Inline, table: str, row: Row, *, left_out: Collection[str] = (), only: Collection[str] = ()
) -> list[tuple[str, Markup]]:
    """Return the cells of a row that are not empty, by the names of their columns in words."""
    wanted = [
        column for column in _columns(at.record, table) if column not in left_out and (column in only or not only)
    ]
    shown = [column for column in wanted if row.get(column) is not None]
    return [(_LABELS.get(column, label(column)), _value(at, table, column, row)) for column in shown]


def _columns(record: Record, table: str) -> Iterator[str]:
    """Yield the columns that a reader wants: not the key, nor what follows from another cell."""
    schema = record.package.contract.tables[table]
    yield from (name for name, column in schema.columns.items() if name not in schema.key and not column.derived)


def _value(at: Inline, table: str, column: str, row: Row) -> Markup:
    """Return a cell in words, with the independent sources that give it."""
    value = row[column]
    if column == "ownership":
        return ownership.shown(at, row)
    if column == "note":
        return at.note(value)
    if at.record.columns[table, column].notation == "figure":
        shown = at.figure(value, row.get("measure"))
    else:
        shown = at.value(table, column, value)
    return shown + _sources(at, table, column, row)


def _sources(at: Inline, table: str, column: str, row: Row) -> Markup:
    """Return how many independent sources give a cell, nothing if none does."""
    cited = at.record.cited(table, next(iter(row.values())))
    heard = voices(c for c in cited if c.side == "supporting" and c.column == column)
    if not heard.origins:
        return Markup("")
    return Markup(' <small class="voices">{}</small>').format(words.count(len(heard.origins), "source"))
