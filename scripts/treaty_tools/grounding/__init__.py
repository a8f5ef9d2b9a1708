"""Check whether a value cited as `verbatim` is visible in its quote, without the article's text.

Nothing is parsed: the value is known, and is searched for in the forms in which the quote's language writes it.
"""

from collections.abc import Mapping
from functools import lru_cache

import polars as pl

from . import dates, figures, names

_CHECKS = {"date": dates.unseen, "figure": figures.unseen, "text": names.unseen}

SEEN_AS: Mapping[str, str] = {"edtf": "date", "figure": "figure", "text": "text"}
"""The kind of a value, by the notation of its column; values in other notations are not looked for."""
_COLUMNS = ("kind", "value", "quote", "language", "reference")

MOST_REMEMBERED = 10_000
"""Rows whose messages are remembered."""
LONGEST_SHOWN = 60
"""Code points of a quote that a message shows."""


def unseen(citations: pl.DataFrame, *, of: str = "quote") -> pl.Series:
    """Return a message for each value that is not visible in its quote, null for the others.

    ``of`` is what messages call the words in which values are looked for.

    The columns are `kind` (``date``, ``figure`` or ``text``), `value`, `quote`, `language` (BCP 47) and
    `reference` (EDTF: the date of the article, or of the text it translates; null where unknown).
    """
    rows = citations.select(pl.col(*_COLUMNS).cast(pl.String))
    if len(rows) > MOST_REMEMBERED:
        return _messages(rows, of)
    return _remembered(tuple(rows.iter_rows()), of)


@lru_cache(maxsize=16)
def _remembered(citations: tuple[tuple[str | None, ...], ...], of: str) -> pl.Series:
    """Return the messages of rows that a build, a release or a site checks more than once."""
    return _messages(pl.DataFrame(citations, schema=dict.fromkeys(_COLUMNS, pl.String), orient="row"), of)


def _messages(citations: pl.DataFrame, of: str) -> pl.Series:
    rows = citations.with_row_index("row")
    quoted = rows.filter(pl.col("value").is_not_null(), pl.col("quote").is_not_null())
    quoted = quoted.with_columns(pl.col("language").fill_null("und"))
    messages = pl.concat([check(quoted.filter(pl.col("kind") == kind)) for kind, check in _CHECKS.items()])
    joined = rows.join(messages, on="row", how="left", maintain_order="left")
    return joined.select(pl.concat_str(pl.lit(f"the {of} '"), _shown(), pl.lit("' "), "message").alias("message"))[
        "message"
    ]


def _shown() -> pl.Expr:
    """Return the quote as messages show it, cut if it is long."""
    quote = pl.col("quote")
    cut = pl.concat_str(quote.str.head(LONGEST_SHOWN - 1).str.strip_chars_end(), pl.lit("…"))
    return pl.when(quote.str.len_chars() > LONGEST_SHOWN).then(cut).otherwise(quote)
