"""Where values stand across a chart: days on a scale of time, figures on one of numbers."""

import datetime
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .styles import Size

DAY = 86_400_000
"""A day in milliseconds, the unit of a scale of time."""
APART = 74
"""Pixels from one label of a scale to the next, at the least."""
_STEPS = (1, 3, 6, 12, 24, 60, 120, 600, 1200)
_SPREAD = 30


@dataclass(frozen=True)
class Scale:
    """A scale across a chart, with the values that are written at it."""

    kind: str
    low: float
    high: float
    start: int
    end: int
    ticks: Sequence[float]

    def moved(self, value: float, pixels: float) -> float:
        """Return the value that stands some pixels to the right, at most at the end of the scale."""
        share = pixels / (self.end - self.start)
        if self.kind == "log":
            there = value * (self.high / self.low) ** share
        else:
            there = value + share * (self.high - self.low)
        return self.held(there)

    def between(self, value: float, other: float) -> float:
        """Return the value that stands in the middle of two."""
        return math.sqrt(value * other) if self.kind == "log" else (value + other) / 2

    def held(self, value: float) -> float:
        """Return a value, or the end of the scale where it lies beyond."""
        return min(max(value, self.low), self.high)


def milliseconds(day: datetime.date) -> float:
    """Return a day as a scale of time counts it, from the first of 1970."""
    return (day - datetime.date(1970, 1, 1)).days * DAY


def of_days(days: Iterable[datetime.date], size: Size) -> Scale:
    """Return the scale of time for some days; those far from all others lie beyond its ends."""
    kept = together(sorted(set(days))) or [datetime.date(2024, 1, 1)]
    months = _month_starts(kept[0], kept[-1])
    start, end = size.plot
    fits = max(1, (end - start) // APART)
    step = next((step for step in _STEPS if len(months) / step <= fits), _STEPS[-1])
    ticks = [milliseconds(month) for month in months if (month.year * 12 + month.month - 1) % step == 0]
    edge = (months[-1] - months[0]).days * 0.02 * DAY
    return Scale("utc", milliseconds(months[0]) - edge, milliseconds(months[-1]) + edge, start, end, ticks)


def together(days: Sequence[datetime.date]) -> Sequence[datetime.date]:
    """Return days in order without the few, first or last, that stand further off than all others lie apart."""
    few = max(2, len(days) // 20)
    for off in range(few, 0, -1):
        if len(days) > 2 * off and days[off] - days[off - 1] > days[-1] - days[off]:
            days = days[off:]
        if len(days) > 2 * off and days[-off] - days[-off - 1] > days[-off - 1] - days[0]:
            days = days[:-off]
    return days


def _month_starts(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """Return the first of each month from that of the first day to that after the last."""
    begin, end = first.year * 12 + first.month - 1, min(last.year * 12 + last.month, 9999 * 12 + 11)
    return [datetime.date(month // 12, month % 12 + 1, 1) for month in range(begin, end + 1)]


def of_figures(figures: Iterable[float], size: Size) -> Scale:
    """Return the scale for some figures: of orders of magnitude where they span more than one."""
    known = sorted(set(figures)) or [0]
    start, end = size.plot
    fits = max(3, (end - start) // APART)
    if known[0] > 0 and known[-1] / known[0] >= _SPREAD:
        low, high = known[0] / 1.6, known[-1] * 1.6
        return Scale("log", low, high, start, end, _magnitudes(low, high, fits))
    least = min(known[0], 0)
    step = _step(max(known[-1], 0) - least, fits - (least < 0))
    first, last = math.floor(least / step), math.floor(max(known[-1], 0) / step) + 1
    return Scale("linear", first * step, last * step, start, end, [step * n for n in range(first, last + 1)])


def _magnitudes(low: float, high: float, fits: int) -> list[float]:
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for parts in ((1, 2, 5), (1, 3), (1,)):
        ticks = [float(part * 10**power) for power in powers for part in parts if low <= part * 10**power <= high]
        if len(ticks) <= fits:
            return ticks
    return ticks[:: math.ceil(len(ticks) / max(1, fits))]


def _step(reach: float, fits: int) -> int:
    """Return a round number of which no more than fit reach as far."""
    power = max(0, math.floor(math.log10(max(reach, 1))) - 1)
    steps = [part * int(10**power) * ten for ten in (1, 10, 100) for part in (1, 2, 5)]
    return next((step for step in steps if reach / step + 1 <= fits), steps[-1])
