"""Retirements: released rows that were removed, and why."""

from ..values.patterns import ROW_ID, VERSION
from .citation import CITED_TABLES
from .table import Table, key_part, term, text
from .term import terms

RETIRED_TABLES = {**terms(passages="Places in articles."), **CITED_TABLES}
"""Every table whose rows have one id that people cite, and so must not disappear silently."""


class Retirement(Table):
    """A released row that was removed, and why."""

    row_table: str = key_part(term(RETIRED_TABLES, "Table of the removed row."))
    row_id: str = key_part(
        text(
            "Key of the removed row.",
            pattern=ROW_ID,
            form="a row's key: lower-case words, digits, hyphens and dots",
        )
    )
    retired_in: str = text(
        "First version without the row.",
        pattern=VERSION,
        form="a version such as 1.2.0",
    )
    reason: str = text("Why it was removed.")
    replaced_by: str = text(
        "Key of the row of the same table that replaces it.",
        pattern=ROW_ID,
        form="a row's key: lower-case words, digits, hyphens and dots",
        nullable=True,
    )
