"""The characters that words, digits and their boundaries are made of, as classes of regular expressions.

The syntax is that of Rust's `regex` crate, which polars uses: no look-around, so a boundary is a character or an end.
"""

import unicodedata
from functools import lru_cache

import polars as pl

SPACELESS_SCRIPTS = (
    "Han",
    "Hiragana",
    "Katakana",
    "Bopomofo",
    "Thai",
    "Lao",
    "Khmer",
    "Myanmar",
    "Tibetan",
)
"""Scripts without spaces between words, in which the edge of a word is not visible."""

SPACELESS = "".join(rf"\p{{{script}}}" for script in SPACELESS_SCRIPTS) + "ー々〆"
WORD = r"\p{L}\p{M}\p{N}"
"""The inside of a character class: the characters of a word."""

JOINERS = r"\x{200C}\x{200D}"
BLANK = r"\s\x{200E}\x{200F}\x{061C}"
"""The inside of a character class: blanks, and the direction marks that occur among digits."""

NOTHING = "$x"
"""A pattern that never matches, in Rust and in Python."""

PLANES_OF_LETTERS = 0x20000
"""Where Unicode's first two planes end, which hold all scripts and their digits; Han characters follow."""

ARABIC_PROCLITICS = "[وف]?[بلك]?(?:ال)?"
"""Words that Arabic writes together with the next: and, so, with, to, like, the."""


def plain_digits(text: pl.Expr) -> pl.Expr:
    """Write the digits of every script as 0 to 9."""
    digits = _foreign_digits()
    return text.str.replace_many(list(digits), list(digits.values()))


def with_plain_digits(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """Write a column's digits as 0 to 9, rewriting only rows that have others."""
    foreign = pl.col(column).str.contains(r"[\p{Nd}--0-9]")
    if not rows.select(foreign.any()).item():
        return rows
    return pl.concat([rows.filter(~foreign), rows.filter(foreign).with_columns(plain_digits(pl.col(column)))])


def text_with_plain_digits(text: str) -> str:
    """Return one text with the digits of every script as 0 to 9, each at its offset."""
    return text if text.isascii() else text.translate({ord(c): digit for c, digit in _foreign_digits().items()})


@lru_cache(maxsize=1)
def _foreign_digits() -> dict[str, str]:
    return {
        character: str(digit)
        for character in map(chr, range(128, PLANES_OF_LETTERS))
        if (digit := unicodedata.decimal(character, None)) is not None
    }
