"""JSON Lines: a file for each table, a row on each line."""

import re
from pathlib import Path

import polars as pl

from treaty_record.values.number import numbers_as_text

from .exported_package import ExportedPackage
from .files import Form, write_folder


def write(package: ExportedPackage, out: Path) -> Path:
    """Write the tables as JSON Lines, empty cells as null, with a descriptor."""
    return write_folder(package, out, JSONL)


def write_table(package: ExportedPackage, table: str, frame: pl.DataFrame, path: Path) -> None:
    """Write one table."""
    content = numbers_as_text(frame).write_ndjson().encode()
    for name, dtype in frame.schema.items():
        if dtype.is_float():
            content = _unquoted(content, name)
    path.write_bytes(content)


def _unquoted(content: bytes, name: str) -> bytes:
    """Return the lines with the cells of a column as numbers.

    Only a key can be followed by a quote, a colon and a quote: within texts JSON escapes quotes.
    """
    key = re.escape(f'"{name}":'.encode())
    return re.sub(b"(" + key + rb')"(-?[0-9.]+)"', rb"\1\2", content)


JSONL = Form("jsonl", "application/jsonl", write_table, (("encoding", "utf-8"),))
