"""Read a mention of a date, and judge how well it shows the date that is searched for."""

from functools import lru_cache

import polars as pl

from .calendars import Calendar
from .date_forms import Form, folded
from .date_messages import ABSENT, FAR, SEEN, TO_THE_MONTH, UNDATED, WEEKDAY_DIFFERS, YEAR_DIFFERS
from .date_names import Name

BUDDHIST = 543
"""Years by which Thailand, which counts from the Buddha's death, is ahead."""


@lru_cache(maxsize=500)
def mentioned_parts(form: Form, known: Calendar) -> dict[str, pl.Expr]:
    """Return the month, weekday and year of a mention as numbers, null if it lacks them."""
    year = _first_of(form.groups("year")).cast(pl.Int32, strict=False)
    if known.buddhist:
        year = pl.when(year > 2400).then(year - BUDDHIST).otherwise(year)
    return {
        "month_mentioned": _number(_first_of(form.groups("month")), known.months),
        "weekday_mentioned": _number(_first_of(form.groups("weekday")), known.weekdays),
        "year_mentioned": year,
        "name_mentioned": _first_of(form.groups("month") or form.groups("weekday0")),
    }


def _first_of(groups: list[str]) -> pl.Expr:
    return pl.coalesce(groups) if groups else pl.lit(None, pl.String)


def _number(name: pl.Expr, names: tuple[Name, ...]) -> pl.Expr:
    """Return the number of a month or weekday, written as a name or in digits."""
    numbers = {str(number): number for number in range(1, 13)}
    numbers |= {folded(name.text): name.number for name in names}
    return _folded(name).replace_strict(list(numbers), list(numbers.values()), default=None, return_dtype=pl.Int32)


def _folded(name: pl.Expr) -> pl.Expr:
    """Apply `folded` to a column."""
    plain = name.str.to_lowercase().str.replace_all("[\\s\u200c'’ʼ.]", "")
    return plain.str.replace_all("(^|[^0-9])0", "${1}")


@lru_cache(maxsize=500)
def verdict(form: Form, precision: int, known: Calendar) -> pl.Expr:
    """Return how well a mention shows the date: SEEN, or why not."""
    year, left = pl.col("year_mentioned"), leaves(form)
    same_year = (year == pl.col("year_is")) | (year == pl.col("year_is") % 100)
    near = pl.when(left == "year").then("near_year").when(left == "month").then("near_month").otherwise("near_week")
    return (
        pl.when(~_fits(form, precision, known).fill_null(False))
        .then(ABSENT)
        .when(_other_weekday(form, precision))
        .then(WEEKDAY_DIFFERS)
        .when(year.is_not_null() & ~same_year)
        .then(YEAR_DIFFERS)
        .when(year.is_not_null() | (pl.col("dated") & near))
        .then(SEEN)
        .when("dated")
        .then(FAR)
        .otherwise(UNDATED)
        .cast(pl.Int32)
    )


def leaves(form: Form) -> pl.Expr:
    """Return what a mention without a year leaves out; a day with its month does not leave out the month."""
    if form.leaves == "month":
        has_month = pl.col("month_mentioned").is_not_null()
        return pl.when(has_month).then(pl.lit("year")).otherwise(pl.lit("month"))
    return pl.lit(form.leaves)


def _fits(form: Form, precision: int, known: Calendar) -> pl.Expr:
    """Return whether day and month of a mention, or the weekday in their place, are those of the date."""
    if form.leaves == "week":
        return (pl.col("weekday_mentioned") == pl.col("weekday_is")) & _written_as_name(form, known)
    same_month = pl.col("month_mentioned") == pl.col("month_is")
    if form.leaves == "month":
        same_month |= pl.col("month_mentioned").is_null() & pl.col("name_mentioned").is_null()
    if precision == TO_THE_MONTH:
        return same_month & _written_as_name(form, known)
    days = [pl.col(day).cast(pl.Int32, strict=False) for day in form.groups("day")]
    return same_month & pl.any_horizontal((day == pl.col("day_is")).fill_null(False) for day in days)


def _other_weekday(form: Form, precision: int) -> pl.Expr:
    if precision == TO_THE_MONTH:
        return pl.lit(False)
    return (pl.col("weekday_mentioned") != pl.col("weekday_is")).fill_null(False)


def _written_as_name(form: Form, known: Calendar) -> pl.Expr:
    """Return whether a name on its own has its capital: `May` is a month, `may` another word."""
    capital = known.capital_weekdays if form.leaves == "week" else known.capital_months
    if not (form.alone and capital):
        return pl.lit(True)
    first = pl.col("name_mentioned").str.head(1)
    written = (first == first.str.to_uppercase()).fill_null(True)  # null: a weekday in full
    return pl.col("year_mentioned").is_not_null() | written
