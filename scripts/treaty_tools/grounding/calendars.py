"""How a language writes dates: names of months and weekdays, their order, and the small words between them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from . import cldr
from .characters import SPACELESS_SCRIPTS

_SMALL_WORDS: Mapping[str, str] = {
    "ar": "من عام سنة",
    "bg": "година",
    "bn": "সাল সালের তারিখ",
    "de": "den des",
    "el": "του της",
    "en": "of the",
    "es": "de del el",
    "fa": "ماه سال",
    "fr": "le",
    "hi": "तारीख साल सन",
    "id": "bulan tahun tanggal",
    "it": "di il del",
    "ms": "bulan tahun",
    "nl": "de",
    "pt": "de do dia",
    "ru": "года",
    "th": "ที่ เดือน ค.ศ. พ.ศ. ปี",
    "uk": "року",
    "vi": "ngày năm",
}
"""Words between a day, its month and its year that CLDR's patterns do not have."""

_TO: Mapping[str, str] = {
    "ar": "إلى حتى",
    "bn": "থেকে হতে",
    "cs": "až do",
    "de": "bis",
    "el": "έως ως",
    "en": "to through till until",
    "es": "al a",
    "fa": "تا",
    "fr": "au à",
    "hi": "से",
    "id": "hingga sampai",
    "it": "al",
    "ja": "から",
    "ko": "부터 에서",
    "nl": "tot",
    "pl": "do",
    "pt": "a ao",
    "ro": "până la",
    "ru": "по до",
    "tr": "ile",
    "uk": "по до",
    "vi": "đến tới",
    "zh": "至 到",
}
"""Words between the first and the last day of a span; CLDR has the dash only."""

_SPELLINGS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "bn": (("ী$", "ি"), ("লাখ", "লক্ষ")),
    "bs": (("a$", "u"),),
    "cs": (("a$", "u"),),
    "hi": (("\N{DEVANAGARI SIGN NUKTA}", ""), ("ंब", "म्ब")),
    "hr": (("a$", "u"),),
    "pl": (("a$", "ę"), ("ęcy$", "ęczn")),
    "ru": (("а$", "у"),),
    "sk": (("a$", "u"),),
    "sr": (("а$", "у"), ("a$", "u")),
    "tr": (("i", "İ"), ("ı", "I")),
    "uk": (("а$", "у"),),
    "vi": (("nghìn", "ngàn"), ("tỷ", "tỉ")),
}
"""What may stand for a part (a pattern) of CLDR's words.

These are other spellings in use, the accusative (`в среду`), adjectives (`12-tysięczny`) and Turkish capitals.
"""

_FIELD = re.compile(r"'((?:[^']|'')*)'|([A-Za-z])\2*")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Name:
    """One way to write a month or weekday, and how many letters of an ending may follow it."""

    text: str
    number: int
    ending: int


@dataclass(frozen=True)
class Calendar:
    """What is known of a language's dates."""

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


@lru_cache(maxsize=500)
def calendar(language: str) -> Calendar:
    """Return what CLDR knows of the dates of a language."""
    base = cldr.locale_name(language).split("_")[0]
    months, weekdays = _names(language, base, "months"), _names(language, base, "days")
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
        spaced=not any(_spaceless(name.text) for name in months),
    )


def spellings(base: str, text: str) -> set[str]:
    """Return the ways in which a language writes one of CLDR's words."""
    ways = {cldr.nfc(text)}
    for old, new in _SPELLINGS.get(base, ()):
        ways |= {cldr.nfc(re.sub(old, new, way)) for way in ways}
    return ways


def _names(language: str, base: str, kind: str) -> tuple[Name, ...]:
    endings: dict[tuple[str, int], int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, written in cldr.merged(language, kind, context, width).items():
                for text in _ways(base, written):
                    longest = _ending(text) if width == "wide" else 0
                    endings[text, number] = max(endings.get((text, number), 0), longest)
    texts = [(text, number) for text, number in endings]
    for stem, number in _stems(endings) if kind == "months" else ():
        endings.setdefault((stem, number), 4)
    names = (
        Name(text, number, 0 if _begins_another(text, number, texts) else ending)
        for (text, number), ending in endings.items()
    )
    return tuple(sorted(names, key=lambda name: (-len(name.text), name.text, name.number)))


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


def _begins_another(text: str, number: int, texts: list[tuple[str, int]]) -> bool:
    """Tell whether a name begins another's, as `červen`, June, begins `červenec`, July."""
    return any(other.startswith(text) and n != number for other, n in texts)


def _ways(base: str, written: str) -> Iterator[str]:
    """Yield the spellings of a name, and its first half where Portuguese says ``terça`` for ``terça-feira``."""
    for text in spellings(base, written.rstrip(".")):
        yield text
        if text.endswith("-feira"):
            yield text.removesuffix("-feira")


def _ending(text: str) -> int:
    """Return how many letters may follow a name; three letters may be followed by two in scripts without case."""
    if _spaceless(text) or text[-1].isdigit():
        return 0
    if len(text) >= 4 or text[0].isdigit():
        return 4
    return 2 if len(text) == 3 and text.upper() == text.lower() else 0


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
    """Return the text of a pattern that is no field."""
    return _FIELD.sub(lambda found: found[1] or " ", pattern)


def _between_fields(numeric: str) -> str:
    """Return the sign between day and month where they are written in digits."""
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
    return _longest_first(words | set(_SMALL_WORDS.get(base, "").split()))


def _joining_words(language: str, base: str) -> tuple[str, ...]:
    """Return the words between the ends of a span, and between two days: to, and, or."""
    words = set(_TO.get(base, "").split())
    for kind in ("standard", "or"):
        pair = str(cldr.merged(language, "list_patterns", kind).get("2", ""))
        word = cldr.nfc(pair.replace("{0}", "").replace("{1}", "").strip(" \u00a0,،、"))
        words |= {word} if _LETTERS.search(word) else set()
    return _longest_first(words)


def _longest_first(words: set[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _spaceless(text: str) -> bool:
    return any(_script(character) in _SPACELESS_NAMES for character in text)


_SPACELESS_NAMES = frozenset(script.upper() for script in SPACELESS_SCRIPTS) | {"CJK"}


def _script(character: str) -> str:
    """Return the first word of a character's name: its script, for a letter."""
    return unicodedata.name(character, "").split(" ")[0]
