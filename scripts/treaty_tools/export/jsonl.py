"""JSON Lines: a file for each table, a row on each line."""

from pathlib import Path

import polars as pl

from .exported_package import ExportedPackage
from .files import Form, write_folder


def write(package: ExportedPackage, out: Path) -> Path:
    """Write the tables as JSON Lines, empty cells as null, with a descriptor."""
    return write_folder(package, out, JSONL)


def write_table(package: ExportedPackage, table: str, frame: pl.DataFrame, path: Path) -> None:
    """Write one table."""
    frame.write_ndjson(path)


JSONL = Form("jsonl", "application/jsonl", write_table, (("encoding", "utf-8"),))
