"""What charts say in words."""

import re

from ..notation import words

_MONTH = re.compile(r"\b([A-Z][a-z]{2})[a-z]+(?= \d{4})")


def day(text: str) -> str:
    """Return a date in EDTF in few letters: ``11 Nov 2024``, ``by 5 Dec 2024``."""
    return _MONTH.sub(r"\1", words.date(text))


def cut_off(shown: int, all_of_them: int, what: str, which: str) -> str:
    """Return a sentence on what a chart leaves out, nothing where it shows all."""
    return f" Of {all_of_them:,} {what} it shows {shown}: {which}." if shown < all_of_them else ""
