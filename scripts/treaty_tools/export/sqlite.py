"""SQLite: typed tables with keys and references, full-text search and views, with what Datasette tells of them."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import polars as pl

from . import datasette, search
from .package import Package
from .sql import columns, keys, one_line, quoted, references
from .views import views

TYPES = {"string": "TEXT", "integer": "INTEGER", "date": "DATE", "boolean": "BOOLEAN"}
"""SQLite keeps days as text and truths as 0 and 1; the names tell other tools what they are."""
SETTINGS = ("page_size = 4096", "journal_mode = OFF", "synchronous = OFF", "encoding = 'UTF-8'")
"""No journal: the file is moved to its place once it is whole."""


REFUSED = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY)
"""Errors that the file system causes."""


def write(package: Package, out: Path) -> Path:
    """Write the database, and beside it the metadata for Datasette."""
    path = out / f"{package.name}.sqlite"
    told = json.dumps(datasette.metadata(package), ensure_ascii=False, indent=2)
    (out / f"{package.name}.metadata.json").write_text(told + "\n", encoding="utf-8")
    try:
        write_database(package, path)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in REFUSED:
            raise OSError(str(error)) from error
        raise
    return path


def write_database(package: Package, path: Path) -> None:
    """Write the tables, the views and what search needs."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for setting in SETTINGS:
            database.execute(f"PRAGMA {setting}")
        database.execute("BEGIN")
        for table, frame in package.with_flat.tables.items():
            database.execute(create_table(package.with_flat, table))
            insert(database, table, frame)
        for statement in (*indexes(package.with_flat), *create_views(package)):
            database.execute(statement)
        search.index(database, package)
        database.execute("COMMIT")
        database.execute("VACUUM")


def create_table(package: Package, table: str) -> str:
    """Return the statement that makes a table; comments, which SQLite keeps, say what it holds."""
    resource, schema = package.resource(table), package.schema(table)
    declared = [*columns(schema, TYPES), *((key, "") for key in keys(schema, references(schema, table)))]
    return f"CREATE TABLE {quoted(table)} ( -- {one_line(resource.get('description', ''))}\n{commented(declared)}\n)"


def commented(declared: Iterable[tuple[str, str]]) -> str:
    """Return declarations, a line each, followed by their comments."""
    lines = list(declared)
    ends = [","] * (len(lines) - 1) + [""]
    comments = [f" -- {comment}" if comment else "" for _, comment in lines]
    return "\n".join(f"  {line}{end}{told}" for (line, _), end, told in zip(lines, ends, comments, strict=True))


def insert(database: sqlite3.Connection, table: str, frame: pl.DataFrame) -> None:
    """Write the rows of a table."""
    marks = ", ".join("?" * frame.width)
    rows = frame.with_columns(pl.col(pl.Date).cast(pl.String)).iter_rows()
    database.executemany(f"INSERT INTO {quoted(table)} VALUES ({marks})", rows)


def indexes(package: Package) -> Iterator[str]:
    """Yield what makes the indexes by which rows are found: by each reference, and citations by their row."""
    for table in package.tables:
        for column, _, _ in references(package.schema(table), table):
            yield f"CREATE INDEX {quoted(f'{table}_{column}')} ON {quoted(table)} ({quoted(column)})"
    yield 'CREATE INDEX "citations_row" ON "citations" ("row_table", "row_id")'


def create_views(package: Package) -> Iterator[str]:
    """Yield what makes the views."""
    for view in views(package):
        yield f"CREATE VIEW {quoted(view.name)} AS -- {one_line(view.description)}\n{view.query()}"
