"""Days as text: a table may hold days before the year 1 and after 9999, and Python has none of them."""

import polars as pl


def days_as_text(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table with its days as text, such as ``2024-11-12``."""
    return frame.with_columns(pl.col(pl.Date).cast(pl.String))


def without_far_days(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table with its days as Python can have them: those outside the years 1 to 9999 are null."""
    return frame.with_columns(pl.when(pl.col(pl.Date).dt.year().is_between(1, 9999)).then(pl.col(pl.Date)))
