"""A row of the search index, and the lines of text in which it is found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from ..inline import clean

LABELS = {
    "n": "also written",
    "w": "wrongly called",
    "a": "spelling for search only",
    "f": "figure",
    "g": "in English",
    "q": "words of the passage",
    "p": "place",
    "o": "note",
    "b": "published by",
    "d": "counts or means",
    "e": "about",
    "m": "said to",
}
"""What each kind of line is, by the letter with which it begins; a result says so."""
POINTERS = {"d": "terms", "e": "events", "m": "actors"}
"""Kinds of lines that hold the position of their text in a list, or among the rows of a table."""


@dataclass(frozen=True)
class Entry:
    """A row of the index; the scripts give the names of the fields once, and rows as lists in their order."""

    table: str
    id: str
    title: str
    kind: str = ""
    more: str = ""
    """Further lines that are searched, each after the letter of its kind."""
    actors: Sequence[int] = ()
    """Positions of actors in the list of rows, which begins with them."""
    languages: Sequence[int] = ()
    """Positions in the list of languages."""
    origins: Sequence[int] = ()
    """Positions in the list of independent origins."""
    first: str = ""
    last: str = ""
    status: Sequence[int] = ()
    """Positions in the list of challenges; of an article that differs from the record the first."""
    about: str = ""
    """The type of the event."""
    language: str = ""
    """Of a title that is not in English."""
    direction: str = ""

    def values(self) -> list[Any]:
        """Return the values of the fields, without the empty ones at the end."""
        values = [getattr(self, name) for name in FIELDS]
        while not values[-1]:
            values.pop()
        return values


FIELDS = [field.name for field in fields(Entry)]


def lines(*found: tuple[str, Iterable[str | int | None]]) -> str:
    """Return lines of text, each kind with its letter."""
    made = ((kind, " ".join(clean(str(text)).split())) for kind, texts in found for text in texts if text is not None)
    return "\n".join(f"{kind}{text}" for kind, text in made if text)
