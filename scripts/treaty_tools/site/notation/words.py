"""How values are said in English: dates, figures, languages, countries; and which way foreign words run."""

import re
import unicodedata
from functools import lru_cache

import babel
import pycountry
from babel.core import get_global
from babel.dates import get_month_names

from treaty_record.values import edtf, figure

from ...reporting.text import count as count

_MONTHS = get_month_names("wide", locale="en")
_QUALIFIERS = {"?": "perhaps ", "~": "about ", "%": "perhaps about "}
_SIGNS = {"~": "about ", ">": "more than ", ">=": "at least ", "<": "fewer than ", "<=": "at most ", "": ""}
_SCALES = {1: "", 1_000: "thousands", 10**6: "millions", 10**9: "billions", 10**12: "trillions"}
_TIMES = {1: "", 10: "tens", 100: "hundreds"}
_MAGNITUDES = {
    times * scale: " of ".join(filter(None, [some, name]))
    for scale, name in _SCALES.items()
    for times, some in _TIMES.items()
}
"""Tens, hundreds, thousands, tens of thousands and so on."""
RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
"""Scripts written from right to left; Babel knows them too, but loads each language's data to say so."""
SCRIPT = 4
"""Letters of a code for a script."""
_WAYS = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_TAG = re.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")


@lru_cache(maxsize=100_000)
def date(text: str) -> str:
    """Return a date in EDTF as English says it, the text itself where it is none."""
    try:
        ends = [_plain(end) for end in edtf.endpoints(text)]
    except ValueError:
        return text
    if text.startswith("["):
        return f"some time from {ends[0]} to {ends[1]}"
    if text.startswith("../"):
        return f"by {ends[0]}"
    if text.endswith("/.."):
        return f"from {ends[0]} on"
    return _QUALIFIERS.get(text[-1], "") + " to ".join(ends)


def _plain(end: str) -> str:
    year, *rest = end.split("-")
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    month = [_MONTHS[int(rest[0])]] if rest else []
    return " ".join([*day, *month, year])


@lru_cache(maxsize=100_000)
def number(text: str) -> str:
    """Return a figure as English says it, the text itself where it is none."""
    try:
        first, *rest = figure.numbers(text)
    except ValueError:
        return text
    if rest:
        return f"{first:,} to {rest[0]:,}"
    if text.endswith("s"):
        return _MAGNITUDES.get(int(first), f"some {first:,}s")
    return f"{_SIGNS[figure.mark(text)]}{first:,}"


@lru_cache(maxsize=1_000)
def language(tag: str) -> str:
    """Return the English name of a language, the tag itself where it is not known."""
    names = babel.Locale("en").languages
    whole = tag.replace("-", "_")
    return str(names.get(whole) or _with_tag(names.get(whole.partition("_")[0]), tag))


def _with_tag(name: str | None, tag: str) -> str:
    return f"{name} ({tag})" if name else tag


@lru_cache(maxsize=1_000)
def country(code: str) -> str:
    """Return the English name of a country, the code itself where it is not known."""
    found = pycountry.countries.get(alpha_3=code)
    return str(babel.Locale("en").territories.get(found.alpha_2, found.name)) if found else code


def tag(language: str | None) -> str | None:
    """Return a language as the ``lang`` of an element, None where it is no BCP 47 tag."""
    return language if language and _TAG.fullmatch(language) else None


def direction(text: str, language: str | None) -> str:
    """Return which way a text runs: its language's way if a letter of it runs so, else its first letter's."""
    ways = filter(None, map(_WAYS.get, map(unicodedata.bidirectional, text)))
    first = next(ways, None)
    if language and _runs_left(language):
        return "rtl" if first in ("rtl", None) or "rtl" in ways else "ltr"
    return first or "ltr"


@lru_cache(maxsize=1_000)
def _runs_left(language: str) -> bool:
    """Return whether a language is written from right to left, by its script."""
    try:
        locale = babel.Locale.parse(language, sep="-")
    except (ValueError, babel.UnknownLocaleError):
        return False
    likely = get_global("likely_subtags").get(locale.language, "")
    return (locale.script or next((part for part in likely.split("_") if len(part) == SCRIPT), "")) in RIGHT_TO_LEFT
