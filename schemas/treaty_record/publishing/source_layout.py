"""Which columns are typed in source files, and which follow from a row's location there."""

from ..contract import Column, Contract

POSITIONAL = {
    "actors": {"actor_id"},
    "names": {"name_id", "actor_id"},
    "events": {"event_id"},
    "claims": {"claim_id"},
    "relations": {"relation_id", "claim_id", "relation", "other_claim_id"},
    "articles": {"article_id"},
    "passages": {"passage_id", "article_id"},
    "retirements": {"row_table", "row_id"},
}
"""Columns that follow from the key of a row's TOML table, or from the file's name."""

CITED_CELLS = {
    "says": "What the passage says of a row: it supports the row, and each cell given here.",
    "verbatim": "Cells whose values stand in the passage's words.",
    "garbled": "Cells that the passage's words distort.",
}
"""Keys of a passage with its statements about the cells of rows, and what they are for."""

CODED = ("kind", "modality", "measure", "type", "status")
"""Columns whose values classify what an article says; the values of others are read from it."""

NAMED = "named"
"""Key of a passage with the names that it uses for actors."""

ALWAYS_TYPED = ("title", "statement", "note", "part_of", "name", "country")
"""Columns of registers that citations never fill in."""

CITED_ROWS = {
    "rows": ("supports", "Rows that the passage supports as wholes."),
    "announced": ("announces", "Rows that the passage tells as something to come."),
    "against": ("refutes", "Rows that the article, in its own voice, says are not so."),
}
"""Keys of a passage that list rows, with the stance of their citations and what they are for."""

PACKAGE_TEXTS = ("name", "title", "description", "version", "homepage", "repository")
"""Keys of ``[package]`` in package.toml whose values are text."""


NOT_TYPED = ("participants", "citations", "vocabulary")
"""Tables of the contract that no source file lists row by row."""


def own_tables(contract: Contract) -> list[str]:
    """Return the names of the tables that a package adds."""
    return [name for name in contract.tables if name not in POSITIONAL and name not in NOT_TYPED]


def positional(contract: Contract, table: str) -> set[str]:
    """Return the columns of a table that follow from where its rows are typed; of an own one, a one-column key."""
    key = contract.tables[table].key
    return POSITIONAL.get(table) or (set(key) if len(key) == 1 else set())


def typed_columns(contract: Contract, table: str) -> dict[str, Column]:
    """Return the columns of a table that are typed in its TOML table, by name."""
    return {
        name: column
        for name, column in contract.tables[table].columns.items()
        if not column.derived and name not in positional(contract, table)
    }
