"""The record in databases, written once into each folder: it takes a second or two."""

from functools import cache
from pathlib import Path

from treaty_record import home
from treaty_tools.export import duckdb_file, exported_package, sqlite


@cache
def record() -> exported_package.ExportedPackage:
    """Return the record as exports read it."""
    return exported_package.read(home.folder())


def sqlite_in(folder: Path) -> Path:
    """Return the record as a file of SQLite in a folder."""
    path = folder / "record.sqlite"
    if not path.exists():
        sqlite.write_database(record(), path)
    return path


def duckdb_in(folder: Path) -> Path:
    """Return the record as a file of DuckDB in a folder."""
    path = folder / "record.duckdb"
    if not path.exists():
        duckdb_file.write_database(record(), path)
    return path
