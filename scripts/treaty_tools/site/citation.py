"""A citation as the pages need it, with its passage and its article."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Citation:
    """What a passage says about a row, with the passage and its article."""

    table: str
    row_id: str
    column: str
    says: str | None
    basis: str
    side: str
    """What the passage does to the row, one of ``facts.sides.SIDES``."""
    passage: Row
    article: Row
    origin: str | None
    """Independent origin that the article gives the row, or if it does not count, that of the passage, if known."""
    counted: bool
    """Whether the article counts as a source; a scraped copy does not."""
    dated: str | None
    """The date of the article, of an undated copy that of the text it copies, EDTF."""
    link: str | None
    """The address at which the article opens at the passage."""
