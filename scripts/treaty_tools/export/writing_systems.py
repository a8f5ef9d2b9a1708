"""How a spreadsheet shows text in each script: from which side it is read, and a font that has its letters."""

import re
import unicodedata
from collections.abc import Mapping

FONTS: Mapping[str, re.Pattern[str]] = {
    "Nirmala UI": re.compile("[\u0900-\u0dff]"),  # Devanagari, Bengali and the other scripts of India
    "Arial": re.compile("[\u0590-\u07ff\u08a0-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]"),  # Hebrew, Arabic
    "Leelawadee UI": re.compile("[\u0e00-\u0eff\u1780-\u17ff]"),  # Thai, Lao, Khmer
    "Myanmar Text": re.compile("[\u1000-\u109f]"),
    "Malgun Gothic": re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]"),  # Korean
    "Yu Gothic": re.compile("[\u3040-\u30ff]"),  # Japanese, which has these beside Chinese characters
    "Microsoft YaHei": re.compile("[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"),
}
"""The font for texts with certain letters, the first that fits; where it is not installed, programs take another."""


def font(text: str) -> str | None:
    """Return the font for a text, None where any will do."""
    if text.isascii():
        return None
    return next((name for name, letters in FONTS.items() if letters.search(text)), None)


def right_to_left(text: str) -> bool:
    """Tell whether a text is read from the right: its first letter decides (Unicode Bidirectional Algorithm, P2)."""
    if text.isascii():
        return False
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((direction for direction in directions if direction in ("L", "R", "AL")), "L") != "L"
