"""How a language writes whole numbers: its signs of grouping and decimals, its words of scale."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from . import cldr
from .calendars import spellings

_SEVERAL: Mapping[str, str] = {"ja": "数", "ko": "수", "yue": "數数", "zh": "数數"}
"""The sign for "several" before a word of scale: thousands are 수천, 数千."""

_HAN_SCALES = "百千万萬亿億"
"""Signs of scale whose values Unicode has and CLDR, which shortens numbers, has in part."""

_ARABIC = {"group": "٬", "decimal": "٫"}
_MOST_FORMS = 200
_MOST_DECIMALS = 3


@dataclass(frozen=True)
class Numerals:
    """What is known of a language's numbers; `scales` are words by magnitude, the greatest first."""

    groups: tuple[str, ...]
    decimals: tuple[str, ...]
    scales: tuple[tuple[int, tuple[str, ...]], ...]
    several: str

    @property
    def words(self) -> tuple[str, ...]:
        """Return every word of scale, the longest first."""
        return tuple(sorted({w for _, words in self.scales for w in words}, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=500)
def numerals(language: str) -> Numerals:
    """Return what CLDR knows of the numbers of a language."""
    base = cldr.locale_name(language).split("_")[0]
    decimals = _symbols(language, "decimal", ".")
    groups = [sign for sign in _symbols(language, "group", ",") if sign not in decimals]
    return Numerals(
        groups=tuple(dict.fromkeys([*groups, " ", "'"])),
        decimals=decimals,
        scales=tuple(sorted(_scales(language, base).items(), reverse=True)),
        several=_SEVERAL.get(base, ""),
    )


def plain(text: str) -> str:
    """Write a text of CLDR as quotes are compared: in lower case, with plain blanks and apostrophes."""
    return re.sub("[’ʼ]", "'", re.sub(r"\s", " ", cldr.nfc(text).lower()))


def grouped(number: int, known: Numerals) -> Iterator[str]:
    """Yield a number in digits: with the language's grouping first, then without, then other groupings."""
    digits = str(number)
    if len(digits) <= 3:
        yield digits
        return
    western, indian = _cut(digits, 3), _cut(digits, 2)
    for place, sign in enumerate(known.groups):
        yield sign.join(western)
        if place == 0:
            yield digits
        if indian != western:
            yield sign.join(indian)


@lru_cache(maxsize=100_000)
def forms(number: int, language: str) -> tuple[str, ...]:
    """Return the ways in which a language writes a number, the likeliest first."""
    return tuple(dict.fromkeys(islice(_forms(number, numerals(language)), _MOST_FORMS)))


def _forms(number: int, known: Numerals, depth: int = 2) -> Iterator[str]:
    yield from grouped(number, known)
    for scale, words in known.scales:
        for coefficient in _coefficients(number, scale, known):
            for word in words:
                yield f"{coefficient} {word}"
                yield f"{coefficient}{word}"
        if depth and number > scale and number % scale:
            yield from _compounds(number, scale, words, known, depth)


def _compounds(number: int, scale: int, words: tuple[str, ...], known: Numerals, depth: int) -> Iterator[str]:
    """Yield a number said in two parts: `1만2천`, `1 लाख 20 हज़ार`."""
    smaller = _scales_below(known, scale)
    for rest in islice(_forms(number % scale, smaller, depth - 1), 12):
        for word in words:
            for gap in (" ", ""):
                yield f"{number // scale}{gap}{word} {rest}"
                yield f"{number // scale}{gap}{word}{rest}"


def _scales_below(known: Numerals, scale: int) -> Numerals:
    return replace(known, scales=tuple(pair for pair in known.scales if pair[0] < scale))


def _coefficients(number: int, scale: int, known: Numerals) -> Iterator[str]:
    """Yield what stands before a word of scale: `10` before thousand, `1.2` before 万."""
    whole, rest = divmod(number, scale)
    if rest == 0:
        yield from grouped(whole, known)
        return
    if whole == 0 and (number * 10 < scale or scale < 10**6):  # half a million, not half a thousand
        return
    decimals = f"{rest / scale:.{_MOST_DECIMALS}f}"[2:].rstrip("0")
    if int(decimals or 0) * scale == rest * 10 ** len(decimals):
        yield from (f"{whole}{sign}{decimals}" for sign in known.decimals)


def _cut(digits: str, size: int) -> list[str]:
    """Cut digits into groups: the last has three, the others `size`."""
    head, last = digits[:-3], digits[-3:]
    first = len(head) % size
    groups = [head[:first]] if first else []
    return [*groups, *(head[i : i + size] for i in range(first, len(head), size)), last]


def _symbols(language: str, name: str, default: str) -> tuple[str, ...]:
    """Return a sign of the language's own digits and of the Latin ones, the language's first."""
    systems = ["latn", *cldr.merged(language, "number_symbols")]
    symbols = [cldr.merged(language, "number_symbols", system) for system in dict.fromkeys(systems)]
    signs = [symbols[0].get(name, default), *(own[name] for own in symbols if name in own)]
    return tuple(dict.fromkeys(map(plain, [*signs, _ARABIC[name]])))


def _scales(language: str, base: str) -> dict[int, tuple[str, ...]]:
    """Return the words of scale by magnitude: `0 thousand` and `00 thousand` are both of 1000."""
    words: dict[int, dict[str, None]] = {}
    for scale, text in (*_compact_patterns(language), *_han_scales(base)):
        for way in sorted(spellings(base, text)):
            words.setdefault(scale, {})[plain(way)] = None
    return {scale: tuple(ways) for scale, ways in words.items()}


def _compact_patterns(language: str) -> Iterator[tuple[int, str]]:
    lengths = cldr.merged(language, "compact_decimal_formats")
    length = "long" if "long" in lengths else "short"
    for plural in cldr.merged(language, "compact_decimal_formats", length):
        patterns = cldr.merged(language, "compact_decimal_formats", length, plural)
        for magnitude, pattern in patterns.items():
            written = str(getattr(pattern, "pattern", ""))
            word = re.sub("[0.,¤'\\s\u200e\u200f]+", " ", written).strip()
            if word:
                yield int(magnitude) // 10 ** max(written.count("0") - 1, 0), word


def _han_scales(base: str) -> Iterator[tuple[int, str]]:
    if base in ("ja", "yue", "zh"):
        yield from ((int(unicodedata.numeric(sign)), sign) for sign in _HAN_SCALES)
