"""Figures as they are said: exact, about, more than, between, hundreds, thousands."""

import re
from functools import lru_cache
from typing import NamedTuple

PATTERN = r"^(?:(?:~|>=?|<=?)?(?:0|[1-9][0-9]{0,14})|(?:0|[1-9][0-9]{0,14})\.\.[1-9][0-9]{0,14}|10{1,13}s)$"
"""What a figure may look like: a whole number of the measure's unit, at most 15 digits, with what is said of it."""

_VALID = re.compile(PATTERN)
_NUMBER = re.compile("[0-9]+")


class Bounds(NamedTuple):
    """The least and the greatest number a figure can mean, None where it is open."""

    low: int | None
    high: int | None


@lru_cache(maxsize=100_000)
def numbers(text: str) -> tuple[int, ...]:
    """Return the one or two numbers a figure is written with.

    Raises ValueError where the text is not a figure that ``PATTERN`` admits.
    """
    if not _VALID.match(text) or text.endswith("\n"):
        raise ValueError(f"{text!r} is not a figure")
    return tuple(map(int, _NUMBER.findall(text)))


@lru_cache(maxsize=100_000)
def bounds(text: str) -> Bounds:
    """Return the range a figure means.

    "About" is a tenth to either side, a convention of this project; hundreds are 200 to 999, thousands 2,000 to
    9,999, and so on. Raises ValueError where the text is not a figure that ``PATTERN`` admits.
    """
    first, *rest = numbers(text)
    if rest:
        return Bounds(first, rest[0])
    if text.endswith("s"):
        return Bounds(2 * first, 10 * first - 1)
    mark = text.rstrip("0123456789")
    return {
        "": Bounds(first, first),
        "~": Bounds(first - first // 10, first + first // 10),
        ">": Bounds(first + 1, None),
        ">=": Bounds(first, None),
        "<": Bounds(None, first - 1),
        "<=": Bounds(None, first),
    }[mark]
