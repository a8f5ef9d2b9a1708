"""Parquet: real days, whole numbers with gaps, truths, and what each column means in the file's own metadata."""

from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from treaty_record.contract import Column, TableSchema

from .exported_package import ExportedPackage
from .files import Form, write_folder

TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}


def write(package: ExportedPackage, out: Path) -> Path:
    """Write the tables as Parquet, with a descriptor."""
    return write_folder(package, out, PARQUET)


def write_table(package: ExportedPackage, table: str, frame: pl.DataFrame, path: Path) -> None:
    """Write one table."""
    wanted = schema(package, table)
    pq.write_table(frame.to_arrow().cast(wanted), path, compression="zstd")


def schema(package: ExportedPackage, table: str) -> pa.Schema:
    """Return a table's schema in Arrow: types, which columns are never empty, and descriptions."""
    found = package.schemas[table]
    return pa.schema(map(field, found.columns.values()), {**described(found), "primary_key": ",".join(found.key)})


def field(column: Column) -> "pa.Field[Any]":
    """Return one column."""
    return pa.field(column.name, TYPES[column.type], not column.required, metadata=described(column))


def described(entry: Column | TableSchema) -> dict[bytes | str, bytes | str]:
    """Return the title and the description that a column or a table has."""
    texts = {"title": entry.title, "description": entry.description}
    return {name: text for name, text in texts.items() if text}


PARQUET = Form("parquet", "application/vnd.apache.parquet", write_table)
