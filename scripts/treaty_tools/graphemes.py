"""Where one written character ends and the next begins (Unicode Standard Annex 29)."""

import re
import unicodedata

PLAIN = "\u0300"
"""Below this nothing joins what stands before it."""
REACH = 64
"""How far back a boundary depends on what stands before it; longer runs are no writing."""

ZWJ = "\u200d"
_LINKERS = frozenset("\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d")
_PREPENDED = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e")
_EXTENDING = re.compile("[\u0e33\u0eb3\uff9e\uff9f\u200c\u200d🏻-🏿\U000e0020-\U000e007f]")
_PICTURE = re.compile("[©®‼⁉™ℹ↔-⯿〰〽㊗㊙🀀-\U0001f1e5🈀-🏺\U0001f400-\U0001faff]")
_FLAG_LETTER = re.compile("[🇦-🇿]")
_CONSONANT = re.compile(
    "[\u0915-\u0939\u0958-\u095f\u0978-\u097f\u0995-\u09b9\u09dc-\u09df\u09f0\u09f1"
    "\u0a95-\u0ab9\u0af9\u0b15-\u0b39\u0b5c-\u0b5f\u0b71\u0c15-\u0c39\u0c58-\u0c5a\u0d15-\u0d3a]"
)
_OPEN_SYLLABLES = "".join(map(chr, range(0xAC00, 0xD7A4, 28)))
_HANGUL = re.compile(
    "[\u1100-\u115f\ua960-\ua97c][\u1100-\u11a7\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7c6]"
    f"|[\u1160-\u11a7\ud7b0-\ud7c6{_OPEN_SYLLABLES}][\u1160-\u11ff\ud7b0-\ud7fb]"
    "|[\u11a8-\u11ff\ud7cb-\ud7fb\uac00-\ud7a3][\u11a8-\u11ff\ud7cb-\ud7fb]"
)


def inside(text: str, at: int) -> bool:
    """Tell whether an offset lies within a grapheme, so that cutting there would break it."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if after < PLAIN:
        return before in _PREPENDED and after >= " "
    if before <= " ":
        return before == " " and extends(after)
    if _stands_alone(before) or _stands_alone(after):
        return False
    if extends(after) or before in _PREPENDED or _HANGUL.match(text, at - 1):
        return True
    return _joins_emoji(text, at) or _halves_flag(text, at) or _joins_conjunct(text, at)


def whole(text: str, start: int, end: int) -> bool:
    """Tell whether a range begins and ends on grapheme boundaries."""
    return not inside(text, start) and not inside(text, end)


def boundary_before(text: str, at: int) -> int:
    """Return the last boundary at or before an offset."""
    while inside(text, at):
        at -= 1
    return at


def boundary_after(text: str, at: int) -> int:
    """Return the first boundary at or after an offset."""
    while inside(text, at):
        at += 1
    return at


def extends(character: str) -> bool:
    """Tell whether a character belongs to the one before it: a mark, a joiner, a skin tone."""
    return unicodedata.category(character)[0] == "M" or bool(_EXTENDING.match(character))


def _stands_alone(character: str) -> bool:
    """Tell whether a character is a control, which nothing joins."""
    category = unicodedata.category(character)
    if category == "Cf":
        return character not in _PREPENDED and not _EXTENDING.match(character)
    return category in ("Cc", "Zl", "Zp")


def _joins_emoji(text: str, at: int) -> bool:
    """Tell whether a joiner ties the symbol after it to the one before."""
    if text[at - 1] != ZWJ or not _PICTURE.match(text, at):
        return False
    base = at - 2
    while base > max(0, at - REACH) and text[base] != ZWJ and extends(text[base]):
        base -= 1
    return base >= 0 and bool(_PICTURE.match(text, base))


def _halves_flag(text: str, at: int) -> bool:
    """Tell whether an offset lies between the two letters of a flag."""
    if not _FLAG_LETTER.match(text, at):
        return False
    first = at
    while first > max(0, at - REACH) and _FLAG_LETTER.match(text, first - 1):
        first -= 1
    return (at - first) % 2 == 1


def _joins_conjunct(text: str, at: int) -> bool:
    """Tell whether a virama ties the consonant after it to the one before, as in ক্ষ."""
    if not _CONSONANT.match(text, at):
        return False
    base = at - 1
    while base > max(0, at - REACH) and (text[base] == ZWJ or unicodedata.category(text[base]) == "Mn"):
        base -= 1
    return bool(_CONSONANT.match(text, base)) and not _LINKERS.isdisjoint(text[base + 1 : at])
