"""Read a Parquet file as typed cells, so that it is checked like a CSV file.

A separate process probes the file first. One process probes all files, since starting one takes longer than reading
most files; it is started by the path of its module, and cannot import modules from the current folder.
"""

import atexit
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import IO, Any

import polars as pl

from ..reporting.problem import BadData, Problem
from .csv_faults import header_faults
from .csv_file import LONGEST_CELL, MOST_CELLS, too_long
from .file_kind import other_kind

MOST_TEXT = 512 * 1024 * 1024
"""Maximum bytes of text in a table, the same as for a CSV file."""

DAMAGED = "cannot be read as Parquet: it is damaged, or takes too much memory or time"
PROBE = Path(__file__).with_name("parquet_probe.py")
ONE_AT_A_TIME = Lock()
"""Serialises probing: a file that kills the process would also lose other requests in progress."""

_NAMES = {pl.Boolean: "true or false", pl.Date: "days", pl.Datetime: "timestamps", pl.Time: "times of day"}
_EXPECTED = {
    "integer": "whole numbers",
    "number": "numbers",
    "date": "days",
    "boolean": "true or false",
    "string": "text",
}


def read(content: bytes, path: str, types: Mapping[str, str]) -> pl.DataFrame:
    """Return a file's rows, with null for empty cells; every column has a stored type compatible with its declared one.

    ``types`` are the columns with their Table Schema types. Raises BadData if the file is not Parquet, has other
    columns, or stores them as another type.
    """
    if kind := other_kind(content):
        raise BadData([Problem(path, 1, "", kind, "csv")])
    if problems := list(_probe_faults(content, path, list(types))):
        raise BadData(problems)
    try:
        lazy = pl.scan_parquet(io.BytesIO(content))
        stored = lazy.collect_schema()
        problems = list(header_faults(stored.names(), path, list(types))) or list(_type_faults(stored, path, types))
        if problems:
            raise BadData(problems)
        text = [pl.col(name).cast(pl.String) for name, type_ in types.items() if type_ == "string"]
        return lazy.with_columns(text).collect()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        raise BadData([Problem(path, 1, "", _unreadable(error), "csv")]) from None


def _unreadable(error: object) -> str:
    return f"cannot be read as Parquet: {next(iter(str(error).splitlines()), type(error).__name__)}"


def _type_faults(stored: Mapping[str, pl.DataType], path: str, types: Mapping[str, str]) -> Iterator[Problem]:
    """Yield each column whose stored type does not fit its declared type."""
    for name, type_ in types.items():
        if not _fits(stored[name], type_):
            message = f"is stored as {_in_words(stored[name])}, not as {_EXPECTED[type_]}; convert the column"
            yield Problem(path, 1, name, message, "type")


def _fits(stored: pl.DataType, type_: str) -> bool:
    """Return whether a stored type represents a Table Schema type exactly, so that ``load`` can convert it too."""
    if stored == pl.Null:
        return True
    whole = stored.is_integer() or (isinstance(stored, pl.Decimal) and stored.scale == 0)
    if type_ == "string":
        return whole or stored in (pl.String, pl.Binary, pl.Categorical, pl.Enum, pl.Date, pl.Boolean)
    if type_ == "number":
        return whole or stored.is_float()
    return whole if type_ == "integer" else stored == {"date": pl.Date, "boolean": pl.Boolean}[type_]


def _in_words(stored: pl.DataType) -> str:
    """Return a polars type in plain words, with its name."""
    if stored.is_nested():
        words = "lists or structures"
    elif stored.is_numeric():
        words = "whole numbers" if stored.is_integer() else "numbers with fractions"
    elif stored in (pl.String, pl.Categorical, pl.Enum):
        words = "text"
    else:
        words = next((words for each, words in _NAMES.items() if stored == each), "something else")
    return f"{words} ({stored.base_type().__name__})"


def _probe_faults(content: bytes, path: str, columns: list[str]) -> Iterator[Problem]:
    """Yield the errors that make a file unsafe to read in this process."""
    with ONE_AT_A_TIME:
        answer = _answer(content, columns)
    if answer is None:
        yield Problem(path, 1, "", DAMAGED, "csv")
    elif "error" in answer:
        yield Problem(path, 1, "", _unreadable(answer["error"]), "csv")
    elif answer["long"]:
        yield from (Problem(path, row + 1, name, too_long(size), "csv") for name, row, size in answer["long"])
    elif answer["rows"] * len(columns) > MOST_CELLS:  # a few bytes can declare a billion rows
        yield Problem(path, 1, "", f"has more than {MOST_CELLS:,} cells", "csv")
    elif answer["size"] > MOST_TEXT:
        yield Problem(path, 1, "", f"has more than {MOST_TEXT // 1024 // 1024} MiB of text", "csv")


def _answer(content: bytes, columns: list[str]) -> dict[str, Any] | None:
    """Return what the probing process finds in a file, None if the file kills it."""
    asked = {"bytes": len(content), "columns": columns, "most_cells": MOST_CELLS, "longest_cell": LONGEST_CELL}
    process = _probing()
    to, back = _pipe(process.stdin), _pipe(process.stdout)
    try:
        to.write(json.dumps(asked).encode() + b"\n" + content)
        to.flush()
        found = back.readline()
    except OSError:
        found = b""
    if not found:
        _end(process)
        _probing.cache_clear()
    answer: dict[str, Any] | None = json.loads(found) if found else None
    return answer


@cache
def _probing() -> subprocess.Popen[bytes]:
    """Return the probing process, with what polars prints on a crash hidden."""
    command = [sys.executable, "-P", str(PROBE)]  # -P: neither the current folder nor the probe's is searched
    environment = os.environ | {"POLARS_MAX_THREADS": "2"}  # each thread reserves address space
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )
    atexit.register(_end, process)
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    """Close a process's pipes, which makes it exit if it is still running, and wait for it."""
    atexit.unregister(_end)
    for pipe in (process.stdin, process.stdout):
        try:
            _pipe(pipe).close()
        except OSError:  # buffered bytes that it did not read
            continue
    process.wait()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("a process that was started without pipes")
    return pipe
