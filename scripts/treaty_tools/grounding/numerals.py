"""How a language writes numbers: its signs of grouping and decimals, with its words of scale."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from . import cldr
from .scales import SEVERAL, Scale, plain, scales

_ARABIC = {"group": "٬", "decimal": "٫"}
_MINUS = ("-", "−")
_MOST_FORMS = 200
_MOST_DECIMALS = 3


@dataclass(frozen=True)
class Numerals:
    """How a language writes numbers; `scales` are the greatest first."""

    groups: tuple[str, ...]
    decimals: tuple[str, ...]
    scales: tuple[Scale, ...]
    several: str

    def texts(self, *kinds: str) -> tuple[str, ...]:
        """Return every text of some kinds of all scales, the longest first."""
        found = {text for scale in self.scales for kind in kinds for text in getattr(scale, kind)}
        return tuple(sorted(found, key=lambda text: (-len(text), text)))


@lru_cache(maxsize=500)
def numerals(language: str) -> Numerals:
    """Return how a language writes numbers, according to CLDR."""
    base = cldr.base(language)
    decimals = _symbols(language, "decimal", ".")
    groups = [sign for sign in _symbols(language, "group", ",") if sign not in decimals]
    return Numerals(
        groups=tuple(dict.fromkeys([*groups, " ", "'"])),
        decimals=decimals,
        scales=scales(language),
        several=SEVERAL.get(base, ""),
    )


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
def digit_forms(text: str, language: str) -> tuple[str, ...]:
    """Return the ways to write a number in which case matters: in digits, perhaps with a letter, `12M`.

    The number is in plain digits, such as `-2.5`.
    """
    signs, whole, decimals = _taken_apart(text)
    ways = _with_decimals(whole, decimals, numerals(language)) if decimals else _whole(whole, language)
    return tuple(f"{sign}{way}" for way in ways for sign in signs)


def _taken_apart(text: str) -> tuple[tuple[str, ...], int, str]:
    """Return the ways to write the sign of a number, its whole part and its decimals."""
    whole, _, decimals = text.removeprefix("-").partition(".")
    return _MINUS if text.startswith("-") else ("",), int(whole), decimals


def _with_decimals(whole: int, decimals: str, known: Numerals) -> Iterator[str]:
    """Yield a number with decimals in digits; one decimal may be followed by a zero, as in prices."""
    endings = (decimals, f"{decimals}0") if len(decimals) == 1 else (decimals,)
    for sign in known.decimals:
        for ending in endings:
            yield from (f"{way}{sign}{ending}" for way in grouped(whole, known) if sign not in way)


def _whole(number: int, language: str) -> tuple[str, ...]:
    known = numerals(language)
    lettered = (
        f"{coefficient}{letter}"
        for scale in known.scales
        if scale.letters
        for coefficient in _coefficients(number, scale.value, known)
        for letter in scale.letters
    )
    return tuple(dict.fromkeys([*grouped(number, known), *lettered]))


@lru_cache(maxsize=100_000)
def word_forms(text: str, language: str) -> tuple[str, ...]:
    """Return the ways to write a whole number, in plain digits, with words of scale, in lower case."""
    signs, number, decimals = _taken_apart(text)
    if decimals:
        return ()
    ways = dict.fromkeys(islice(_word_forms(number, numerals(language)), _MOST_FORMS))
    return tuple(f"{sign}{way}" for way in ways for sign in signs)


def _word_forms(number: int, known: Numerals) -> Iterator[str]:
    for scale in known.scales:
        for coefficient in _coefficients(number, scale.value, known):
            for word in (*scale.words, *scale.abbreviations):
                yield f"{coefficient} {word}"
                yield f"{coefficient}{word}"
            yield from (f"{word}{gap}{coefficient}" for word in scale.leading for gap in (" ", ""))
        if number == scale.value:
            yield from scale.alone
    yield from _compounds(number, known, 2)


def _compounds(number: int, known: Numerals, depth: int) -> Iterator[str]:
    """Yield a number in two or three parts: `1만2천`, `1 लाख 20 हज़ार`."""
    for scale in known.scales if depth else ():
        if number <= scale.value or number % scale.value == 0:
            continue
        smaller = replace(known, scales=tuple(other for other in known.scales if other.value < scale.value))
        rests = islice(_parts(number % scale.value, smaller, depth - 1), 12)
        for rest in rests:
            for word in scale.words:
                for gap in (" ", ""):
                    yield f"{number // scale.value}{gap}{word} {rest}"
                    yield f"{number // scale.value}{gap}{word}{rest}"


def _parts(number: int, known: Numerals, depth: int) -> Iterator[str]:
    """Yield the ways to write the smaller part of a compound number."""
    yield from grouped(number, known)
    for scale in known.scales:
        for coefficient in _coefficients(number, scale.value, known):
            yield from (f"{coefficient}{gap}{word}" for word in scale.words for gap in (" ", ""))
    yield from _compounds(number, known, depth)


def _coefficients(number: int, scale: int, known: Numerals) -> Iterator[str]:
    """Yield the coefficients of a word of scale: `10` before thousand, `1.2` before 万."""
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
