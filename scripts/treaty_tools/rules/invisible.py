"""Find characters that no cell may hold, and name them."""

import unicodedata

import polars as pl

from ..reporting.found import shown
from .characters import FLAG, FORMAT, UNSAFE

_ADVICE = {
    "\n": "a line break; write the text in one line",
    "\t": "a tab; write a space",
    "\u2028": "a line break; write the text in one line",
    "\u2029": "a line break; write the text in one line",
    "\ufeff": "a byte order mark; remove it",
    "\ufffd": "which stands for text that was lost; restore it",
}


def has(cell: pl.Expr, characters: str = UNSAFE) -> pl.Expr:
    """Return whether a cell holds one of some characters, tags in emoji of flags excepted."""
    there = cell.str.contains(f"[{characters}]")
    return pl.when(there).then(cell.str.replace_all(FLAG, "").str.contains(f"[{characters}]")).otherwise(there)


def message(cell: pl.Expr, characters: str = FORMAT) -> pl.Expr:
    """Return what is wrong with a cell that ``has`` one of some characters: its code point and name, and what to do."""
    first = cell.str.replace_all(FLAG, "").str.extract(f"([{characters}])")
    return pl.format("{} contains {}", shown(cell), first.map_batches(_described, return_dtype=pl.String))


def _described(characters: pl.Series) -> pl.Series:
    """Return each of some characters by code point and name, with what to do."""
    known = characters.unique().drop_nulls()
    return characters.replace_strict(known, [described(each) for each in known], default=None, return_dtype=pl.String)


def described(character: str) -> str:
    """Return a character by code point and name, with what to do: ``U+202E RIGHT-TO-LEFT OVERRIDE, ...``."""
    code = ord(character)
    name = unicodedata.name(character, "")
    if code < 0x20 or 0x7F <= code < 0xA0:
        kind = "a control character; remove it"
    elif code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        kind = "a noncharacter; remove it"
    else:
        kind = "an invisible character; remove it"
    return f"U+{code:04X}{name and ' ' + name}, {_ADVICE.get(character, kind)}"
