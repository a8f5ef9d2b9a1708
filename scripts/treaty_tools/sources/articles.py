"""Read article files, which give an article's passages and the rows and cells that they support."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from treaty_record.publishing.source_layout import CITED_CELLS

from .toml_file import Keys
from .typed import SLUG_PATTERN, Typed, nearest, row_named


def article_file(typed: Typed) -> None:
    """Read an article file: ``[article]``, and a table for each of its passages."""
    article_id = Path(typed.file.path).stem
    if not SLUG_PATTERN.fullmatch(article_id):
        message = "the file name is not an article id; use lower-case words and digits joined by hyphens"
        typed.fault((), message, "source-key")
        return
    for name in typed.file.data.keys() - {"article", "passage"}:
        typed.fault((name,), f"is not a table of an article file{nearest(name, ['article', 'passage'])}", "source-key")
    keys: Keys = ("article",)
    if "article" in typed.file.data:
        body = typed.nested((), typed.file.data, "article")
        typed.add("articles", {"article_id": article_id, **typed.row("articles", keys, body)}, keys)
    else:
        typed.fault(keys, "is missing; add a table [article]", "source-key")
    for name, at, passage in typed.tables(("passage",), typed.nested((), typed.file.data, "passage")):
        passage_id = f"{article_id}.{name}"
        row = typed.row("passages", at, passage, ("rows", *CITED_CELLS))
        typed.add("passages", {"passage_id": passage_id, "article_id": article_id, **row}, at)
        _cited_rows(typed, passage_id, at, passage)
        _cited_cells(typed, passage_id, at, passage)


def _cited_rows(typed: Typed, passage_id: str, keys: Keys, passage: Mapping[str, Any]) -> None:
    """Read ``rows``, the rows cited as wholes; a name's citation cites its actor."""
    whole = {"passage_id": passage_id, "field": "*", "says": None}
    seen = set()
    elements = typed.elements((*keys, "rows"), passage.get("rows", []))
    named = [(at, name) for at, name in elements if row_named(typed, at, name)]
    for at, name in named:
        table, _, row_id = name.partition("/")
        seen.add(name)
        basis = "verbatim" if table == "names" and "quote" in passage else "read"
        typed.add("citations", {**whole, "row_table": table, "row_id": row_id, "basis": basis}, at)
    for at, name in named:
        actor = f"actors/{name.removeprefix('names/').rpartition('.')[0]}"
        if name.startswith("names/") and actor not in seen:
            seen.add(actor)
            row = {**whole, "row_table": "actors", "row_id": actor.partition("/")[2], "basis": "read"}
            typed.add("citations", row, at)


def _cited_cells(typed: Typed, passage_id: str, keys: Keys, passage: Mapping[str, Any]) -> None:
    """Read ``verbatim``, ``read``, ``coded`` and ``garbled``: the cells that the passage gives a value for."""
    for basis in CITED_CELLS:
        for name, cells in typed.nested(keys, passage, basis).items():
            at = (*keys, basis, name)
            if not row_named(typed, at, name):
                continue
            table, _, row_id = name.partition("/")
            for column, says in typed.nested((*keys, basis), {name: cells}, name).items():
                if typed.fits(says, "string", (*at, column)):
                    row = {"passage_id": passage_id, "row_table": table, "row_id": row_id, "field": column}
                    typed.add("citations", {**row, "says": says, "basis": basis}, (*at, column))
