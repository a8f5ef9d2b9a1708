"""CSV: the tables as the build writes them, and the flat tables likewise, as a package of their own."""

from pathlib import Path

import polars as pl

from treaty_record.values.number import numbers_as_text

from .exported_package import ExportedPackage
from .files import Form, write_folder


def write(package: ExportedPackage, out: Path) -> Path:
    """Write the tables as CSV, with a descriptor."""
    return write_folder(package, out, CSV)


def write_table(package: ExportedPackage, table: str, frame: pl.DataFrame, path: Path) -> None:
    """Write one table."""
    numbers_as_text(frame).write_csv(path)


CSV = Form("csv", "text/csv", write_table, (("encoding", "utf-8"),))
