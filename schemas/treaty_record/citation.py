"""Citations: what passages say of rows and of single cells."""

from .notation import ROW_ID
from .table import Table, derived, key_part, reference, term, text
from .term import terms

BASES = terms(
    verbatim="The value stands in the quoted words, where a machine can see it.",
    read="A person reads it in the passage.",
    coded="A classification by the curator.",
    garbled="The words say it, but a mistranslation or slip is known to have made them; counted for nothing.",
)

CITED_TABLES = terms(
    articles="Published texts: what a text says of itself.",
    actors="Who acts or speaks.",
    names="Ways actors are written.",
    events="What happened, is alleged, or is to come.",
    participants="Actors' parts in events.",
    claims="What somebody says.",
    relations="How claims stand to each other.",
)


class Citation(Table):
    """What a passage says of a row or one of its cells."""

    passage_id: str = key_part(reference("passages", "The passage."))
    row_table: str = key_part(term(CITED_TABLES, "The table of the row that it speaks of."))
    row_id: str = key_part(
        text(
            "The key of that row.",
            pattern=ROW_ID,
            form="a row's key: lower-case words, digits, hyphens and dots",
        )
    )
    field: str = key_part(
        text(
            "The column that it speaks of, or * for the row as a whole.",
            pattern=r"^(?:\*|[a-z][a-z0-9_]*)$",
            form="a column's name, or * for the whole row",
        )
    )
    says: str = text("The value that the passage gives the cell; empty for the row as a whole.", nullable=True)
    basis: str = term(BASES, "How the passage says it.")
    agrees: bool = derived(
        "Whether that meets the row's value: spans of dates and ranges of figures overlap, all else is equal; empty "
        "where the words are garbled.",
        nullable=True,
    )
