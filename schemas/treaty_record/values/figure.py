"""Figures as they are stated: exact, about, more than, between, hundreds, thousands."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_DECIMAL = r"(?:0|[1-9][0-9]{0,8})\.[0-9]{0,4}[1-9]"
_NUMBER = rf"(?:0|-?(?:[1-9][0-9]{{0,13}}|{_DECIMAL}))"
PATTERN = rf"^(?:(?:~|>=?|<=?)?{_NUMBER}|{_NUMBER}\.\.{_NUMBER}|10{{1,12}}s)$"
"""The form of a figure: a number in the measure's unit, of at most 14 digits, with its qualifier.

A float holds 15 digits exactly, and a tenth more or less takes one more than the figure.
"""

_VALID = re.compile(PATTERN)
_NUMBERS = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_MARK = re.compile("[~<>=]*")


class Bounds(NamedTuple):
    """The lowest and highest numbers that a figure can mean, None for an open end."""

    low: Decimal | None
    high: Decimal | None


@lru_cache(maxsize=100_000)
def numbers(text: str) -> tuple[Decimal, ...]:
    """Return the one or two numbers in a figure.

    Raises ValueError if the text does not match ``PATTERN``.
    """
    if not _VALID.match(text) or text.endswith("\n"):
        raise ValueError(f"{text!r} is not a figure")
    return tuple(Decimal(number) for end in text.removesuffix("s").split("..") for number in _NUMBERS.findall(end))


@lru_cache(maxsize=100_000)
def mark(text: str) -> str:
    """Return the qualifier that a figure begins with: ``~``, ``>``, ``>=``, ``<``, ``<=`` or nothing."""
    found = _MARK.match(text)
    return found.group() if found else ""


@lru_cache(maxsize=100_000)
def bounds(text: str) -> Bounds:
    """Return the range that a figure means.

    By this project's conventions, "about" allows a tenth to either side, "more than" and "fewer than" begin and end
    with the number itself, hundreds are 200 to 999, thousands 2,000 to 9,999, and so on. Raises ValueError if the text
    does not match ``PATTERN``.
    """
    first, *rest = numbers(text)
    if rest:
        return Bounds(first, rest[0])
    if text.endswith("s"):
        return Bounds(2 * first, 10 * first - 1)
    tenth = abs(first).scaleb(-1)
    return {
        "": Bounds(first, first),
        "~": Bounds(first - tenth, first + tenth),
        ">": Bounds(first, None),
        ">=": Bounds(first, None),
        "<": Bounds(None, first),
        "<=": Bounds(None, first),
    }[mark(text)]
