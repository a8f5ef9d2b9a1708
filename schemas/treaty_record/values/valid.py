"""Which cells of a column are valid, as expressions: true or false, and null for an empty cell."""

from functools import partial

import polars as pl

from . import edtf as edtf_dates
from . import figure as figures
from . import invisible, language_tags
from .characters import PLAIN, PLAIN_VERBATIM, UNSAFE

EDGE = r"^\s|\s$"
"""Whitespace at the start or the end of a text."""
FORMULA, VERBATIM_FORMULA = r"^[=+\-@]", "^="
"""The start of a text that a spreadsheet runs as a formula; words that are not ours may start with + - or @."""


def matches(cell: pl.Expr, pattern: str) -> pl.Expr:
    """Return whether a pattern matches the whole cell."""
    return cell.str.contains(f"^(?:{pattern})$")


def edtf(cell: pl.Expr) -> pl.Expr:
    """Return whether a text is a date in the tables' subset of EDTF."""
    return cell.str.contains(edtf_dates.PATTERN)


def figure(cell: pl.Expr) -> pl.Expr:
    """Return whether a text is a figure."""
    return cell.str.contains(figures.PATTERN)


def not_empty(cell: pl.Expr) -> pl.Expr:
    """Return whether a text is not an empty string, which only an empty cell may stand for."""
    return cell != ""


def nfc(cell: pl.Expr) -> pl.Expr:
    """Return whether a text is in Unicode normalisation form C; only text beyond ASCII is looked at."""
    beyond = beyond_ascii(cell)
    return (beyond == beyond.str.normalize("NFC")).fill_null(True)


def beyond_ascii(cell: pl.Expr) -> pl.Expr:
    """Return the cell if it has a character outside ASCII, otherwise null."""
    return pl.when(cell.str.len_bytes() != cell.str.len_chars()).then(cell)


def visible(cell: pl.Expr, characters: str = UNSAFE) -> pl.Expr:
    """Return whether a text has none of some invisible characters."""
    return ~invisible.has(cell, characters)


def free_text(cell: pl.Expr, verbatim: bool = False) -> pl.Expr:
    """Return whether a text is on one line, without invisible characters, whitespace around it, or a formula's start.

    ``verbatim`` is for words that are not ours, which may start with + - or @.
    """
    return cell.map_batches(partial(_free_texts, verbatim=verbatim), return_dtype=pl.Boolean, is_elementwise=True)


def plain_text(cell: pl.Expr, verbatim: bool = False) -> pl.Expr:
    """Return whether a text is ``free_text`` without looking closely: of the valid ones, only emoji of flags fail."""
    return cell.str.contains(PLAIN_VERBATIM if verbatim else PLAIN)


def _free_texts(texts: pl.Series, verbatim: bool) -> pl.Series:
    """Return ``free_text`` of a column; the slower tests see only the few texts that are not plain."""
    found = texts.str.contains(PLAIN_VERBATIM if verbatim else PLAIN)
    if found.all():
        return found
    odd, text = (~found).arg_true(), pl.col("text")
    formula = text.str.contains(VERBATIM_FORMULA if verbatim else FORMULA)
    fails = ~not_empty(text) | text.str.contains(EDGE) | ~visible(text) | formula
    return found.scatter(odd, texts.gather(odd).to_frame("text").select(~fails).to_series())


def language_tag(cell: pl.Expr) -> pl.Expr:
    """Return whether a language tag is in canonical form, and its subtags are registered."""
    return cell.map_batches(_language_tags, return_dtype=pl.Boolean)


def _language_tags(tags: pl.Series) -> pl.Series:
    known = tags.unique().drop_nulls()
    valid = [language_tags.fault(tag) is None for tag in known]
    return tags.replace_strict(known, valid, default=None, return_dtype=pl.Boolean)


def distinct(cell: pl.Expr, columns: list[str]) -> pl.Expr:
    """Return whether no earlier row has the same values in some columns, one of which is the cell's.

    Rows with an empty cell among these may repeat, as in SQL and Table Schema v2.
    """
    first = (cell if len(columns) == 1 else pl.struct(columns)).is_first_distinct()
    return pl.any_horizontal(pl.col(columns).is_null()) | first
