"""Figures as they are stated: exact, about, more than, between, hundreds, thousands."""

import re
from functools import lru_cache
from typing import NamedTuple

PATTERN = r"^(?:(?:~|>=?|<=?)?(?:0|[1-9][0-9]{0,14})|(?:0|[1-9][0-9]{0,14})\.\.[1-9][0-9]{0,14}|10{1,13}s)$"
"""The form of a figure: a whole number in the measure's unit, at most 15 digits, with its qualifier."""

_VALID = re.compile(PATTERN)
_NUMBER = re.compile("[0-9]+")


class Bounds(NamedTuple):
    """The lowest and highest numbers that a figure can mean, None for an open end."""

    low: int | None
    high: int | None


@lru_cache(maxsize=100_000)
def numbers(text: str) -> tuple[int, ...]:
    """Return the one or two numbers in a figure.

    Raises ValueError if the text does not match ``PATTERN``.
    """
    if not _VALID.match(text) or text.endswith("\n"):
        raise ValueError(f"{text!r} is not a figure")
    return tuple(map(int, _NUMBER.findall(text)))


@lru_cache(maxsize=100_000)
def bounds(text: str) -> Bounds:
    """Return the range that a figure means.

    By this project's conventions, "about" allows a tenth to either side, hundreds are 200 to 999, thousands 2,000 to
    9,999, and so on. Raises ValueError if the text does not match ``PATTERN``.
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
