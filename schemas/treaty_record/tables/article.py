"""Articles: the sources that every other row cites."""

import pandera.polars as pa

from ..values.patterns import LANGUAGE, SHA256, URL
from .country import country_code
from .table import Table, date, key, reference, term, text
from .term import BASES_OF_KNOWLEDGE, terms

KINDS = terms(
    original="Written by the publisher's own staff, with or without agency material.",
    agency_copy="A news agency's text, published unchanged.",
    translation="A human translation of a text in another language.",
    machine_translation="A machine translation of a text in another language.",
    rewrite="Another publisher's text, reworded.",
    scraped_copy="An unauthorised copy on another site; never counted as a source.",
)


class Article(Table):
    """A published text."""

    article_id: str = key("Stable identifier: publisher, language if needed, date, topic.")
    url: str = text(
        "URL at which it is published.",
        pattern=URL,
        form="a URL that starts with https:// or http://",
        nullable=True,
    )
    source_url: str = text(
        "URL of the text that it translates or copies, as the article gives it.",
        pattern=URL,
        form="a URL that starts with https:// or http://",
        nullable=True,
    )
    archive_url: str = text(
        "URL of an archived copy.",
        pattern=URL,
        form="a URL that starts with https:// or http://",
        nullable=True,
    )
    title: str = text("Headline as published, in its own script.", nullable=True)
    title_gloss: str = text("English translation of the headline.", nullable=True)
    publisher: str = text("Name of the publisher.", nullable=True)
    publisher_country: str = country_code("Country of the publisher")
    language: str = text(
        "Language of the text, as a BCP 47 tag.",
        pattern=LANGUAGE,
        form="a BCP 47 tag such as bn, zh-Hant or pt-BR",
        notation="language",
    )
    published: str = date("Date of publication (day, month or year), EDTF.")
    published_basis: str = term(
        BASES_OF_KNOWLEDGE,
        "How the date of publication is known; empty if it is not.",
        nullable=True,
    )
    accessed: str = date("Date on which it was read, EDTF.")
    kind: str = term(KINDS, "Kind of text.")
    origin_id: str = reference(
        "actors",
        "Who first reported what it reports, such as a news agency; empty if that is the article itself or, for a "
        "translation, the origin of the translated text.",
        nullable=True,
    )
    origin_basis: str = term(BASES_OF_KNOWLEDGE, "How the origin is known; empty if none is given.", nullable=True)
    translation_of: str = reference("articles", "The article that this one translates.", nullable=True)
    text_sha256: str = text(
        "SHA-256 of its text in UTF-8 without a byte order mark, with LF line ends, in NFC; empty if the text was "
        "not available.",
        pattern=SHA256,
        form="64 hexadecimal digits",
        nullable=True,
    )
    text_length: int = pa.Field(ge=1, nullable=True, description="Length of that text, in code points.")
    note: str = text("What a reader should know about it.", nullable=True)
