"""How a language writes dates: names of months and weekdays, their order, and the small words between them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from . import cldr
from .date_names import Name, is_spaceless, names
from .small_words import SMALL_WORDS, TO

_FIELD = re.compile(r"'((?:[^']|'')*)'|([A-Za-z])\2*")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Calendar:
    """How a language writes dates."""

    months: tuple[Name, ...]
    weekdays: tuple[Name, ...]
    capital_months: bool
    capital_weekdays: bool
    day_first: bool
    month_first: bool
    year_first: bool
    numeric_day_first: bool
    numeric_separator: str
    numeric_end: str
    day_mark: str
    small_words: tuple[str, ...]
    joining_words: tuple[str, ...]
    spaced: bool
    buddhist: bool
    """Whether years may be counted from the Buddha's death, as in Thailand."""


@lru_cache(maxsize=500)
def calendar(language: str) -> Calendar:
    """Return how a language writes dates, according to CLDR."""
    base = cldr.base(language)
    months, weekdays = names(language, "months"), names(language, "days")
    patterns = _patterns(language)
    orders = _orders(patterns)
    numeric = patterns.get("Md", "d/M")
    return Calendar(
        months=months,
        weekdays=weekdays,
        capital_months=_capitals(months),
        capital_weekdays=_capitals(weekdays),
        day_first=True in orders or base == "en",
        month_first=False in orders or base == "en",
        year_first=patterns.get("short", "").startswith("y"),
        numeric_day_first=_day_first(patterns.get("short", numeric)),
        numeric_separator=_between_fields(numeric),
        numeric_end="." if numeric.endswith(".") else "",
        day_mark="".join(_LETTERS.findall(_literals(patterns.get("d", "")))),
        small_words=_small_words(base, patterns),
        joining_words=_joining_words(language, base),
        spaced=not any(is_spaceless(name.text) for name in months),
        buddhist=base == "th",
    )


@lru_cache(maxsize=500)
def regional_calendar(language: str) -> Calendar:
    """Return a language's calendar with the names of all its regions, and with other abbreviations of months."""
    months, weekdays = (names(language, kind, regional=True) for kind in ("months", "days"))
    return replace(calendar(language), months=months, weekdays=weekdays)


def _capitals(names: tuple[Name, ...]) -> bool:
    wide = [name.text for name in names if name.ending == 4]
    return bool(wide) and all(text[0].isupper() for text in wide)


def _patterns(language: str) -> dict[str, str]:
    found = cldr.merged(language, "date_formats") | cldr.merged(language, "datetime_skeletons")
    return {name: cldr.nfc(_text(pattern)) for name, pattern in found.items()}


def _text(pattern: object) -> str:
    return str(getattr(pattern, "pattern", ""))


def _fields(pattern: str) -> list[str]:
    return [found[0][0] for found in _FIELD.finditer(pattern) if found[1] is None]


def _day_first(pattern: str) -> bool:
    fields = ["M" if field == "L" else field for field in _fields(pattern)]
    if "d" not in fields or "M" not in fields:
        return True
    return fields.index("d") < fields.index("M")


def _orders(patterns: Mapping[str, str]) -> set[bool]:
    """Return whether the day comes before the month's name: one order, or both."""
    named = ("MMMMd", "MMMd", "long", "medium", "yMMMd")
    dated = [patterns[name] for name in named if re.search("MMM|LLL|[월月]", patterns.get(name, ""))]
    inherited = set() if "MMMMd" in patterns else {False}  # CLDR's root writes the month first
    return {_day_first(pattern) for pattern in dated} | inherited if dated else {True, False}


def _literals(pattern: str) -> str:
    """Return the text of a pattern outside its fields."""
    return _FIELD.sub(lambda found: found[1] or " ", pattern)


def _between_fields(numeric: str) -> str:
    """Return the sign between day and month written in digits."""
    found = re.search(r"[./-]", _literals(numeric))
    return found[0] if found else "/"


def _small_words(base: str, patterns: Mapping[str, str]) -> tuple[str, ...]:
    words = {
        word
        for pattern in patterns.values()
        if {"M", "L"} & set(_fields(pattern)) and not {"h", "H", "W", "w", "Q"} & set(_fields(pattern))
        for word in re.split(r"[\s.,،/()\u200e\u200f-]+", _literals(pattern))
        if _LETTERS.search(word)
    }
    return _longest_first(words | set(SMALL_WORDS.get(base, "").split()))


def _joining_words(language: str, base: str) -> tuple[str, ...]:
    """Return the words between the ends of a span, and between two days: to, and, or."""
    words = set(TO.get(base, "").split())
    for kind in ("standard", "or"):
        pair = str(cldr.merged(language, "list_patterns", kind).get("2", ""))
        word = cldr.nfc(pair.replace("{0}", "").replace("{1}", "").strip(" \u00a0,،、"))
        words |= {word} if _LETTERS.search(word) else set()
    return _longest_first(words)


def _longest_first(words: set[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
