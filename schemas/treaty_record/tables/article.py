"""Articles: the sources that every other row cites."""

import pandera.polars as pa

from ..values.patterns import SHA256, URL
from .table import Table, date, key, language, reference, term, text, words
from .term import ORIGIN_BASES, terms

KINDS = terms(
    original="Written by the publisher's own staff, with or without agency material.",
    agency_copy="A news agency's text, published unchanged.",
    translation="A human translation of a text in another language.",
    machine_translation="A machine translation of a text in another language.",
    rewrite="Another publisher's text, reworded.",
    scraped_copy="An unauthorised copy on another site; never counted as a source.",
)

PUBLISHED_BASES = terms(
    stated="The text gives the day.",
    metadata="The page's metadata, its address or a feed gives it.",
    inferred="The curator inferred it from other evidence, such as a weekday.",
)

EXTENTS = terms(
    whole="The whole text was read.",
    beginning="The beginning of the text was read; it breaks off.",
    title="Only the headline was read.",
    notes="It was coded from somebody's notes, not from its text; to be replaced.",
)

LENGTH = (
    "Length of that text, in code points. The pins of the article's passages are together at most two fifths of it, "
    "its quotes and pins at most the share that the package's quotation policy allows."
)
SKIPPED = r"^p[1-9][0-9]*(?:-[1-9][0-9]*)? [^\s;][^;]*(?:; p[1-9][0-9]*(?:-[1-9][0-9]*)? [^\s;][^;]*)*$"


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
    title: str = words(
        "Headline exactly as published, in its own script; it may be quoted whatever the package's quotation policy.",
        nullable=True,
    )
    title_gloss: str = text("English translation of the headline.", nullable=True)
    publisher_id: str = reference(
        "actors",
        "Who published it, an actor with an ownership; empty if that is not known. The article is the publisher's "
        "citation. Two articles with the same publisher, title and day are one, unless copy_of or a note names the "
        "other; the same holds for articles with the same address or the same text.",
        nullable=True,
    )
    language: str = language("Language of the text, as a BCP 47 tag.")
    published: str = date(
        "Date of publication (day, month or year), EDTF. A day in the article's id lies within it, a copy is not older "
        "than its original, and an article of two or more days before an event can only announce it."
    )
    published_basis: str = term(
        PUBLISHED_BASES,
        "How the date of publication is known; empty if it is not.",
        nullable=True,
    )
    accessed: str = date("Date on which it was read, EDTF.")
    kind: str = term(KINDS, "Kind of text.", extendable=True)
    origin_id: str = reference(
        "actors",
        "Who first reported what it reports: a news agency, or the publisher or its house; empty if the origin is "
        "inherited or unknown. An own or stated origin is cited in the passage that shows it, unless the extent is "
        "notes.",
        nullable=True,
    )
    origin_basis: str = term(ORIGIN_BASES, "How the origin is known; only inherited needs copy_of.")
    copy_of: str = reference(
        "articles",
        "The article here that it translates, copies or rewrites, as its kind says; an inherited origin is that "
        "article's.",
        nullable=True,
    )
    extent: str = term(
        EXTENTS,
        "How much of its text was read for this record. If it is whole or beginning, text_length is given, and every "
        "passage has a quote or a pin; if it is title, every passage is of the title.",
    )
    skipped: str = text(
        "Paragraphs of the text that no passage covers, each with the reason: p5 relations with another state; p7-9 "
        "background. Every paragraph that was read, up to the last one named, is either here or in a passage.",
        pattern=SKIPPED,
        form="paragraphs with a reason each, separated by semicolons: p5 sport; p7-9 weather",
        nullable=True,
    )
    text_sha256: str = text(
        "SHA-256 of its text in UTF-8 without a byte order mark, with LF line ends, in NFC; empty if the text was "
        "not available.",
        pattern=SHA256,
        form="64 hexadecimal digits",
        nullable=True,
    )
    text_length: int = pa.Field(ge=1, nullable=True, description=LENGTH)
    note: str = text("What a reader should know about it.", nullable=True)
