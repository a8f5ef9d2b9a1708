"""Dates as precise as the sources: the subset of EDTF that the tables use.

The grammar follows the Library of Congress's Extended Date/Time Format (EDTF, 2019: levels 0 and 1, and
level 2's "one of a set", written as a range), for the years 1000 to 2999.
"""

import calendar
import datetime
import re
from functools import lru_cache
from typing import NamedTuple

_YEAR = r"[12][0-9]{3}"
_LEAP_YEAR = r"(?:[12][0-9](?:0[48]|[2468][048]|[13579][26])|(?:1[26]|2[048])00)"  # Gregorian, 1000 to 2999
_DAY = (
    rf"(?:{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    rf"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_LEAP_YEAR}-02-29)"
)
_PLAIN = rf"(?:{_DAY}|{_YEAR}-(?:0[1-9]|1[0-2])|{_YEAR})"

PATTERN = rf"^(?:{_PLAIN}[?~%]?|{_PLAIN}/{_PLAIN}|\.\./{_PLAIN}|{_PLAIN}/\.\.|\[{_PLAIN}\.\.{_PLAIN}\])$"
"""What a date may look like; every day in it is a day of the calendar, leap years included."""

_VALID = re.compile(PATTERN)
_ENDPOINT = re.compile(_PLAIN)


class Span(NamedTuple):
    """The days a date can mean: first and last inclusive, None where it is open."""

    earliest: datetime.date | None
    latest: datetime.date | None


@lru_cache(maxsize=100_000)
def endpoints(text: str) -> tuple[str, ...]:
    """Return the one or two plain dates (``2024``, ``2024-11``, ``2024-11-12``) that a date is written with.

    Raises ValueError where the text is not a date that ``PATTERN`` admits.
    """
    if not _VALID.match(text) or text.endswith("\n"):
        raise ValueError(f"{text!r} is not a date in EDTF")
    return tuple(_ENDPOINT.findall(text))


@lru_cache(maxsize=100_000)
def span(text: str) -> Span:
    """Return the days a date can mean; a qualifier (``?``, ``~``, ``%``) does not widen them.

    Raises ValueError where the text is not a date that ``PATTERN`` admits.
    """
    ends = endpoints(text)
    first = None if text.startswith("../") else _first_day(ends[0])
    last = None if text.endswith("/..") else _last_day(ends[-1])
    return Span(first, last)


@lru_cache(maxsize=100_000)
def precision(text: str) -> str:
    """Return the term of ``events.date_precision`` that a date has.

    Raises ValueError where the text is not a date that ``PATTERN`` admits.
    """
    ends = endpoints(text)
    if text.startswith("["):
        return "within"
    if "/" in text:
        return "open" if ".." in text else "interval"
    return {4: "year", 7: "month", 10: "day"}[len(ends[0])]


def _first_day(plain: str) -> datetime.date:
    return datetime.date(*_numbers(plain + "-01-01"[: 10 - len(plain)]))


def _last_day(plain: str) -> datetime.date:
    year, month, *day = _numbers(plain if len(plain) > 4 else plain + "-12")
    return datetime.date(year, month, day[0] if day else calendar.monthrange(year, month)[1])


def _numbers(plain: str) -> tuple[int, ...]:
    return tuple(map(int, plain.split("-")))
