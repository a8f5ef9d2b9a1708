"""Read article files, which give an article's passages and the rows and cells that they support."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from treaty_record.publishing.source_layout import CITED_CELLS, CITED_ROWS
from treaty_record.publishing.source_schema import PARAGRAPHS

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
    body = typed.nested((), typed.file.data, "article")
    if "article" in typed.file.data:
        row = typed.row("articles", keys, body, ("skipped",))
        typed.add("articles", {"article_id": article_id, **row, **_skipped(typed, keys, body)}, keys)
    else:
        typed.fault(keys, "is missing; add a table [article]", "source-key")
    for name, at, passage in typed.tables(("passage",), typed.nested((), typed.file.data, "passage")):
        passage_id = f"{article_id}.{name}"
        row = typed.row("passages", at, passage, (*CITED_ROWS, *CITED_CELLS))
        typed.add("passages", {"passage_id": passage_id, "article_id": article_id, **row}, at)
        stances = _stances(typed, at, passage)
        _cited_rows(typed, passage_id, at, passage, has_words=_has_words(body, passage))
        _cited_cells(typed, passage_id, at, passage, stances)


def _skipped(typed: Typed, keys: Keys, body: Mapping[str, Any]) -> dict[str, str]:
    """Read ``skipped``, the paragraphs that no passage covers with the reason for each, as one cell."""
    reasons = []
    for place, reason in typed.nested(keys, body, "skipped").items():
        at = (*keys, "skipped", place)
        if not re.fullmatch(PARAGRAPHS, place):
            typed.fault(at, f"{place!r} is not a paragraph (p5) or several (p7-9)", "source-key")
        elif typed.fits(reason, "string", at):
            if ";" in reason:
                typed.fault(
                    at, "has a semicolon, which separates the paragraphs in the table: use a comma", "source-type"
                )
            reasons.append(f"{place} {reason}")
    return {"skipped": "; ".join(reasons)} if reasons else {}


def _stances(typed: Typed, keys: Keys, passage: Mapping[str, Any]) -> dict[str, str]:
    """Return the stance of each row that a passage lists; a row may be listed with one stance alone."""
    stances: dict[str, str] = {}
    for key, (stance, _) in CITED_ROWS.items():
        for at, name in typed.elements((*keys, key), passage.get(key, [])):
            if isinstance(name, str) and stances.setdefault(name, stance) != stance:
                message = f"{name!r} is listed here and under another of {', '.join(CITED_ROWS)}: keep one"
                typed.fault(at, message, "source-key")
    return stances


def _has_words(article: Mapping[str, Any], passage: Mapping[str, Any]) -> bool:
    """Return whether the words of a passage are in the data: a quote, or the title."""
    return "quote" in passage or (passage.get("place") == "title" and "title" in article)


def _cited_rows(typed: Typed, passage_id: str, keys: Keys, passage: Mapping[str, Any], *, has_words: bool) -> None:
    """Read ``rows``, ``announced`` and ``against``, the rows cited as wholes; a name's citation cites its actor."""
    whole = {"passage_id": passage_id, "field": "*", "says": None}
    seen = set()
    named = []
    for key, (stance, _) in CITED_ROWS.items():
        elements = typed.elements((*keys, key), passage.get(key, []))
        named += [(at, name, stance) for at, name in elements if row_named(typed, at, name)]
    for at, name, stance in named:
        table, _, row_id = name.partition("/")
        seen.add(name)
        basis = "verbatim" if table == "names" and has_words else "read"
        row = {**whole, "row_table": table, "row_id": row_id, "basis": basis, "stance": stance}
        typed.add("citations", row, at)
    for at, name, _ in named:
        actor = f"actors/{name.removeprefix('names/').rpartition('.')[0]}"
        if name.startswith("names/") and actor not in seen:
            seen.add(actor)
            row = {**whole, "row_table": "actors", "row_id": actor.partition("/")[2], "basis": "read"}
            typed.add("citations", {**row, "stance": "supports"}, at)


def _cited_cells(
    typed: Typed, passage_id: str, keys: Keys, passage: Mapping[str, Any], stances: Mapping[str, str]
) -> None:
    """Read ``verbatim``, ``read``, ``coded`` and ``garbled``: what the passage says of cells.

    A cell of a row that the passage announces is announced too.
    """
    for basis in CITED_CELLS:
        for name, cells in typed.nested(keys, passage, basis).items():
            at = (*keys, basis, name)
            if not row_named(typed, at, name):
                continue
            table, _, row_id = name.partition("/")
            stance = "announces" if stances.get(name) == "announces" else "supports"
            for column, says in typed.nested((*keys, basis), {name: cells}, name).items():
                if typed.fits(says, "string", (*at, column)):
                    row = {"passage_id": passage_id, "row_table": table, "row_id": row_id, "field": column}
                    typed.add("citations", {**row, "says": says, "basis": basis, "stance": stance}, (*at, column))
