"""A Parquet file as text cells, so that it is checked like a CSV file.

It is read by a process of its own: a few wrong bytes can make polars ask for more memory than there is, which ends the
process that asks. One process reads them all, since starting one takes longer than reading most files.
"""

import io
import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from threading import Lock

import polars as pl

from .csv_file import MOST_CELLS, header_faults
from .problem import BadData, Problem

NESTED = "holds lists or tables, where each cell is one value"
ONE_AT_A_TIME = Lock()
"""A file that ends the reading process takes along whatever else that one was to read."""


def read(content: bytes, path: str, columns: Sequence[str]) -> pl.DataFrame:
    """Return a file's rows as text, null where a cell is empty.

    Raises BadData where the file is no Parquet, has other columns, or has cells that are no text.
    """
    with ONE_AT_A_TIME:
        try:
            found = reading_process().submit(rows_or_problems, content, path, columns).result()
        except BrokenProcessPool:
            reading_process.cache_clear()
            raise BadData([Problem(path, 1, "", "is not Parquet: it ends whatever reads it", "csv")]) from None
    if isinstance(found, pl.DataFrame):
        return found
    raise BadData(found)


@cache
def reading_process() -> ProcessPoolExecutor:
    """Return the process that reads; it starts anew, since a copy of this one would lack its threads."""
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=hush)


def hush() -> None:
    """Keep what polars cries when it falls away from the terminal; the fault is told in a line of ours."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def rows_or_problems(content: bytes, path: str, columns: Sequence[str]) -> pl.DataFrame | list[Problem]:
    """Return a file's rows, or what is wrong with it, as it goes from one process to another."""
    try:
        return rows(content, path, columns)
    except BadData as error:
        return list(error.problems)


def rows(content: bytes, path: str, columns: Sequence[str]) -> pl.DataFrame:
    """Return what ``read`` returns, reading in this process."""
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
