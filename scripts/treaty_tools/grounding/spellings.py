"""Other spellings of CLDR's names of months and weekdays and of its words of scale."""

import re
from collections.abc import Mapping

from . import cldr

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
    "uk": (("а$", "у"), ("я$", "ю")),
    "vi": (("nghìn", "ngàn"), ("tỷ", "tỉ")),
}
"""Replacements for parts (patterns) of CLDR's words.

These are other spellings in use, the accusative (`в среду`), adjectives (`12-tysięczny`) and Turkish capitals.
"""


def spellings(base: str, text: str) -> set[str]:
    """Return the spellings of one of CLDR's words in a language."""
    ways = {cldr.nfc(text)}
    for old, new in _SPELLINGS.get(base, ()):
        ways |= {cldr.nfc(re.sub(old, new, way)) for way in ways}
    return ways
