"""Check whether the day, month or year of a date is visible in a quote."""

import datetime
from collections.abc import Iterator
from functools import lru_cache

import polars as pl

from treaty_record.values import edtf

from . import cjk_numerals, cldr
from .calendars import Calendar, calendar, regional_calendar
from .characters import with_plain_digits
from .date_forms import Form, day_forms, month_forms
from .date_messages import ABSENT, FAR, HALF_A_YEAR, MONTH, SEEN, TO_THE_DAY, TO_THE_YEAR, UNDATED, WEEK, message
from .mentions import BUDDHIST, leaves, mentioned_parts, verdict
from .rewriting import Rewriter, rewritten


def unseen(citations: pl.DataFrame) -> pl.DataFrame:
    """Return `row` and `message` for each row whose date is not visible in its quote.

    The columns are `row`, `value`, `quote`, `language` and `reference`.
    """
    ends = _readings(with_plain_digits(_ends(citations), "quote"))
    groups = ends.partition_by("precision", "language", as_dict=True, include_key=True)
    found = [_unsettled(rows, *key) for key, rows in groups.items()]
    if not found:
        return pl.DataFrame(schema={"row": pl.UInt32, "message": pl.String})
    failed = pl.concat(found).sort("row", "low").unique("row", keep="first", maintain_order=True)
    messages = map(message, failed.iter_rows(named=True))
    return failed.select("row", message=pl.Series(list(messages), dtype=pl.String))


def _ends(citations: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each endpoint of each date, with its parts."""
    values = citations["value"].unique()
    parts = pl.DataFrame(
        [row for value in values for row in _parts(value)],
        schema={
            "value": pl.String,
            "end": pl.String,
            "precision": pl.Int32,
            "low": pl.Date,
            "high": pl.Date,
        },
        orient="row",
    )
    return citations.join(parts, on="value", how="inner")


def _parts(value: str) -> Iterator[tuple[str, str, int, datetime.date | None, datetime.date | None]]:
    try:
        ends = edtf.endpoints(value)
    except ValueError:
        return
    for end in dict.fromkeys(ends):
        low, high = edtf.span(end)
        yield value, end, len(end), low, high


def _readings(ends: pl.DataFrame) -> pl.DataFrame:
    """Add the distances from the article's date, which decide what a mention may leave out."""
    known = ends["reference"].unique().drop_nulls()
    spans = pl.DataFrame(
        [(text, *span) for text in known if (span := _span(text))],
        schema={"reference": pl.String, "earliest": pl.Date, "latest": pl.Date},
        orient="row",
    )
    joined = ends.join(spans.with_columns(dated=True), on="reference", how="left")
    distance = _distance(pl.col("low"), pl.col("high"))
    other_years = [
        _distance(pl.col("low").dt.offset_by(year), pl.col("high").dt.offset_by(year)) for year in ("-1y", "1y")
    ]
    return joined.with_columns(
        dated=pl.col("dated").is_not_null(),
        verdict=pl.lit(ABSENT, pl.Int32),
        given_year=pl.lit(None, pl.String),
        leaves=pl.lit(None, pl.String),
        near_year=(distance <= HALF_A_YEAR) & (distance <= pl.min_horizontal(other_years)),
        near_month=distance <= MONTH,
        near_week=_is_nearest_weekday(),
        month_is=pl.col("low").dt.month().cast(pl.Int32),
        day_is=pl.col("low").dt.day().cast(pl.Int32),
        year_is=pl.col("low").dt.year(),
        weekday_is=pl.col("low").dt.weekday().cast(pl.Int32) - 1,
    )


def _span(reference: str) -> edtf.Span | None:
    try:
        return edtf.span(reference)
    except ValueError:
        return None


def _distance(low: pl.Expr, high: pl.Expr) -> pl.Expr:
    """Return the days between a span and the article's date, 0 beyond an open end."""
    before = (pl.col("earliest") - high).dt.total_days().fill_null(0)
    after = (low - pl.col("latest")).dt.total_days().fill_null(0)
    return pl.max_horizontal(before, after, pl.lit(0, pl.Int64))


def _is_nearest_weekday() -> pl.Expr:
    """Return whether a weekday alone means the day: the last up to the article's date, or the next for what is to come.

    An agency that writes "on Friday" on a Friday means that day.
    """
    before = (pl.col("earliest") - pl.col("high")).dt.total_days()
    after = (pl.col("low") - pl.col("latest")).dt.total_days()
    return ((before < WEEK) & (after <= WEEK)).fill_null(False)


def _unsettled(rows: pl.DataFrame, precision: int, language: str) -> pl.DataFrame:
    """Return the rows of one language and precision whose date is not visible, with the reason."""
    known = calendar(language)
    left = _left_of(rows, precision, known)
    absent = left.filter(pl.col("verdict") == ABSENT)
    if absent.is_empty():
        return left
    absent = absent.with_columns(_with_digits(absent["quote"], language))
    return pl.concat(
        [left.filter(pl.col("verdict") != ABSENT), _left_of(absent, precision, regional_calendar(language))]
    )


def _with_digits(quotes: pl.Series, language: str) -> pl.Series:
    """Return quotes with the numbers of Chinese and Japanese dates in digits."""
    if cldr.base(language) not in cjk_numerals.HAN_LANGUAGES:
        return quotes
    return rewritten(quotes, Rewriter(cjk_numerals.DATE, cjk_numerals.dates_with_digits))


def _left_of(rows: pl.DataFrame, precision: int, known: Calendar) -> pl.DataFrame:
    """Return the rows whose date no form of a calendar shows."""
    if precision == TO_THE_YEAR:
        return rows.filter(~_year_occurs(known))
    for form in day_forms(known) if precision == TO_THE_DAY else month_forms(known):
        rows = _left_by(form, rows, precision, known)
    elsewhere = _year_occurs(known) & (pl.col("leaves") == "year")
    return rows.filter(~(pl.col("verdict").is_in([UNDATED, FAR]) & elsewhere))


def _year_occurs(known: Calendar) -> pl.Expr:
    """Return whether the date's year occurs in the quote as a whole number."""
    year = pl.col("year_is").cast(pl.String)
    if known.buddhist:
        year = pl.concat_str(year, pl.lit("|"), pl.col("year_is") + BUDDHIST)
    return pl.col("quote").str.contains(pl.concat_str(pl.lit("(?:^|[^0-9])(?:"), year, pl.lit(")(?:[^0-9]|$)")))


def _left_by(form: Form, rows: pl.DataFrame, precision: int, known: Calendar) -> pl.DataFrame:
    """Return the rows in which no mention of one form shows the date, each with the best reason so far."""
    left = [rows.clear()]
    looking = rows.with_columns(rest="quote")
    while looking.height:
        read = _next_mention(looking, form, precision, known)
        left.append(read.filter(pl.col("mention").is_null()).select(rows.columns))
        looking = read.filter(pl.col("mention").is_not_null(), pl.col("verdict") < SEEN)
        looking = looking.select(*rows.columns, rest=_remainder())
    return pl.concat(left)


def _remainder() -> pl.Expr:
    """Return what follows a mention; the mention's last character, its edge, is the edge of the next as well."""
    mention = pl.col("mention")
    after = pl.col("rest").str.splitn(mention, 2).struct.field("field_1").fill_null("")
    overlaps = (mention.str.len_chars() > 1) & (after != "")
    return pl.when(overlaps).then(mention.str.tail(1) + after).otherwise(after)


def _next_mention(looking: pl.DataFrame, form: Form, precision: int, known: Calendar) -> pl.DataFrame:
    """Match a form once in the rest of each quote, and judge the match."""
    matched = looking.with_columns(_groups(form.pattern)).unnest("groups")
    parts = matched.with_columns(**mentioned_parts(form, known))
    now = verdict(form, precision, known)
    better = pl.col("now") > pl.col("verdict")
    return parts.with_columns(now=now).with_columns(
        verdict=pl.when(better).then("now").otherwise("verdict"),
        given_year=pl.when(better).then(pl.col("year_mentioned").cast(pl.String)).otherwise("given_year"),
        leaves=pl.when(better).then(leaves(form)).otherwise("leaves"),
    )


@lru_cache(maxsize=500)
def _groups(pattern: str) -> pl.Expr:
    """Return the expression that matches a pattern once, cached since polars compiles the pattern of each new one."""
    return pl.col("rest").str.extract_groups(f"(?P<mention>{pattern})").alias("groups")
