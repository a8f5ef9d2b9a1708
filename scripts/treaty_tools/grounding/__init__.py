"""Whether a value that is cited as `verbatim` can be seen in the quoted words, without the article's text.

Nothing is parsed: the value is known and is only looked for, in the ways in which the quote's language writes it.
"""

import polars as pl

from . import dates, figures, names

_CHECKS = {"date": dates.unseen, "figure": figures.unseen, "text": names.unseen}


def unseen(citations: pl.DataFrame) -> pl.Series:
    """Return a message for each value that is not visible in its quote, null where it is.

    The columns are `kind` (``date``, ``figure`` or ``text``), `value`, `quote`, `language` (BCP 47) and
    `reference` (EDTF: the date of the article, or of the text it translates; null where unknown).
    """
    rows = citations.with_row_index("row").with_columns(pl.col("language").fill_null("und"))
    rows = rows.filter(pl.col("value").is_not_null(), pl.col("quote").is_not_null())
    messages = pl.concat([check(rows.filter(pl.col("kind") == kind)) for kind, check in _CHECKS.items()])
    every = citations.select(pl.row_index("row")).join(messages, on="row", how="left", maintain_order="left")
    return every["message"]
