"""SQLite: typed tables with keys and references, full-text search and views, with metadata for Datasette."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import click
import polars as pl

from ..reporting.days import days_as_text
from . import datasette, search
from .exported_package import ExportedPackage
from .sql import columns, keys, listed, one_line, quoted, references
from .views import views, with_helpers

TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "date": "DATE", "boolean": "BOOLEAN"}
"""SQLite stores dates as text, Booleans as 0 and 1, and whole numbers of a NUMERIC column as integers."""
RESERVED = "sqlite_"
MOST_COLUMNS = 2000
"""Columns of a table, as SQLite is built by default."""
SETTINGS = ("page_size = 4096", "journal_mode = OFF", "synchronous = OFF", "encoding = 'UTF-8'")
"""No journal: the file is moved to its place once it is whole."""


REFUSED = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY)
"""Errors that the file system causes."""


def write(package: ExportedPackage, out: Path) -> Path:
    """Write the database, and the metadata for Datasette next to it.

    Raises click.ClickException if SQLite cannot hold a table.
    """
    for refused in refusals(package):
        raise click.ClickException(f"{refused}: export to another format")
    path = out / f"{package.file_stem}.sqlite"
    metadata = json.dumps(datasette.metadata(package), ensure_ascii=False, indent=2)
    (out / f"{package.file_stem}.metadata.json").write_text(metadata + "\n", encoding="utf-8")
    try:
        write_database(package, path)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in REFUSED:
            raise OSError(str(error)) from error
        raise
    return path


def write_database(package: ExportedPackage, path: Path) -> None:
    """Write the tables, the views, and the search tables."""
    stored = with_helpers(package)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for setting in SETTINGS:
            database.execute(f"PRAGMA {setting}")
        database.execute("BEGIN")
        for table, frame in stored.tables.items():
            database.execute(create_table(stored, table))
            insert(database, table, frame)
        for statement in create_views(package):
            database.execute(statement)
        search.index(database, package)
        for statement in indexes(stored, names(database)):
            database.execute(statement)
        database.execute("COMMIT")
        database.execute("VACUUM")


def refusals(package: ExportedPackage) -> Iterator[str]:
    """Yield why SQLite cannot hold tables."""
    for table, frame in package.tables.items():
        if table.startswith(RESERVED):
            yield f"SQLite reserves names that begin with {RESERVED!r}, such as that of the table {table!r}"
        if frame.width > MOST_COLUMNS:
            yield f"{table} has {frame.width:,} columns, and a table in SQLite can have {MOST_COLUMNS:,}"


def create_table(package: ExportedPackage, table: str) -> str:
    """Return the statement that makes a table; comments, which SQLite keeps, say what it holds."""
    schema = package.schemas[table]
    declared = [*columns(schema, TYPES), *((key, "") for key in keys(schema, references(schema)))]
    return f"CREATE TABLE {quoted(table)} ( -- {one_line(schema.description)}\n{commented(declared)}\n)"


def commented(declared: Iterable[tuple[str, str]]) -> str:
    """Return declarations, a line each, followed by their comments."""
    lines = list(declared)
    ends = [","] * (len(lines) - 1) + [""]
    comments = [f" -- {comment}" if comment else "" for _, comment in lines]
    return "\n".join(f"  {line}{end}{comment}" for (line, _), end, comment in zip(lines, ends, comments, strict=True))


def insert(database: sqlite3.Connection, table: str, frame: pl.DataFrame) -> None:
    """Write the rows of a table."""
    marks = ", ".join("?" * frame.width)
    rows = days_as_text(frame).iter_rows()
    database.executemany(f"INSERT INTO {quoted(table)} VALUES ({marks})", rows)


def names(database: sqlite3.Connection) -> set[str]:
    """Return the names that are taken in a database, of tables, views and indexes."""
    return {name for (name,) in database.execute("SELECT name FROM sqlite_master")}


def indexes(package: ExportedPackage, taken: set[str]) -> Iterator[str]:
    """Yield the statements that make the indexes: of each reference, and of citations by their row."""
    for table in package.tables:
        for column in package.schemas[table].parents:
            yield create_index(f"{table}_{column}", taken, table, column)
    yield create_index("citations_row", taken, "citations", "row_table", "row_id")


def create_index(name: str, taken: set[str], table: str, *columns: str) -> str:
    """Return the statement that makes an index; its name gets underscores until it is not taken."""
    while name in taken:
        name += "_"
    taken.add(name)
    return f"CREATE INDEX {quoted(name)} ON {quoted(table)} ({listed(columns)})"


def create_views(package: ExportedPackage) -> Iterator[str]:
    """Yield the statements that make the views."""
    for view in views(package):
        yield f"CREATE VIEW {quoted(view.name)} AS -- {one_line(view.description)}\n{view.query(package)}"
