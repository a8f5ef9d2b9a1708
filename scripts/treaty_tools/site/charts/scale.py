"""Where days and numbers lie on a chart, as shares of its width and height, and the ticks that are labelled."""

import datetime
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .wording import day as in_words

WIDE, NARROW = 14, 4
"""Labels that fit side by side on a wide screen and on a phone."""
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 600, 1200, 6000, 12000)
_SPREAD = 30
"""The ratio of the highest to the lowest number from which on a scale is logarithmic."""
_FALLBACK = datetime.date(2024, 1, 1)


@dataclass(frozen=True)
class Tick:
    """A labelled place on a scale; a minor one has no label on a phone."""

    at: float
    label: str
    minor: bool = False


@dataclass(frozen=True)
class Days:
    """A scale of time, from one day to another."""

    first: datetime.date
    last: datetime.date

    def share(self, day: datetime.date) -> float:
        """Return how far along a day is, from 0 to 1; days beyond an end are at that end."""
        along = (day - self.first).days / max(1, (self.last - self.first).days)
        return min(max(along, 0.0), 1.0)

    def covers(self, day: datetime.date | None) -> bool:
        """Return whether a day is known and between the ends."""
        return day is not None and self.first <= day <= self.last

    def ticks(self) -> list[Tick]:
        """Return the first days of months, as many as fit."""
        months = list(_months(self.first, self.last))
        step = next((step for step in _STEPS if len(months) / step <= WIDE), _STEPS[-1])
        shown = [day for day in months if (day.year * 12 + day.month - 1) % step == 0] or months[:1]
        every = math.ceil(len(shown) / NARROW)
        return [Tick(self.share(day), in_words(f"{day:%Y-%m}"), n % every > 0) for n, day in enumerate(shown)]


def of_days(days: Iterable[datetime.date]) -> Days:
    """Return the scale of some days, in whole months; the few that are far from all others lie beyond its ends."""
    kept = together(sorted(set(days))) or [_FALLBACK]
    first, *_, last = _months(kept[0], _next_month(kept[-1]))
    return Days(first, last)


def together(days: Sequence[datetime.date]) -> Sequence[datetime.date]:
    """Return days in order without the first or last few that are further away than all others are apart."""
    few = max(2, len(days) // 20)
    for off in range(few, 0, -1):
        if len(days) > 2 * off and days[off] - days[off - 1] > days[-1] - days[off]:
            days = days[off:]
        if len(days) > 2 * off and days[-off] - days[-off - 1] > days[-off - 1] - days[0]:
            days = days[:-off]
    return days


def _next_month(day: datetime.date) -> datetime.date:
    return min(day.replace(day=1), datetime.date(9999, 11, 1)) + datetime.timedelta(days=31)


def _months(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    """Yield the first day of each month from that of the first day to that of the last."""
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield datetime.date(month // 12, month % 12 + 1, 1)


@dataclass(frozen=True)
class Numbers:
    """A scale of numbers, from the lowest to the highest, linear or logarithmic."""

    low: float
    high: float
    logarithmic: bool
    labelled: Sequence[float]

    def share(self, number: float) -> float:
        """Return how far up a number is, from 0 to 1."""
        if self.logarithmic:
            return math.log10(number / self.low) / math.log10(self.high / self.low)
        return (number - self.low) / (self.high - self.low)

    def ticks(self) -> list[Tick]:
        """Return the labelled numbers."""
        return [Tick(self.share(number), _short(number)) for number in self.labelled]


def of_numbers(numbers: Iterable[float], fits: int = 7) -> Numbers:
    """Return the scale of some numbers: from 0, or of whole orders of magnitude if they spread over more than one."""
    known = sorted(set(numbers)) or [0.0]
    if known[0] > 0 and known[-1] / known[0] >= _SPREAD:
        return _powers(math.floor(math.log10(known[0])), math.ceil(math.log10(known[-1])), fits)
    least, most = min(known[0], 0), max(known[-1], 0)
    step = _step(most - least, fits - (least < 0))
    first, last = math.floor(least / step), max(math.ceil(most / step), math.floor(least / step) + 1)
    return Numbers(first * step, last * step, False, [step * n for n in range(first, last + 1)])


def _powers(first: int, last: int, fits: int) -> Numbers:
    powers = range(first, last + 1, math.ceil((last - first + 1) / fits))
    return Numbers(10.0**first, 10.0**last, True, [10.0**power for power in powers])


def _step(reach: float, fits: int) -> float:
    """Return a round number of which no more than fit reach as far."""
    power = math.floor(math.log10(reach)) - 1 if reach > 0 else 0
    steps = [part * 10.0 ** (power + ten) for ten in (0, 1, 2) for part in (1, 2, 5)]
    return next((step for step in steps if reach / step + 1 <= fits), steps[-1])


def _short(number: float) -> str:
    for size, letter in ((1e12, " tn"), (1e9, " bn"), (1e6, " m")):
        if abs(number) >= size:
            return f"{number / size:,g}{letter}"
    return f"{number:,.10g}"
