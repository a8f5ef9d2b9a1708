"""Citations: what passages say about rows and about single cells."""

from ..values.patterns import ROW_ID
from .table import Table, derived, key_part, reference, term, text, words
from .term import terms

BASES = terms(
    verbatim="The value is in the quoted or pinned words or in the title, where a program can check it.",
    read="A person can read it in the passage.",
    coded="The curator's classification.",
    garbled="The words say it, but only through a known mistranslation or slip; not counted.",
)

STANCES = terms(
    supports="It says that the row is so.",
    announces="It tells the row as something to come; shown, and never counted as support.",
    refutes="The article says in its own voice that the row is not so; a named speaker's denial is a claim instead.",
)

CITED_TABLES = terms(
    articles="Published texts: what a text says about itself.",
    actors="People and bodies that act or speak.",
    names="Spellings of actors' names.",
    events="What happened, is alleged or is planned.",
    participants="Actors' roles in events.",
    claims="Statements by named claimants.",
    relations="How claims relate to each other.",
)


class Citation(Table):
    """What a passage says about a row or about one of its cells."""

    passage_id: str = key_part(reference("passages", "The passage."))
    row_table: str = key_part(term(CITED_TABLES, "Table of the cited row.", lists_tables=True))
    row_id: str = key_part(
        text(
            "Key of the cited row.",
            pattern=ROW_ID,
            form="a row's key: lower-case words, digits, hyphens and dots",
        )
    )
    field: str = key_part(
        text(
            "The cited column, or * for the row as a whole.",
            pattern=r"^(?:\*|[a-z][a-z0-9_]*)$",
            form="a column name, or * for the whole row",
        )
    )
    says: str = words("The value that the passage gives for the cell; empty for the row as a whole.", nullable=True)
    basis: str = term(BASES, "How the passage supports the value.")
    stance: str = term(
        STANCES,
        "What the passage does to the row. A row is refuted as a whole, not in a cell; a date, figure or place that is "
        "only announced is grounded for planned events alone.",
    )
    agrees: bool = derived(
        "Whether this value agrees with the row's: dates and figures agree if their ranges overlap, everything else "
        "if it is equal; empty if the words are garbled or refute the row.",
        nullable=True,
    )
    origin: str = derived(
        "Independent origin that the article gives the row: the house of the passage's origin, or else of the "
        "article's; an actor's id, the same in all citations of the row by this article. Empty if it is not known or "
        "the citation does not count.",
        nullable=True,
    )
    counts: bool = derived(
        "Whether it counts as support: it supports the row, does not differ from it, and is not in a scraped copy. "
        "n_articles of a row is the number of articles with such citations, n_origins that of their distinct origins, "
        "n_unknown_origin that of the articles without one; n_announcing is the number of articles with a citation "
        "that announces the row."
    )
