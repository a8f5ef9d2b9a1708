"""Articles: what every other row is cited to."""

import pandera.polars as pa

from .country import country_code
from .notation import LANGUAGE, SHA256, URL
from .table import Table, date, key, reference, term, text
from .term import BASES_OF_KNOWLEDGE, terms

KINDS = terms(
    original="Written by the publisher's own staff, agency material worked in or not.",
    agency_copy="A news agency's text, carried as it came.",
    translation="A text of another language, translated by people.",
    machine_translation="A text of another language, translated by a program.",
    rewrite="Another publisher's text told again in other words.",
    scraped_copy="A copy on a site with no right to it; never counted as a source of its own.",
)


class Article(Table):
    """One published text."""

    article_id: str = key("Stable identifier: publisher, language where needed, day, topic.")
    url: str = text(
        "Address where it is published.",
        pattern=URL,
        form="an address that begins with https:// or http://",
        nullable=True,
    )
    source_url: str = text(
        "Address of the text that it translates or copies, as it names it.",
        pattern=URL,
        form="an address that begins with https:// or http://",
        nullable=True,
    )
    archive_url: str = text(
        "Address of an archived copy.",
        pattern=URL,
        form="an address that begins with https:// or http://",
        nullable=True,
    )
    title: str = text("Headline as published, in its own script.", nullable=True)
    title_gloss: str = text("What the headline says, in English.", nullable=True)
    publisher: str = text("Who published it.", nullable=True)
    publisher_country: str = country_code("Country of the publisher")
    language: str = text(
        "Language of the text, a BCP 47 tag.",
        pattern=LANGUAGE,
        form="a BCP 47 tag such as bn, zh-Hant or pt-BR",
        notation="language",
    )
    published: str = date("Day, month or year of publication, EDTF.")
    published_basis: str = term(
        BASES_OF_KNOWLEDGE,
        "How the day of publication is known; empty where it is not.",
        nullable=True,
    )
    accessed: str = date("Day on which it was read, EDTF.")
    kind: str = term(KINDS, "What kind of text it is.")
    origin_id: str = reference(
        "actors",
        "Who reported first what it reports, such as a news agency; empty where it is the article itself or, "
        "for a translation, the origin of what it translates.",
        nullable=True,
    )
    origin_basis: str = term(BASES_OF_KNOWLEDGE, "How the origin is known; empty where none is given.", nullable=True)
    translation_of: str = reference("articles", "The article that it translates.", nullable=True)
    text_sha256: str = text(
        "SHA-256 of its text in UTF-8 without byte order mark, lines ended by LF, NFC; empty where the text "
        "was not held.",
        pattern=SHA256,
        form="64 hexadecimal digits",
        nullable=True,
    )
    text_length: int = pa.Field(ge=1, nullable=True, description="Length of that text in code points.")
    note: str = text("What a reader should know of it.", nullable=True)
