"""Check whether a name, or any other text, occurs in a quote as separate words."""

import unicodedata
from functools import cache

import polars as pl

from .characters import ARABIC_PROCLITICS, JOINERS, SPACELESS, WORD
from .literals import rows_with_match

LONGEST_ENDING = 4
"""Graphemes of a case ending that may follow a name."""

_CONJOINING_SCRIPTS = (
    "DEVANAGARI",
    "BENGALI",
    "GUJARATI",
    "ORIYA",
    "TELUGU",
    "MALAYALAM",
    "KHMER",
    "MYANMAR",
)
"""Scripts in which a virama binds the next consonant into one grapheme (Unicode's GB9c)."""

_ENDING_SCRIPTS = (
    "Latin",
    "Cyrillic",
    "Greek",
    "Armenian",
    "Georgian",
    "Hebrew",
    "Arabic",
    "Devanagari",
    "Bengali",
    "Gurmukhi",
    "Gujarati",
    "Oriya",
    "Tamil",
    "Telugu",
    "Kannada",
    "Malayalam",
    "Sinhala",
    "Ethiopic",
    "Hangul",
)
"""Scripts with spaces between words and endings attached to names."""


def unseen(citations: pl.DataFrame) -> pl.DataFrame:
    """Return `row` and `message` for each row whose value does not occur in its quote as separate words.

    The columns are `row`, `value` and `quote`.
    """
    rows = citations.filter(pl.col("value") != "").select("row", text="quote", needle="value")
    seen = rows_with_match(rows, _is_apart(), _is_a_word())
    failed = rows.join(seen.to_frame(), on="row", how="anti")
    return failed.rechunk().select("row", message=_message())  # pl.format panics on an empty first chunk


def _message() -> pl.Expr:
    contained = pl.col("text").str.contains(pl.col("needle"), literal=True)
    name, advice = pl.col("needle"), "quote the words that show it, or cite it as 'read'"
    return (
        pl.when(contained)
        .then(pl.format("has the name '{}' only as part of another word; " + advice, name))
        .otherwise(pl.format("does not show the name '{}'; " + advice, name))
    )


def _is_apart() -> pl.Expr:
    """Return whether no part of a word touches the name, which saves most rows from the other conditions."""
    before = pl.col("before").str.contains(rf"[{WORD}{JOINERS}]$")
    return ~(before | pl.col("after").str.contains(rf"^[{WORD}]") | _is_extended())


@cache
def _is_a_word() -> pl.Expr:
    return _begins_a_word() & _ends_a_grapheme() & _ends_a_word()


def _begins_a_word() -> pl.Expr:
    before, name = pl.col("before"), pl.col("needle")
    free = ~before.str.contains(rf"[{WORD}{JOINERS}]$")
    spaceless = before.str.contains(f"[{SPACELESS}]$") | name.str.contains(f"^[{SPACELESS}]")
    proclitic = before.str.contains(rf"(?:^|[^{WORD}]){ARABIC_PROCLITICS}$")
    splits_number = before.str.contains(r"\p{N}$") & name.str.contains(r"^\p{N}")
    return free | (spaceless & ~splits_number) | (name.str.contains(r"^\p{Arabic}") & proclitic)


def _ends_a_grapheme() -> pl.Expr:
    after, name = pl.col("after"), pl.col("needle")
    conjunct = name.str.contains(f"[{_viramas()}][{JOINERS}]?$") & after.str.contains(r"^\p{L}")
    syllable = name.str.contains(r"\p{Hangul}$") & after.str.contains(r"^[\x{1160}-\x{11FF}]")
    return ~(_is_extended() | conjunct | syllable)


def _is_extended() -> pl.Expr:
    """Return whether a mark that extends the name's last letter follows."""
    return pl.col("after").str.contains(rf"^[\p{{M}}\p{{gcb=Extend}}\p{{gcb=SpacingMark}}{JOINERS}]")


def _ends_a_word() -> pl.Expr:
    after, name = pl.col("after"), pl.col("needle")
    free = ~after.str.contains(rf"^[{WORD}]")
    spaceless = after.str.contains(f"^[{SPACELESS}]") | name.str.contains(f"[{SPACELESS}]$")
    splits_number = name.str.contains(r"\p{N}$") & after.str.contains(r"^\p{N}")
    ending = (name.str.tail(1) + after).str.contains(_ending())
    return free | (spaceless & ~splits_number) | ending


def _ending() -> str:
    """Return the pattern of a name's last character with an ending of its script, or of one without case on Latin."""
    length = f"{{1,{LONGEST_ENDING}}}"
    same = [rf"\p{{{s}}}(?:[\p{{{s}}}&&\p{{L}}][\p{{M}}{JOINERS}]*){length}" for s in _ENDING_SCRIPTS]
    other = rf"\p{{Latin}}(?:[\p{{L}}--\p{{Latin}}\p{{Cyrillic}}\p{{Greek}}][\p{{M}}{JOINERS}]*){length}"
    return rf"^(?:{'|'.join([*same, other])})(?:$|[^{WORD}])"


def _viramas() -> str:
    """Return the signs that bind the next consonant, for the inside of a character class."""
    return "".join(
        character
        for character in map(chr, range(0x900, 0x1800))
        if unicodedata.combining(character) == 9 and unicodedata.name(character).startswith(_CONJOINING_SCRIPTS)
    )
