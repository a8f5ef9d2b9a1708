"""Numbers as text: each has one spelling, without exponent, and without a decimal point if it is whole."""

from decimal import Decimal

import polars as pl

_EXACT = 10**15
"""Whole numbers below this have the same digits as integers and as floats."""


def spelt(number: float | Decimal) -> str:
    """Return a finite number as text: ``2500``, ``-0.25``."""
    text = format(Decimal(repr(number)) if isinstance(number, float) else Decimal(number), "f")
    plain = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if plain == "-0" else plain


def texts(cells: pl.Series) -> pl.Series:
    """Return the cells of a column as text, floats as ``spelt`` writes them."""
    if not cells.dtype.is_float():
        return cells.cast(pl.String)
    whole = cells.cast(pl.Int64, strict=False)
    plain = ((whole.cast(pl.Float64) == cells) & (whole.abs() < _EXACT)).fill_null(False)
    others = cells.filter(~plain).drop_nulls().unique()
    spellings = [spelt(number) for number in others]
    spelled = cells.replace_strict(others, spellings, default=None, return_dtype=pl.String)
    return spelled.zip_with(~plain, whole.cast(pl.String)).alias(cells.name)


def as_text(cell: pl.Expr) -> pl.Expr:
    """Return an expression for the cells of a column as text."""
    return cell.map_batches(texts, return_dtype=pl.String)


def numbers_as_text(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table with its floats as text."""
    return frame.with_columns(texts(frame[name]) for name, dtype in frame.schema.items() if dtype.is_float())
