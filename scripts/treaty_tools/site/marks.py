"""Where in each quote the verbatim values of its citations are."""

from collections.abc import Mapping, Sequence

from treaty_record.contract import Column

from ..grounding import SEEN_AS
from . import marking
from .citation import Citation, Row

Key = tuple[str, str, str, str | None]
"""Passage, row, column and value of a citation."""


def key(c: Citation) -> Key:
    """Return what a mark is looked up by."""
    return c.passage["passage_id"], f"{c.table}/{c.row_id}", c.column, c.says


def found(
    of_passage: Mapping[str, Sequence[Citation]],
    rows: Mapping[str, Mapping[str, Row]],
    columns: Mapping[tuple[str, str], Column],
) -> dict[Key, marking.Span | None]:
    """Return where each verbatim value is in its quote."""
    marked = [c for citations in of_passage.values() for c in citations if _is_marked(c)]
    wanted = {key(c): value for c in marked if (value := _looked_for(c, rows, columns))}
    return dict(zip(wanted, marking.spans(list(wanted.values())), strict=True))


def _is_marked(c: Citation) -> bool:
    """Return whether a citation says that its value is in the quoted words, as cited names always are."""
    return bool(c.passage["quote"]) and (c.basis == "verbatim" or (c.table == "names" and c.column == "*"))


def _looked_for(
    c: Citation, rows: Mapping[str, Mapping[str, Row]], columns: Mapping[tuple[str, str], Column]
) -> dict[str, str | None] | None:
    """Return a value, and what sees it in which words; None if nothing can."""
    column = columns.get((c.table, c.column))
    value, kind = c.says, SEEN_AS.get(column.notation or "") if column else None
    if c.table == "names" and c.column == "*":
        value, kind = rows["names"].get(c.row_id, {}).get("name"), "text"
    if kind is None or value is None:
        return None
    quoted = {"quote": c.passage["quote"], "language": c.article["language"], "reference": c.dated}
    return {"kind": kind, "value": value, **quoted}
