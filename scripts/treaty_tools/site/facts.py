"""What the page of a row says of it before any passage: its cells, its counts, what it is called elsewhere."""

from collections.abc import Iterator

from markupsafe import Markup

from ..explain.support import support
from .inline import Inline, label
from .notation import words
from .record import Record, Row

SHOWN = ("reversed_by",)
"""Derived columns that a reader wants."""
_LABELS = {
    "figure": "figure",
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
    "source_url": "address of what it translates or copies",
    "archive_url": "archived copy",
}


def facts(at: Inline, table: str, row: Row, *, left_out: tuple[str, ...] = ()) -> list[tuple[str, Markup]]:
    """Return the cells of a row that are not empty, by the names of their columns in words."""
    return [
        (_LABELS.get(column, label(column)), _value(at, table, column, row))
        for column in _columns(at.record, table)
        if column not in left_out and row.get(column) is not None
    ]


def _columns(record: Record, table: str) -> Iterator[str]:
    """Yield the columns that a reader wants: not the key, nor what follows from another cell."""
    schema = record.package.contract.tables[table]
    for name, column in schema.columns.items():
        if name not in schema.key and (name in SHOWN or not column.derived):
            yield name


def _value(at: Inline, table: str, column: str, row: Row) -> Markup:
    """Return a cell; a date also as it is written in the table, where English says it otherwise."""
    value = row[column]
    notation = at.record.columns[table, column].notation
    if notation == "figure":
        return at.figure(value, row.get("measure")) + _as_written(words.number(value).replace(",", ""), value)
    if notation == "edtf":
        return at.date(value) + _as_written("", value)
    return at.value(table, column, value)


def _as_written(said: str, value: str) -> Markup:
    return Markup("") if said == value else Markup(' <code class="written">{}</code>').format(value)


def summary(at: Inline, row: Row) -> Markup:
    """Return how many articles and independent origins support a row, and which article to read first."""
    counted = support(row)
    marks = Markup('; <span class="disputed">disputed</span>') if row["disputed"] else Markup("")
    first = Markup(" Read first: {}").format(at.link("articles", row["article_id"])) if row["article_id"] else ""
    return Markup("{}{}{}.{}").format(counted[0].upper(), counted[1:], marks, first)
