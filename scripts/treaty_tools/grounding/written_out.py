"""Rewrite quotes so that every number is in full, for numbers that were not found in the original form."""

from functools import lru_cache, partial

import polars as pl
import regex
from babel.core import get_global

from . import cjk_numerals, cldr
from .calendars import calendar
from .characters import WORD
from .number_edges import DASH, any_of, scale
from .numerals import numerals
from .rewriting import Rewriter, rewritten

_COUNT = "[0-9]{1,3}(?:[.,][0-9]{1,3})?"
_CURRENCIES = ("RM", "Rp", "Rs")
"""Signs written next to amounts in any language; CLDR has them only for their countries' languages."""


def written_out(texts: pl.Series, language: str) -> pl.Series:
    """Return texts with spelled-out numbers in digits, and with a word of scale after both ends of a range."""
    texts = texts.str.replace_all(_glued_currency(language), "$1$2 $3")
    texts = texts.str.replace_all(r"([0-9])[-‐‑](\p{L})", "$1 $2")  # 12-тысячный
    for rewriter in _rewriters(language):
        texts = rewritten(texts, rewriter)
    return texts


@lru_cache(maxsize=500)
def _rewriters(language: str) -> tuple[Rewriter, ...]:
    ranges = _range(language)
    found = [Rewriter(ranges, partial(regex.sub, ranges, _scaled_at_both_ends))]  # compiled when a text matches
    base = cldr.base(language)
    if base in cjk_numerals.LANGUAGES:
        found.insert(0, Rewriter(cjk_numerals.SPELLED, partial(cjk_numerals.with_digits, language=base)))
    return tuple(found)


def _range(language: str) -> str:
    """Return the pattern of a range with one word of scale: `10-12 thousand`, `от 10 до 12 тысяч`."""
    joint = rf"\s?{DASH}\s?|\s?{any_of(calendar(language).joining_words)}\s?"
    edge = r"\b"
    letter = any_of(numerals(language).texts("letters"))
    return rf"(^|[^0-9.,])({_COUNT})({joint})({_COUNT})({scale(language, edge)}|{letter}{edge})"


def _scaled_at_both_ends(found: regex.Match[str]) -> str:
    edge, low, joint, high, scale = found.groups()
    ascending = float(low.replace(",", ".")) < float(high.replace(",", "."))
    return f"{edge}{low}{scale}{joint}{high}{scale}" if ascending else found[0]


@lru_cache(maxsize=500)
def _glued_currency(language: str) -> str:
    """Return the pattern of letters for a currency right before an amount: `EUR300`, `Rp500.000`."""
    symbols = [*get_global("all_currencies"), *cldr.merged(language, "currency_symbols").values(), *_CURRENCIES]
    signs = sorted({symbol for symbol in symbols if len(symbol) > 1 and symbol.isalpha()})
    return rf"(^|[^{WORD}])({any_of(signs)})([0-9])"
