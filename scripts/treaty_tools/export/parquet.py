"""Parquet: real days, whole numbers with gaps, truths, and what each column means in the file's own metadata."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from .files import Form, write_folder
from .package import Package

TYPES = {"string": pa.string(), "integer": pa.int64(), "date": pa.date32(), "boolean": pa.bool_()}


def write(package: Package, out: Path) -> Path:
    """Write the tables as Parquet, with a descriptor."""
    return write_folder(package, out, PARQUET)


def write_table(package: Package, table: str, frame: pl.DataFrame, path: Path) -> None:
    """Write one table."""
    wanted = schema(package, table)
    pq.write_table(frame.to_arrow().cast(wanted), path, compression="zstd")


def schema(package: Package, table: str) -> pa.Schema:
    """Return a table's schema in Arrow: types, which columns are never empty, and descriptions."""
    resource = package.resource(table)
    key = ",".join(resource["schema"]["primaryKey"])
    return pa.schema(map(field, resource["schema"]["fields"]), {**described(resource), "primary_key": key})


def field(column: Mapping[str, Any]) -> "pa.Field[Any]":
    """Return one column."""
    nullable = not column["constraints"].get("required")
    return pa.field(column["name"], TYPES[column["type"]], nullable, metadata=described(column))


def described(told: Mapping[str, Any]) -> dict[bytes | str, bytes | str]:
    """Return the title and the description that something has."""
    return {name: told[name] for name in ("title", "description") if told.get(name)}


PARQUET = Form("parquet", "application/vnd.apache.parquet", write_table)
