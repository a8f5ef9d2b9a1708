"""What charts say in words."""

import re
from collections.abc import Mapping
from typing import Any

from ...reporting.text import count
from ..notation import words

_MONTH = re.compile(r"\b([A-Z][a-z]{2})[a-z]+(?= \d{4})")
NOBODY = "nobody named"


def day(text: str) -> str:
    """Return a date in EDTF in few letters: ``11 Nov 2024``, ``by 5 Dec 2024``."""
    return _MONTH.sub(r"\1", words.date(text))


def cut_off(shown: int, all_of_them: int, what: str, which: str) -> str:
    """Return a sentence on what a chart leaves out, nothing if it shows all."""
    return f" Of {all_of_them:,} {what} it shows {shown:,}: {which}." if shown < all_of_them else ""


def only_in_table(many: int, what: str, why: str) -> str:
    """Return a sentence on rows that have no place in a chart, nothing if there are none."""
    return f" Only in the table: {count(many, what)} {why}." if many else ""


def sources(row: Mapping[str, Any]) -> str:
    """Return how many independent sources a row has."""
    if row["n_origins"]:
        return count(row["n_origins"], "independent source")
    return "only announced" if row["n_announcing"] else "no independent source"


def when(claim: Mapping[str, Any], written: Any = day) -> str:
    """Return when a claim was made, or the time that it refers to, after a comma; nothing if neither is known."""
    if claim["said_on"]:
        return f", {written(claim['said_on'])}"
    return f", as of {written(claim['as_of'])}" if claim["as_of"] else ""


def claimed(claim: Mapping[str, Any], says: str) -> str:
    """Return who claims what, when, and how many independent sources report it."""
    who = claim["claimant"] or NOBODY
    return f"{who}{when(claim)}: {says}. {claim['statement']} ({sources(claim)})"
