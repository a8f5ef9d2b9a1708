"""Decide from the context of a number in a text whether it is the entire number, and no part of a longer one.

The patterns are in the syntax of Rust's `regex` crate, which polars uses.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import polars as pl

from .characters import NOTHING, SPACELESS, WORD
from .numerals import numerals
from .scales import is_unspaced

_SIGN = "[.,'٬٫]"
_HYPHEN = "-‐‑"
DASH = f"[{_HYPHEN}–—~～〜]"

_EDGE = f"(?:$|[^{WORD}])"
_CASED = r"\p{Latin}\p{Cyrillic}\p{Greek}\p{Armenian}\p{Georgian}"
_GLUED = rf"[{_CASED}]\p{{M}}*"
_DESIGNATION = rf"(?:^|[^{WORD}])\p{{Lu}}[{WORD}]*[{_HYPHEN}]"
"""What precedes the number in a designation: `T-72`, `Su-35`; but `mid-2024` and `כ-300` are numbers."""


@lru_cache(maxsize=500)
def digits_alone(language: str) -> pl.Expr:
    """Return whether digits are a whole number: no adjacent sign, letter or word of scale belongs to them."""
    return _alone(language) & ~_scaled_by_neighbour(language)


@lru_cache(maxsize=500)
def number_alone(language: str) -> pl.Expr:
    """Return whether a number in digits or with words of scale is whole."""
    in_digits = pl.col("needle").str.contains("[0-9]$")
    return _alone(language) & pl.when(in_digits).then(~_scaled_by_neighbour(language)).otherwise(_ends(language))


@lru_cache(maxsize=500)
def scale(language: str, edge: str) -> str:
    r"""Return the pattern of what scales the digits before it and ends at an edge; single signs need none.

    Unicode's `\b` is slow in Rust if the text is not ASCII.
    """
    known = numerals(language)
    words = known.texts("words")
    signs = [word for word in words if is_unspaced(word) and len(word) == 1]
    joined = [word for word in words if is_unspaced(word) and len(word) > 1]
    spaced = [word for word in words if not is_unspaced(word)]
    endings = {ending: [word for word in spaced if _longest_ending(word) == ending] for ending in (4, 2)}
    ways = [rf"{any_of(texts)}[\p{{L}}\p{{M}}]{{0,{ending}}}{edge}" for ending, texts in endings.items() if texts]
    ways += [f"{any_of(texts)}{edge}" for texts in [known.texts("abbreviations")] if texts]
    return f"(?:{any_of(signs)}|[ -]?(?i:{any_of(joined)}|{'|'.join(ways) or NOTHING}))"


def any_of(texts: Iterable[str]) -> str:
    """Return the pattern of any of some texts."""
    return f"(?:{'|'.join(map(re.escape, texts)) or NOTHING})"


def spaceless(word: pl.Expr) -> pl.Expr:
    """Return whether a word ends in a script that needs no blank after words."""
    return word.str.contains(rf"[{SPACELESS}\p{{Hangul}}]$")


def _alone(language: str) -> pl.Expr:
    """Return whether no digits or word of scale before or after belong to a number."""
    goes_on = pl.col("after").str.contains(f"^(?:{_SIGN}?[0-9]|{scale(language, _EDGE)})")
    leading = numerals(language).texts("leading")
    begins = ["−", f"[0-9]{_SIGN}?", f"[0-9]{scale(language, '')} ?", _GLUED, _DESIGNATION]
    begins += [f"(?i:{any_of(leading)}) ?"] if leading else []
    begun = pl.col("before").str.contains(f"(?:{'|'.join(begins)})$")
    return ~goes_on & ~begun & ~_grouped_by_blanks()


def _scaled_by_neighbour(language: str) -> pl.Expr:
    """Return whether a letter scales the digits, `12K`, or a word after the end of a range: `10-12 thousand`.

    `12m` may be metres, and `10 M-46` has another meaning.
    """
    letters = [letter for letter in numerals(language).texts("letters") if letter.strip() in "kK" or letter.isupper()]
    glued = [letter for letter in letters if not letter.startswith(" ")]
    spaced = [letter for letter in letters if letter.startswith(" ")]
    letter = rf"{any_of(glued)}{_EDGE}|{any_of(spaced)}(?:$|[^{_HYPHEN}{WORD}'’])"
    spanned = rf"\s?{DASH}\s?[0-9][0-9.,]*(?:{scale(language, _EDGE)}|{letter})"
    return pl.col("after").str.contains(f"^(?:{letter}|{spanned})")


def _grouped_by_blanks() -> pl.Expr:
    """Return whether the number is part of one grouped by blanks: `500` of `10 500`."""
    before, after, number = pl.col("before"), pl.col("after"), pl.col("needle")
    starts = number.str.contains(r"^[0-9]{3}(?:$|[^0-9.,'٬]|[.,٫](?:[0-9]{1,2}|[0-9]{4,})$)")
    follows = before.str.contains(r"(?:^|[^0-9.,])[0-9]{1,3}(?: [0-9]{3})* $")
    ends = number.str.contains(r"^[0-9]{1,3}(?: [0-9]{3})*$")
    leads = after.str.contains(r"^ [0-9]{3}(?:[^0-9]|$)")
    return (starts & follows) | (ends & leads)


def _ends(language: str) -> pl.Expr:
    """Return whether a number's word of scale ends, with or without a case ending, and no smaller part follows."""
    after, number = pl.col("after"), pl.col("needle")
    short = [text.strip() for text in numerals(language).texts("abbreviations", "letters")]
    abbreviated = number.str.contains(f"[0-9 ]{any_of(short)}$")
    word = ~after.str.contains("^ ?[0-9]") & after.str.contains(rf"^[\p{{L}}\p{{M}}]{{0,4}}{_EDGE}")
    sign = spaceless(number) & ~after.str.contains(f"^ [0-9]+{scale(language, _EDGE)}")
    return pl.when(abbreviated).then(after.str.contains(f"^{_EDGE}")).otherwise(word | sign)


def _longest_ending(word: str) -> int:
    """Return how many letters of a case ending may follow a word of scale."""
    return 4 if len(word) > 3 else 2
