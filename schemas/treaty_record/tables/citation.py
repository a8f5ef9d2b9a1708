"""Citations: what passages say about rows and about single cells."""

from ..values.patterns import ROW_ID
from .table import Table, derived, key_part, reference, term, text
from .term import terms

BASES = terms(
    verbatim="The value is in the quoted words, where a program can check it.",
    read="A person can read it in the passage.",
    coded="The curator's classification.",
    garbled="The words say it, but only through a known mistranslation or slip; not counted.",
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
    row_table: str = key_part(term(CITED_TABLES, "Table of the cited row."))
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
    says: str = text("The value that the passage gives for the cell; empty for the row as a whole.", nullable=True)
    basis: str = term(BASES, "How the passage supports the value.")
    agrees: bool = derived(
        "Whether this value agrees with the row's: dates and figures agree if their ranges overlap, everything else "
        "if it is equal; empty if the words are garbled.",
        nullable=True,
    )
