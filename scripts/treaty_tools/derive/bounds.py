"""The bounds that dates, figures and quotes mean."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import polars as pl

from treaty_record.values import edtf, figure

if TYPE_CHECKING:
    from polars._typing import PolarsDataType


Bounds = tuple[pl.Series, pl.Series]
"""The least and the greatest that each cell of a column can mean; null where that is open, and where it is neither."""


def mapped(
    values: pl.Series, function: Callable[[str], Iterable[object]], dtypes: "Sequence[PolarsDataType]"
) -> list[pl.Series]:
    """Return a function's values for each text of a column, worked out once for each text; null where it refuses."""
    if values.null_count() == len(values):
        return [pl.Series(values.name, [None] * len(values), dtype) for dtype in dtypes]
    results = []
    for text in values.unique():
        if text is None:
            continue
        try:
            results.append((text, *function(text)))
        except ValueError:
            results.append((text, *[None] * len(dtypes)))
    schema = {str(number): dtype for number, dtype in enumerate(dtypes)}
    table = pl.DataFrame(results, schema={"text": pl.String, **schema}, orient="row")
    joined = values.to_frame("text").join(table, on="text", how="left", maintain_order="left")
    return [joined[name] for name in schema]


def spans(dates: pl.Series) -> Bounds:
    """Return the first and the last day that each date can mean."""
    first, last = mapped(dates, edtf.span, [pl.Date(), pl.Date()])
    return first, last


def ranges(figures: pl.Series) -> Bounds:
    """Return the least and the greatest number that each figure can mean."""
    low, high = mapped(figures, figure.bounds, [pl.Int64(), pl.Int64()])
    return low, high


def overlap(low: pl.Series, high: pl.Series, other_low: pl.Series, other_high: pl.Series) -> pl.Series:
    """Return whether two ranges meet; a null end is open."""
    return (low <= other_high).fill_null(True) & (other_low <= high).fill_null(True)


def within(inner_low: pl.Series, inner_high: pl.Series, low: pl.Series, high: pl.Series) -> pl.Series:
    """Return whether a range lies within another; a null end is open."""
    starts = (inner_low >= low).fill_null(False) | low.is_null()
    ends = (inner_high <= high).fill_null(False) | high.is_null()
    return starts & ends


def event_dates(events: pl.DataFrame) -> pl.DataFrame:
    """Return the events with the bounds and the precision of their dates."""
    first, last = spans(events["date"])
    (precision,) = mapped(events["date"], lambda text: [edtf.precision(text)], [pl.String()])
    return events.with_columns(date_earliest=first, date_latest=last, date_precision=precision)


def claim_bounds(claims: pl.DataFrame) -> pl.DataFrame:
    """Return the claims with the bounds of their figures and dates."""
    low, high = ranges(claims["figure"])
    made = {"figure_low": low, "figure_high": high}
    for name in ("as_of", "said_on"):
        made[f"{name}_earliest"], made[f"{name}_latest"] = spans(claims[name])
    return claims.with_columns(**made)


def quotes(passages: pl.DataFrame) -> pl.DataFrame:
    """Return the passages with where their quotes end, in code points, and their hashes."""
    return passages.with_columns(
        end=pl.col("start") + pl.col("quote").str.len_chars().cast(pl.Int64),
        quote_sha256=sha256s(passages["quote"]),
    )


def sha256s(texts: pl.Series) -> pl.Series:
    """Return the SHA-256 of each text in UTF-8."""
    digests = [None if text is None else hashlib.sha256(text.encode()).hexdigest() for text in texts]
    return pl.Series(digests, dtype=pl.String)
