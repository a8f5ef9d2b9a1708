"""The bounds of events, claims and quotes, and whether ranges overlap."""

import hashlib

import polars as pl

from treaty_record.values import edtf
from treaty_record.values.bounds import mapped, ranges, spans


def overlap(low: pl.Expr, high: pl.Expr, other_low: pl.Expr, other_high: pl.Expr) -> pl.Expr:
    """Return whether two ranges overlap; a null end is open."""
    return (low <= other_high).fill_null(True) & (other_low <= high).fill_null(True)


def within(inner_low: pl.Expr, inner_high: pl.Expr, low: pl.Expr, high: pl.Expr) -> pl.Expr:
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
    bounds = {"figure_low": low, "figure_high": high}
    for name in ("as_of", "said_on"):
        bounds[f"{name}_earliest"], bounds[f"{name}_latest"] = spans(claims[name])
    return claims.with_columns(**bounds)


def quotes(passages: pl.DataFrame) -> pl.DataFrame:
    """Return the passages with the ends of their quotes, in code points, and their hashes."""
    return passages.with_columns(
        end=pl.col("start") + pl.col("quote").str.len_chars().cast(pl.Int64),
        quote_sha256=sha256s(passages["quote"]),
    )


def sha256s(texts: pl.Series) -> pl.Series:
    """Return the SHA-256 of each text in UTF-8."""
    digests = [None if text is None else hashlib.sha256(text).digest() for text in texts.cast(pl.Binary)]
    return pl.Series(digests, dtype=pl.Binary).bin.encode("hex")
