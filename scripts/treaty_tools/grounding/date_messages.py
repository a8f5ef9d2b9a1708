"""Messages about dates that are not visible in a quote; each continues "the quote '...' "."""

import datetime
from collections.abc import Iterable
from functools import lru_cache

from .calendars import calendar

HALF_A_YEAR = 183
"""Days from the article's date within which a day or month may leave out its year."""
MONTH = 31
"""Days from the article's date within which a day may leave out its month."""
WEEK = 7
"""A weekday alone means the last such day up to the article's date, or one at most so many days after it."""


SEEN, UNDATED, FAR, YEAR_DIFFERS, WEEKDAY_DIFFERS, ABSENT = 9, 4, 3, 2, 1, 0
"""How well a mention shows a date, from best to worst; the best verdict of all mentions counts."""
TO_THE_DAY, TO_THE_MONTH, TO_THE_YEAR = 10, 7, 4
"""Length of a date of each precision."""


def message(row: dict[str, object]) -> str:
    """Return what was searched for and not found, and what to do about it."""
    end, verdict, leaves = str(row["end"]), row["verdict"], row["leaves"]
    if verdict == ABSENT:
        return _absent(end, str(row["language"]))
    if verdict == WEEKDAY_DIFFERS:
        return f"names another weekday, but {end!r} is a {_weekday(end)}; correct the date"
    if verdict == YEAR_DIFFERS:
        return f"gives the year {row['given_year']} for the {_sought(end)}; correct the date"
    if verdict == UNDATED:
        return (
            f"does not give the {leaves} of {end!r}, and the article has no date to infer it from; "
            "give the article's date, or cite the value as 'read'"
        )
    if leaves == "week" and (last := _last_such_day(end, str(row["reference"]))):
        return (
            f"names only the weekday of {end!r}, and the last {_weekday(end)} up to the article's date "
            f"{row['reference']!r} is {last.isoformat()!r}; correct the date, or cite it as 'read'"
        )
    return (
        f"does not give the {leaves} of {end!r}, {_TOO_FAR[str(leaves)]} "
        f"{row['reference']!r}; correct the date, or cite it as 'read'"
    )


_TOO_FAR = {
    "year": "and another year is nearer to the article's date",
    "month": f"which is more than {MONTH} days from the article's date",
    "week": f"which is more than {WEEK} days from the article's date",
}


def _last_such_day(end: str, reference: str) -> datetime.date | None:
    """Return the last day up to the article's date with the weekday of an earlier day, None if that date is no day."""
    if len(reference) != TO_THE_DAY or end > reference:
        return None
    published, day = map(datetime.date.fromisoformat, (reference, end))
    return published - datetime.timedelta((published - day).days % WEEK)


def _weekday(end: str) -> str:
    return f"{datetime.date.fromisoformat(end):%A}"


def _sought(end: str) -> str:
    return {
        TO_THE_DAY: f"day {int(end[8:] or 0)} of {end!r}",
        TO_THE_MONTH: f"month of {end!r}",
        TO_THE_YEAR: f"year {end}",
    }[len(end)]


@lru_cache(maxsize=10_000)
def _absent(end: str, language: str) -> str:
    ways = ", ".join(_ways(end, language))
    return (
        f"does not show the {_sought(end)} (searched for {ways}); quote the words that show it, "
        "or cite it as 'read' if they spell it out, use another calendar or imply it"
    )


def _ways(end: str, language: str) -> Iterable[str]:
    """Return some of the forms of a date that were searched for."""
    if len(end) == TO_THE_YEAR:
        return [f"{end} in digits"]
    known, month = calendar(language), int(end[5:7])
    names = [name.text for name in known.months if name.number == month][:1]
    if len(end) == TO_THE_MONTH:
        return [*names, f"{month}/{end[:4]}", "..."]
    day = int(end[8:])
    numeric = f"{day}/{month}" if known.numeric_day_first else f"{month}/{day}"
    return [*(f"{day} next to {name}" for name in names), numeric, end, "..."]
