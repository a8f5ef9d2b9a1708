"""The words of scale of a language: thousand, million, and their abbreviations, from CLDR's compact numbers."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from . import cldr
from .spellings import spellings

SEVERAL: Mapping[str, str] = {"ja": "数", "ko": "수", "yue": "數数", "zh": "數数"}
"""The sign for "several" before a word of scale: thousands are 수천, 数千."""

_HAN_SCALES = "百千万萬亿億"
"""Signs of scale that CLDR, which shortens numbers, has only in part; Unicode has their values."""

_PRESS: Mapping[str, Mapping[int, str]] = {
    "de": {10**3: "tsd"},
    "en": {10**3: "k", 10**6: "m mn mln", 10**9: "bn bln", 10**12: "tn trn trln"},
    "fr": {10**9: "mds"},
}
"""Abbreviations that newspapers and agencies use and CLDR does not have."""

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uac00-\ud7af]")

_Kind: TypeAlias = Literal["words", "abbreviations", "letters", "leading", "alone"]


@dataclass(frozen=True)
class Scale:
    """A magnitude and the texts that express it, in lower case except for `letters`.

    `words` may take case endings, `abbreviations` may not. `letters` are abbreviations of one letter in CLDR's case,
    after CLDR's blank. `leading` precede the digits; `alone` means one unit without any digits.
    """

    value: int
    words: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()


class _Text(NamedTuple):
    value: int
    kind: _Kind
    text: str


class _Pattern(NamedTuple):
    """A compact number of CLDR: its scale, the texts around the digits, and how many digits there are."""

    value: int
    before: str
    zeros: int
    after: str


@lru_cache(maxsize=500)
def scales(language: str) -> tuple[Scale, ...]:
    """Return a language's scales, the greatest first."""
    base = cldr.base(language)
    texts = [*_long(language, base), *_han(base), *_short(language, base), *_press(base)]
    words = {(text.value, text.text) for text in texts if text.kind == "words"}
    found: dict[int, dict[str, dict[str, None]]] = {}
    for text in texts:
        if text.kind != "abbreviations" or (text.value, text.text) not in words:
            found.setdefault(text.value, {}).setdefault(text.kind, {})[text.text] = None
    return tuple(
        Scale(value, **{kind: tuple(ways) for kind, ways in found[value].items()})
        for value in sorted(found, reverse=True)
    )


def is_unspaced(word: str) -> bool:
    """Return whether a word's script has no blanks between words, or none between digits and words of scale."""
    return bool(_UNSPACED.match(word))


def plain(text: str) -> str:
    """Return a text of CLDR as quotes are compared: in lower case, with plain blanks and apostrophes."""
    return _plain_signs(text).lower()


def _plain_signs(text: str) -> str:
    return re.sub("[’ʼ]", "'", re.sub(r"\s", " ", cldr.nfc(text)))


def _long(language: str, base: str) -> Iterator[_Text]:
    """Yield the words of CLDR's long forms; Chinese, Japanese and Korean have them among the short ones."""
    patterns = _patterns(language, "long") or [p for p in _patterns(language, "short") if is_unspaced(p.after)]
    for value, before, zeros, after in patterns:
        if not zeros:
            yield _Text(value, "alone", plain(before))
        kind: _Kind = "leading" if zeros and before else "words"
        for way in sorted(spellings(base, before or after.strip())):
            yield _Text(value, kind, plain(way))


def _short(language: str, base: str) -> Iterator[_Text]:
    for value, before, _, after in _patterns(language, "short"):
        text = before or after.strip().rstrip(".॰")
        if before:
            yield _Text(value, "leading", plain(before))
        elif _is_letter(text):
            yield _Text(value, "letters", _plain_signs(after).rstrip("."))
        else:
            yield from (_Text(value, "abbreviations", plain(way)) for way in sorted(spellings(base, text)))


def _press(base: str) -> Iterator[_Text]:
    for value, texts in _PRESS.get(base, {}).items():
        yield from (_Text(value, "letters" if _is_letter(text) else "abbreviations", text) for text in texts.split())


def _han(base: str) -> Iterator[_Text]:
    if base in ("ja", "yue", "zh"):
        yield from (_Text(int(unicodedata.numeric(sign)), "words", sign) for sign in _HAN_SCALES)


def _is_letter(text: str) -> bool:
    """Return whether a text is a single letter of a script with case: `M`, which may also be a unit or an initial."""
    return len(text) == 1 and text.lower() != text.upper()


def _patterns(language: str, length: str) -> list[_Pattern]:
    """Return CLDR's compact numbers of one length, except for those with text on both sides of the digits."""
    path = ("compact_decimal_formats", length)
    found: dict[_Pattern, None] = {}
    for plural in {**cldr.root(*path), **cldr.merged(language, *path)}:
        patterns = {**cldr.root(*path, plural), **cldr.merged(language, *path, plural)}
        for magnitude, pattern in patterns.items():
            parsed = _parsed(int(magnitude), str(getattr(pattern, "pattern", "")))
            if bool(parsed.before) != bool(parsed.after):
                found[parsed] = None
    return list(found)


def _parsed(magnitude: int, pattern: str) -> _Pattern:
    positive = re.sub("[\u200e\u200f'¤]", "", pattern.partition(";")[0])
    before = positive.partition("0")[0]
    after = positive[len(before) :].lstrip("0")
    zeros = len(positive) - len(before) - len(after)
    return _Pattern(magnitude // 10 ** max(zeros - 1, 0), before.strip(), zeros, after.rstrip())
