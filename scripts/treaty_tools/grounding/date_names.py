"""The names of months and weekdays in a language."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal, TypeAlias

from . import cldr
from .characters import SPACELESS_SCRIPTS
from .spellings import spellings

_SPACELESS_NAMES = frozenset(script.upper() for script in SPACELESS_SCRIPTS) | {"CJK"}
_SHORTEST = 3
"""Fewest letters of an abbreviation."""

Kind: TypeAlias = Literal["months", "days"]
_Endings: TypeAlias = dict[tuple[str, int], int]


@dataclass(frozen=True)
class Name:
    """One way to write a month or weekday; up to `ending` letters may follow, a `clipped` one is a name's start."""

    text: str
    number: int
    ending: int
    clipped: bool = False


def names(language: str, kind: Kind, *, regional: bool = False) -> tuple[Name, ...]:
    """Return CLDR's names, the longest first; `regional` adds those of all regions and other abbreviations of months.

    An American agency's `Sept.` is British in CLDR, and `تشرين الثاني` is November in the Levant.
    """
    endings = _endings(language, kind, regional=regional)
    texts = list(endings)
    clipped = set(_clipped(endings)) - set(texts) if regional and kind == "months" else set()
    for stem, number in _stems(endings) if kind == "months" else ():
        endings.setdefault((stem, number), 4)
    found = [
        Name(text, number, 0 if _begins_another(text, number, texts) else ending)
        for (text, number), ending in endings.items()
    ]
    found += [Name(text, number, 0, clipped=True) for text, number in clipped if (text, number) not in endings]
    return tuple(sorted(found, key=lambda name: (-len(name.text), name.text, name.number)))


def is_spaceless(text: str) -> bool:
    """Return whether a text has letters of a script without blanks between words."""
    return any(unicodedata.name(character, "").split(" ")[0] in _SPACELESS_NAMES for character in text)


def _endings(language: str, kind: Kind, *, regional: bool) -> _Endings:
    """Return the names and their numbers with the number of letters that may follow each."""
    base = cldr.base(language)
    endings: _Endings = {}
    for wide, number, written in _written(language, kind):
        for text in _ways(base, written):
            endings[text, number] = max(endings.get((text, number), 0), _ending(text) if wide else 0)
    numbers = {text.lower(): number for text, number in endings}
    for wide, number, written in _written(language, kind, regional=True) if regional else ():
        for text in _ways(base, written):
            if numbers.setdefault(text.lower(), number) == number:
                endings.setdefault((text, number), _ending(text) if wide else 0)
    return endings


def _written(language: str, kind: Kind, *, regional: bool = False) -> Iterator[tuple[bool, int, str]]:
    """Yield CLDR's names, each after whether it is in full and its number."""
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            path = (kind, context, width)
            for section in cldr.regional(language, *path) if regional else [cldr.merged(language, *path)]:
                yield from ((width == "wide", number, text) for number, text in section.items())


def _stems(endings: Mapping[tuple[str, int], int]) -> list[tuple[str, int]]:
    """Return what the cases of a month have in common: `ноябр` of `ноябрь` and `ноября`."""
    stems = []
    for number in sorted({number for _, number in endings}):
        cases = [text for (text, n), ending in endings.items() if n == number and ending == 4]
        stem = _common_start(cases)
        if len(stem) >= 4 and not _begins_another(stem, number, list(endings)):
            stems.append((stem, number))
    return stems


def _common_start(texts: list[str]) -> str:
    same = takewhile(lambda column: len(set(column)) == 1, zip(*texts, strict=False))
    return "".join(column[0] for column in same)


def _clipped(endings: Mapping[tuple[str, int], int]) -> Iterator[tuple[str, int]]:
    """Yield the unambiguous starts of names: `сен` and `нояб`; CLDR only has `сент`."""
    texts = list(endings)
    for (text, number), ending in endings.items():
        if ending != 4 or text.lower() == text.upper():
            continue
        for length in range(_SHORTEST, len(text)):
            if text[:length].isalpha() and not _begins_another(text[:length], number, texts):
                yield text[:length], number


def _begins_another(text: str, number: int, texts: list[tuple[str, int]]) -> bool:
    """Return whether a text begins the name of another number, as `červen`, June, begins `červenec`, July."""
    return any(other.startswith(text) and n != number for other, n in texts)


def _ways(base: str, written: str) -> Iterator[str]:
    """Yield the spellings of a name, and in Portuguese its first half: ``terça`` for ``terça-feira``."""
    for text in spellings(base, written.rstrip(".")):
        yield text
        if text.endswith("-feira"):
            yield text.removesuffix("-feira")


def _ending(text: str) -> int:
    """Return how many letters may follow a name; three letters may be followed by two in scripts without case."""
    if is_spaceless(text) or text[-1].isdigit():
        return 0
    if len(text) >= 4 or text[0].isdigit():
        return 4
    return 2 if len(text) == 3 and text.upper() == text.lower() else 0
