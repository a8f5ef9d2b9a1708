"""Passages: the places in articles that support rows."""

import pandera.polars as pa

from ..values.patterns import SHA256
from ..values.pins import LONGEST_PIN, LONGEST_UNSPACED, MOST_WORDS
from .table import Table, derived, key, reference, term, text, words
from .term import ORIGIN_BASES

PLACE = "^(?:title|lead|caption|excerpt|p[1-9][0-9]*(?:-[1-9][0-9]*)?)$"


class Passage(Table):
    """A place in an article."""

    passage_id: str = key("Stable identifier: the article's id, a dot, a name.", parts=2)
    article_id: str = reference("articles", "The article that contains it.")
    place: str = text(
        "Position in the article: title, lead, caption, a paragraph (p3) or several (p4-5), counting the paragraphs of "
        "the body from 1 as a reader does, or excerpt if the position is not known. The words of a passage in the "
        "title are the title: it needs no pin.",
        pattern=PLACE,
        form="title, lead, caption, excerpt, a paragraph (p3) or several (p4-5)",
    )
    start: int = pa.Field(
        ge=0,
        nullable=True,
        description="Offset of the quote in the text (for a title: in the title), in code points.",
    )
    end: int = derived("Offset just past the end of the quote, in code points.", nullable=True, least=1)
    quote: str = words(
        "The exact words in their own script, if the package's quotation policy names the article; at most as many "
        "code points as the policy allows. Words of titles may always be quoted.",
        nullable=True,
    )
    quote_sha256: str = text(
        "SHA-256 of the quote in UTF-8.",
        pattern=SHA256,
        form="64 hexadecimal digits",
        nullable=True,
        derived=True,
    )
    begins: str = words(
        "First few words of the passage, exactly as the text has them: with ends, a pin by which browsers and programs "
        f"find it again, ignoring case. As few words as are unique, at most {MOST_WORDS} and {LONGEST_PIN} code "
        f"points, {LONGEST_UNSPACED} in a script without spaces; within one line, and not cut inside a word.",
        nullable=True,
    )
    ends: str = words(
        "Last few words of the passage, within the same limits: the pin ends where they first occur after begins. "
        "Empty for a passage of a few words.",
        nullable=True,
    )
    gloss: str = text("What the passage says, in English, in our words.")
    origin_id: str = reference(
        "actors",
        "Who first reported what this passage reports, if not the origin of the article, in whose place it is counted.",
        nullable=True,
    )
    origin_basis: str = term(
        ORIGIN_BASES,
        "How the passage's origin is known, required with origin_id; empty if the article's origin holds.",
        nullable=True,
    )
    note: str = text("What a reader should know about it.", nullable=True)
