"""How the cells of a typed column are written, and which cells are not."""

import polars as pl

from .quoted import shown

EMPTY = "is an empty quoted string; leave the cell empty"


def written_otherwise(text: pl.Series, cells: pl.Series) -> pl.Series:
    """Return a mask of the cells whose text is not a valid value of their column's type."""
    return text.is_not_null() & cells.is_null()


def in_words(type_: str) -> str:
    """Describe a type, with an example."""
    day = "a day of the years 0001 to 9999: 2024-11-12"
    number = "a number without exponent or final zeros after the point: 2.5"
    return {"integer": "a whole number: 3", "number": number, "boolean": "true or false", "date": day}[type_]


def not_written_as(cell: pl.Expr, type_: str) -> pl.Expr:
    """Return the message on a cell whose text is not a valid value of its column's type."""
    empty = pl.when(cell.cast(pl.String) == "").then(pl.lit(EMPTY))
    return empty.otherwise(pl.format("{} is not written as {}", shown(cell), pl.lit(in_words(type_))))
