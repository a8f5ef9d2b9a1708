"""Whether a value that is cited as `verbatim` can be seen in the quoted words, without the article's text.

Nothing is parsed: the value is known and is only looked for, in the ways in which the quote's language writes it.
"""

from collections.abc import Mapping

import polars as pl

from . import dates, figures, names

_CHECKS = {"date": dates.unseen, "figure": figures.unseen, "text": names.unseen}

SEEN_AS: Mapping[str, str] = {"edtf": "date", "figure": "figure", "text": "text"}
"""The kind of a value, by the notation of its column; values in other notations are not looked for."""
_COLUMNS = ("kind", "value", "quote", "language", "reference")


def unseen(citations: pl.DataFrame) -> pl.Series:
    """Return a message for each value that is not visible in its quote, null where it is.

    The columns are `kind` (``date``, ``figure`` or ``text``), `value`, `quote`, `language` (BCP 47) and
    `reference` (EDTF: the date of the article, or of the text it translates; null where unknown).
    """
    rows = citations.select(pl.row_index("row"), pl.col(*_COLUMNS).cast(pl.String))
    told = rows.filter(pl.col("value").is_not_null(), pl.col("quote").is_not_null())
    told = told.with_columns(pl.col("language").fill_null("und"))
    messages = pl.concat([check(told.filter(pl.col("kind") == kind)) for kind, check in _CHECKS.items()])
    return rows.join(messages, on="row", how="left", maintain_order="left")["message"]
