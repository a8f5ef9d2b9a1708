"""What SQLite and DuckDB have in common: how tables are declared."""

from collections.abc import Iterable, Iterator, Mapping

from treaty_record.contract import TableSchema


def quoted(name: str) -> str:
    """Return a name as SQL writes it: some columns are called as its words are."""
    return f'"{name}"'


def literal(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def listed(names: Iterable[str]) -> str:
    """Return names as SQL lists them."""
    return ", ".join(map(quoted, names))


def one_line(text: str) -> str:
    """Return a text in one line without NUL: a comment in SQL ends where its line does, a statement at a NUL."""
    return " ".join(text.replace("\0", "\ufffd").split())


def references(schema: TableSchema) -> Iterator[tuple[str, str, str]]:
    """Yield each column of a table that refers to a row, with that row's table and key."""
    for reference in schema.foreign_keys:
        yield reference.columns[0], reference.parent, reference.parent_columns[0]


def columns(schema: TableSchema, types: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the declaration of each column, and its description."""
    for name, column in schema.columns.items():
        needed = " NOT NULL" if column.required else ""
        yield f"{quoted(name)} {types[column.type]}{needed}", one_line(column.description)


def keys(schema: TableSchema, parents: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """Yield the declarations of a table's primary key and of its references to ``parents``."""
    if schema.key:
        yield f"PRIMARY KEY ({listed(schema.key)})"
    for column, parent, key in parents:
        yield f"FOREIGN KEY ({quoted(column)}) REFERENCES {quoted(parent)} ({quoted(key)})"
