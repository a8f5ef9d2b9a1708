"""A Parquet file as text cells, so that it is checked like a CSV file."""

import io
from collections.abc import Sequence

import polars as pl

from .csv_file import header_faults
from .problem import BadData, Problem


def read(content: bytes, path: str, columns: Sequence[str]) -> pl.DataFrame:
    """Return a file's rows as text, null where a cell is empty.

    Raises BadData where the file is no Parquet or has other columns.
    """
    try:
        frame = pl.read_parquet(io.BytesIO(content))
    except Exception as error:  # polars raises errors of many families on bytes that are no Parquet
        message = f"is not Parquet: {str(error).splitlines()[0] if str(error) else type(error).__name__}"
        raise BadData([Problem(path, 1, "", message, "csv")]) from None
    if problems := list(header_faults(frame.columns, path, columns)):
        raise BadData(problems)
    return frame.select(pl.all().cast(pl.String, strict=False))
