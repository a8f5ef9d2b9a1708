"""Passages: the places in articles that rows rest on."""

import pandera.polars as pa

from .notation import SHA256
from .table import Table, derived, key, reference, text

PLACE = "^(?:title|lead|caption|excerpt|p[1-9][0-9]*(?:-[1-9][0-9]*)?)$"


class Passage(Table):
    """One place in an article."""

    passage_id: str = key("Stable identifier: the article's, a dot, a name.", parts=2)
    article_id: str = reference("articles", "The article it stands in.")
    place: str = text(
        "Where it stands: title, lead, caption, a paragraph (p3) or several (p4-5), counted in non-blank lines of "
        "the text from 1, or excerpt where the position is not known.",
        pattern=PLACE,
        form="title, lead, caption, excerpt, a paragraph (p3) or several (p4-5)",
    )
    start: int = pa.Field(
        ge=0,
        nullable=True,
        description="Code point of the text (where the place is title, of the title) at which the quote begins.",
    )
    end: int = derived("Code point after the quote's last.", nullable=True, least=1)
    quote: str = text("The exact words in their own script; empty where only the gloss is given.", nullable=True)
    quote_sha256: str = text(
        "SHA-256 of the quote in UTF-8.",
        pattern=SHA256,
        form="64 hexadecimal digits",
        nullable=True,
        derived=True,
    )
    gloss: str = text("What the passage says, in English, in our words.")
    origin_id: str = reference(
        "actors",
        "Who reported first what this passage reports, where it is not the article's origin.",
        nullable=True,
    )
    note: str = text("What a reader should know of it.", nullable=True)
