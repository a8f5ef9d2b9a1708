"""Find characters that no cell may contain, and name them."""

import unicodedata

import polars as pl

from .characters import FLAG, FORMAT, UNSAFE
from .quoted import shown

_ADVICE = {
    "\n": "a line break; write the text on one line",
    "\t": "a tab; write a space",
    "\u2028": "a line break; write the text on one line",
    "\u2029": "a line break; write the text on one line",
    "\ufeff": "a byte order mark; remove it",
    "\ufffd": "which stands for text that was lost; restore it",
}


def has(cell: pl.Expr, characters: str = UNSAFE) -> pl.Expr:
    """Return whether a cell contains one of some characters, except tags in emoji of flags."""
    there = cell.str.contains(f"[{characters}]")
    return pl.when(there).then(cell.str.replace_all(FLAG, "").str.contains(f"[{characters}]")).otherwise(there)


def message(cell: pl.Expr, characters: str = FORMAT) -> pl.Expr:
    """Return the message on a cell that ``has`` one of some characters: its code point, its name, and what to do."""
    first = cell.str.replace_all(FLAG, "").str.extract(f"([{characters}])")
    return pl.format("{} contains {}", shown(cell), first.map_batches(_described, return_dtype=pl.String))


def _described(characters: pl.Series) -> pl.Series:
    """Return the code point and name of each character, with what to do."""
    known = characters.unique().drop_nulls()
    return characters.replace_strict(known, [described(each) for each in known], default=None, return_dtype=pl.String)


def described(character: str) -> str:
    """Return the code point and name of a character, with what to do: ``U+202E RIGHT-TO-LEFT OVERRIDE, ...``."""
    code = ord(character)
    name = unicodedata.name(character, "")
    if code < 0x20 or 0x7F <= code < 0xA0:
        kind = "a control character; remove it"
    elif code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        kind = "a noncharacter; remove it"
    else:
        kind = "an invisible character; remove it"
    return f"U+{code:04X}{name and ' ' + name}, {_ADVICE.get(character, kind)}"
