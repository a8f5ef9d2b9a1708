"""A Parquet file as text cells, so that it is checked like a CSV file."""

import io
from collections.abc import Sequence

import polars as pl

from .csv_file import MOST_CELLS, header_faults
from .problem import BadData, Problem

NESTED = "holds lists or tables, where each cell is one value"


def read(content: bytes, path: str, columns: Sequence[str]) -> pl.DataFrame:
    """Return a file's rows as text, null where a cell is empty.

    Raises BadData where the file is no Parquet, has other columns, or has cells that are no text.
    """
    try:
        lazy = pl.scan_parquet(io.BytesIO(content))
        types = lazy.collect_schema()
        if problems := list(header_faults(types.names(), path, columns)):
            raise BadData(problems)
        if problems := [Problem(path, 1, name, NESTED, "type") for name in columns if types[name].is_nested()]:
            raise BadData(problems)
        if lazy.select(pl.len()).collect().item() * len(columns) > MOST_CELLS:  # a few bytes can say a billion rows
            raise BadData([Problem(path, 1, "", f"has more than {MOST_CELLS:,} cells", "csv")])
        return lazy.select(pl.all().cast(pl.String)).collect()
    except BadData:
        raise
    except (Exception, pl.exceptions.PanicException) as error:  # polars raises many families, on bytes that are none
        message = f"is not Parquet: {next(iter(str(error).splitlines()), type(error).__name__)}"
        raise BadData([Problem(path, 1, "", message, "csv")]) from None
