"""DuckDB: typed tables with keys, references and comments, and views."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl

from .exported_package import ExportedPackage
from .sql import columns, keys, literal, quoted, references
from .views import views, with_helpers

TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "boolean": "BOOLEAN"}
SETTINGS = "BLOCK_SIZE 16384, STORAGE_VERSION 'v1.0.0'"
"""Small blocks, because every index takes at least one, and a format that all versions from 1.0 read."""
ROWS = "_rows"
"""Name of the rows to insert; no table of a package has a name that begins with an underscore."""
MOST_GENERATIONS = 100
"""Most statements that write one table, so that long chains stay fast."""

Reference = tuple[str, str, str]
"""A column, the table that it refers to, and that table's key."""


def write(package: ExportedPackage, out: Path) -> Path:
    """Write the database.

    DuckDB chooses its own layout, so two files with the same rows may differ in their bytes.
    """
    path = out / f"{package.file_stem}.duckdb"
    try:
        write_database(package, path)
    except duckdb.OperationalError as error:  # the file system refuses
        raise OSError(str(error).rpartition('": ')[2].partition("\n")[0]) from error
    return path


def write_database(package: ExportedPackage, path: Path) -> None:
    """Write the tables, the comments and the views."""
    stored = with_helpers(package)
    with duckdb.connect() as database:
        database.execute(f"ATTACH {literal(str(path))} AS exported ({SETTINGS}); USE exported")
        for table, parents in in_order(stored).items():
            database.execute(create_table(stored, table, parents))
            insert(database, stored, table, parents)
        for statement in (*comments(stored), *create_views(package)):
            database.execute(statement)


def in_order(package: ExportedPackage) -> dict[str, list[Reference]]:
    """Return every table after those it refers to, with its references.

    If tables refer to each other in a circle, the one with the fewest open references comes first, and those are not
    declared, because DuckDB cannot refer to a later table. References between rows of one table that form a circle, or
    a chain longer than ``MOST_GENERATIONS``, are not declared either. The comments of the columns name all references.
    """
    open_ = {table: list(references(package.schemas[table])) for table in package.tables}
    done: dict[str, list[Reference]] = {}
    while open_:
        waiting = {
            table: sum(parent not in done and parent != table for _, parent, _ in parents)
            for table, parents in open_.items()
        }
        table = min(waiting, key=waiting.__getitem__)
        parents = [parent for parent in open_.pop(table) if parent[1] in {*done, table}]
        deep = generations(package.tables[table], *own_columns(package, table, parents)) is None
        done[table] = [parent for parent in parents if not (deep and parent[1] == table)]
    return done


def own_columns(package: ExportedPackage, table: str, parents: list[Reference]) -> tuple[str, list[str]]:
    """Return the key of a table and the columns by which its rows refer to each other."""
    return package.schemas[table].key[0], [column for column, parent, _ in parents if parent == table]


def create_table(package: ExportedPackage, table: str, parents: list[Reference]) -> str:
    """Return the statement that makes a table."""
    schema = package.schemas[table]
    declared = [*(column for column, _ in columns(schema, TYPES)), *keys(schema, parents)]
    return f"CREATE TABLE {quoted(table)} ({', '.join(declared)})"


def insert(database: duckdb.DuckDBPyConnection, package: ExportedPackage, table: str, parents: list[Reference]) -> None:
    """Write the rows of a table, those that other rows refer to first."""
    for rows in generations(package.tables[table], *own_columns(package, table, parents)) or ():
        database.register(ROWS, rows)
        database.execute(f"INSERT INTO {quoted(table)} SELECT * FROM {ROWS}")
        database.unregister(ROWS)


def generations(frame: pl.DataFrame, key: str, own: list[str]) -> list[pl.DataFrame] | None:
    """Return the rows of a table whose columns ``own`` refer to it, each after those that it refers to.

    DuckDB looks for the row that another refers to among those of earlier statements. None if rows refer to each other
    in a circle, or in chains that would take more than ``MOST_GENERATIONS`` statements.
    """
    if not own:
        return [frame]
    found: list[pl.DataFrame] = []
    while len(frame) and len(found) < MOST_GENERATIONS:
        left = frame[key].implode()
        waits = frame.select(pl.any_horizontal(pl.col(own).is_in(left)).fill_null(False)).to_series()
        if waits.all():
            break
        found.append(frame.filter(~waits))
        frame = frame.filter(waits)
    return None if len(frame) else found


def comments(package: ExportedPackage) -> Iterator[str]:
    """Yield the statements that describe the tables and their columns."""
    for table in package.tables:
        schema = package.schemas[table]
        yield comment(f"TABLE {quoted(table)}", schema.description)
        parents = {column: f" A key of {parent}." for column, parent in schema.parents.items()}
        for name, column in schema.columns.items():
            description = f"{column.description}{parents.get(name, '')}"
            yield comment(f"COLUMN {quoted(table)}.{quoted(name)}", description)


def create_views(package: ExportedPackage) -> Iterator[str]:
    """Yield the statements that make the views and describe them."""
    for view in views(package):
        yield f"CREATE VIEW {quoted(view.name)} AS {view.query(package)}"
        yield comment(f"VIEW {quoted(view.name)}", view.description)
        for column, description in view.descriptions(package).items():
            yield comment(f"COLUMN {quoted(view.name)}.{quoted(column)}", description)


def comment(what: str, text: str) -> str:
    """Return the statement that describes a table, view or column."""
    return f"COMMENT ON {what} IS {literal(text)}"
