"""The messages about dates that are not visible in quoted words."""

import datetime
from collections.abc import Iterable
from functools import lru_cache

from .calendars import calendar

HALF_A_YEAR = 183
"""How far from its article's date a day or month may lie whose year is not said."""
MONTH = 31
"""How far from its article's date a day may lie whose month is not said."""
WEEK = 7
"""How far from its article's date a day may lie that is called by its weekday."""


SEEN, UNDATED, FAR, YEAR_DIFFERS, WEEKDAY_DIFFERS, ABSENT = 9, 4, 3, 2, 1, 0
"""What a mention shows of a date, from best to worst: a reason is kept until there is a better one."""
TO_THE_DAY, TO_THE_MONTH, TO_THE_YEAR = 10, 7, 4
"""How long a date of each precision is."""


def message(row: dict[str, object]) -> str:
    """Return what was looked for and is not visible, and what to do about it."""
    end, verdict, leaves = str(row["end"]), row["verdict"], row["leaves"]
    if verdict == ABSENT:
        return _absent(end, str(row["language"]))
    if verdict == WEEKDAY_DIFFERS:
        return f"the quoted words name another weekday, but {end!r} is a {_weekday(end)}: correct the date"
    if verdict == YEAR_DIFFERS:
        return f"the quoted words give the year {row['said']} for the {_sought(end)}: correct the date"
    if verdict == UNDATED:
        return (
            f"the quoted words leave the {leaves} of {end!r} open and the article's date is not known: "
            "give the article's date, or cite the value as 'read'"
        )
    return (
        f"the quoted words leave the {leaves} of {end!r} open, and it is {_TOO_FAR[str(leaves)]} "
        f"{row['reference']!r}: correct the date, or cite it as 'read'"
    )


_TOO_FAR = {
    "year": "not the nearest to the article's date",
    "month": f"more than {MONTH} days from the article's date",
    "week": f"more than {WEEK} days from the article's date",
}


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
        f"the quoted words do not show the {_sought(end)} (looked for {ways}): quote the words that show it, "
        "or cite it as 'read' if they spell it out, use another calendar or imply it"
    )


def _ways(end: str, language: str) -> Iterable[str]:
    """Return some of the ways in which a date could have been seen, for the message."""
    if len(end) == TO_THE_YEAR:
        return [f"{end} in digits"]
    known, month = calendar(language), int(end[5:7])
    names = [name.text for name in known.months if name.number == month][:1]
    if len(end) == TO_THE_MONTH:
        return [*names, f"{month}/{end[:4]}", "..."]
    day = int(end[8:])
    numeric = f"{day}/{month}" if known.numeric_day_first else f"{month}/{day}"
    return [*(f"{day} next to {name}" for name in names), numeric, end, "..."]
