"""Generate the data dictionary, data/README.md, from the contract."""

from collections.abc import Iterator, Mapping

from ..contract import Column, Contract, TableSchema

LEAD = """\
# Data dictionary

Made by `treaty build` from the models in `schemas/treaty_record/`; not to be edited. Files are CSV in UTF-8: a comma
between cells, lines ended by LF, rows sorted by key, empty cells where nothing is known. Columns marked *derived* are
worked out from the others.
"""


def dictionary(contract: Contract, rows: Mapping[str, int]) -> str:
    """Return the data dictionary in Markdown; ``rows`` has the row count of each table."""
    parts = [LEAD, "| file | rows | a row is |", "|---|---:|---|"]
    parts += [
        f"| [{name}.csv](#{name}) | {rows[name]} | {table.description.rstrip('.').lower()} |"
        for name, table in contract.tables.items()
    ]
    for table in contract.tables.values():
        parts += ["", *section(table)]
    return "\n".join(parts) + "\n"


def section(table: TableSchema) -> Iterator[str]:
    """Yield the lines that describe one table."""
    yield f"## {table.name}"
    yield ""
    yield f"{table.description} Key: {', '.join(f'`{column}`' for column in table.key)}."
    yield ""
    yield "| column | type | empty | what it holds |"
    yield "|---|---|---|---|"
    for name, column in table.columns.items():
        empty = "no" if column.required else "may be"
        yield f"| `{name}` | {column.type} | {empty} | {meaning(column, table.parents.get(name))} |"
    for column in table.columns.values():
        if column.meanings and not column.closed_by:
            yield from terms(column)


def meaning(column: Column, parent: str | None) -> str:
    """Return a column's description as a table cell in Markdown."""
    text = column.description
    if parent:
        text += f" A key of [{parent}](#{parent})."
    if column.derived:
        text += " *derived*"
    return text.replace("|", r"\|")


def terms(column: Column) -> Iterator[str]:
    """Yield the lines that define the terms of a closed column."""
    yield ""
    yield f"Terms of `{column.name}`:"
    yield ""
    for term, definition in column.meanings.items():
        yield f"- **{term}**: {definition}"
