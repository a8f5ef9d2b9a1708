"""The result of looking up the words of one passage in the text of its article."""

from typing import NamedTuple

STATUSES = (
    "match",
    "moved",
    "ambiguous",
    "missing",
    "misplaced",
    "badly pinned",
    "not visible",
    "wrong document",
    "unreadable",
    "not held",
)
"""The possible results for a passage, in the order of the report."""

ERRORS = ("ambiguous", "missing", "misplaced", "badly pinned", "not visible", "wrong document", "unreadable")
"""The results that make the command fail."""

TITLE = "title"
"""The place of passages whose words are those of the article's title."""


class Words(NamedTuple):
    """The words of one passage: a quote, or the pins at its start and end; neither if it is the whole title."""

    place: str | None
    start: int | None
    quote: str | None
    begins: str | None
    ends: str | None


class Finding(NamedTuple):
    """The result for one passage: its status, the range where it was found, and an explanation."""

    status: str
    found: int | None = None
    end: int | None = None
    note: str | None = None
