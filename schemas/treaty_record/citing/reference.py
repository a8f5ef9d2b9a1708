"""What a citation says, as the pieces from which every style is made."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Piece(NamedTuple):
    """A part of a citation's text: ``field`` names what it is, and is empty for what joins the fields."""

    field: str
    text: str


@dataclass(frozen=True)
class Source:
    """The article that a row rests on first."""

    publisher: str = ""
    title: str = ""
    """Its headline, in its own script."""
    gloss: str = ""
    published: str = ""
    """EDTF."""
    url: str = ""

    def __str__(self) -> str:
        """Return publisher, headline with its English translation, date and address."""
        title = f"“{self.title}”" if self.title else ""
        gloss = f"[{self.gloss}]" if self.gloss else ""
        headline = " ".join(filter(None, (title, gloss)))
        return ", ".join(filter(None, (self.publisher, headline, self.published, self.url)))


@dataclass(frozen=True)
class Reference:
    """A citation of a data set, or of one row or page of it."""

    authors: Sequence[str]
    dataset: str
    version: str
    day: str
    """Day of the data, ISO 8601; empty if not known."""
    address: str
    """Where it is published: that of the page if the site has one; may be empty."""
    name: str
    """The name of the package."""
    title: str = ""
    """What a row or a page is called; empty for the data set itself."""
    row: str = ""
    """The row, as ``table/key``."""
    source: str = ""

    @property
    def key(self) -> str:
        """Return the key by which reference managers know it."""
        return "-".join(filter(None, (self.name, self.row.replace("/", "-").replace(".", "-"))))

    @property
    def authors_text(self) -> str:
        """Return the authors in one text."""
        return "; ".join(self.authors)

    def pieces(self) -> list[Piece]:
        """Return the citation in the order in which it is read."""
        parts: list[tuple[str, Piece, str]] = [
            ("", Piece("author", self.authors_text), ""),
            (" (", Piece("issued", self.day), ")"),
            (". ", Piece("title", self.title), ""),
            (" [", Piece("row", self.row), "]"),
            (". In: " if self.title else ". ", Piece("dataset", self.dataset), ""),
            (", version ", Piece("version", self.version), ""),
            (". ", Piece("url", self.address), ""),
            (". Source: ", Piece("source", self.source), ""),
        ]
        return [piece for before, middle, after in parts if middle.text for piece in _joined(before, middle, after)]

    def text(self) -> str:
        """Return the citation as plain text."""
        said = "".join(piece.text for piece in self.pieces()).removeprefix(". ").removeprefix(" (")
        return said if said.endswith((".", "/")) else f"{said}."


def _joined(before: str, middle: Piece, after: str) -> list[Piece]:
    return [piece for piece in (Piece("", before), middle, Piece("", after)) if piece.text]
