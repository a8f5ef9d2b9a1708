"""Retirements: rows that are gone, and why."""

from .citation import CITED_TABLES
from .notation import ROW_ID, VERSION
from .table import Table, key_part, term, text
from .term import terms

RETIRED_TABLES = {**terms(passages="Places in articles."), **CITED_TABLES}
"""Every table whose rows people cite by one id: what is cited must not disappear, nor what cites."""


class Retirement(Table):
    """A row that is gone, and why."""

    row_table: str = key_part(term(RETIRED_TABLES, "The table that the row was in."))
    row_id: str = key_part(
        text(
            "The key that the row had.",
            pattern=ROW_ID,
            form="a row's key: lower-case words, digits, hyphens and dots",
        )
    )
    retired_in: str = text(
        "The version from which on it is gone.",
        pattern=VERSION,
        form="a version such as 1.2.0",
    )
    reason: str = text("Why it is gone.")
    replaced_by: str = text(
        "The key of the row of the same table that stands for it now.",
        pattern=ROW_ID,
        form="a row's key: lower-case words, digits, hyphens and dots",
        nullable=True,
    )
