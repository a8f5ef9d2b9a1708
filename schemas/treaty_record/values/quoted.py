"""Quote values in messages."""

import polars as pl


def shown(value: pl.Expr | str, longest: int = 80) -> pl.Expr:
    """Return an expression that quotes a value for a message, shortened where it is long; ``nothing`` for null."""
    text = (pl.col(value) if isinstance(value, str) else value).cast(pl.String)
    short = pl.when(text.str.len_chars() > longest).then(text.str.slice(0, longest) + "…").otherwise(text)
    return pl.format("'{}'", short).fill_null("nothing")
