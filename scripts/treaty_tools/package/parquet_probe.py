"""Read Parquet files that may be hostile, in a process that may die of them.

Run as a script by ``parquet_file``, with polars and the standard library alone: a few wrong bytes can make polars ask
for more memory than there is, which ends the process that asks, and a file of two kilobytes can hold gigabytes.

Each request on standard input is a line of JSON and the file's bytes; each answer on standard output is a line of JSON.
"""

import io
import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import polars as pl

ROOM = 3 * 512 * 1024**2
"""Bytes of address space that a file may take; polars reserves more than it uses."""
SECONDS = 60
"""Seconds of processor that a file may take."""
MOST_LISTED = 100
"""Long cells of a column that are reported."""


def main() -> None:
    """Answer requests until there are no more."""
    limit_room()
    while request := sys.stdin.buffer.readline():
        asked = json.loads(request)
        content = sys.stdin.buffer.read(asked.pop("bytes"))
        limit_time()
        print(json.dumps(answer(content, **asked)), flush=True)


def answer(content: bytes, columns: Sequence[str], most_cells: int, longest_cell: int) -> dict[str, Any]:
    """Return the number of rows, the bytes of all cells and the cells that are too long, or the error of reading them.

    Cells are left alone where their number, or the columns' names and types, make the file useless.
    """
    try:
        lazy = pl.scan_parquet(io.BytesIO(content))
        types = lazy.collect_schema()
        if types.names() != list(columns) or any(type_.is_nested() for type_ in types.values()):
            return {"rows": 0, "size": 0, "long": []}
        rows = lazy.select(pl.len()).collect().item()
        if not rows or rows * len(columns) > most_cells:
            return {"rows": rows, "size": 0, "long": []}
        sizes = {name: size_of(name, type_) for name, type_ in types.items()}
        return {"rows": rows, **measured(lazy, sizes, longest_cell)}
    except (Exception, pl.exceptions.PanicException) as error:  # polars raises many families, on bytes that are none
        return {"error": next(iter(str(error).splitlines()), type(error).__name__)}


def measured(lazy: pl.LazyFrame, sizes: Mapping[str, pl.Expr], longest_cell: int) -> dict[str, Any]:
    """Return the size of all cells, and the first long ones; each page is decoded, a batch of rows at a time."""
    names = list(sizes)
    totals = [sizes[name].sum().alias(f"{n} total") for n, name in enumerate(names)]
    longest = [sizes[name].max().alias(f"{n} longest") for n, name in enumerate(names)]
    found = lazy.select(*totals, *longest).collect(engine="streaming").row(0)
    doubtful = [name for name, most in zip(names, found[len(names) :], strict=True) if (most or 0) > longest_cell]
    long = [cell for name in doubtful for cell in long_cells(lazy, name, sizes[name], longest_cell)]
    return {"size": sum(total or 0 for total in found[: len(names)]), "long": long}


def long_cells(lazy: pl.LazyFrame, name: str, size: pl.Expr, longest_cell: int) -> list[tuple[str, int, int]]:
    """Return column, row from 0 and bytes of the first cells of a column that are too long."""
    sizes = lazy.select(size=size).with_row_index("row").filter(pl.col("size") > longest_cell).head(MOST_LISTED)
    return [(name, row, size) for row, size in sizes.collect(engine="streaming").sort("row").iter_rows()]


def size_of(name: str, type_: pl.DataType) -> pl.Expr:
    """Return the bytes that each cell of a column takes as text, one for values of other kinds."""
    cell = pl.col(name)
    if type_ == pl.String:
        size = cell.str.len_bytes()
    elif type_ == pl.Binary:
        size = cell.bin.size()
    elif type_ in (pl.Categorical, pl.Enum):
        size = cell.cat.len_bytes()
    else:
        size = cell.is_not_null()
    return size.cast(pl.Int64)


def limit_room() -> None:
    """Limit the address space to what is taken already and ``ROOM``, on systems that can."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        room = pages * resource.getpagesize() + ROOM
        resource.setrlimit(resource.RLIMIT_AS, (room if most < 0 else min(room, most), most))


def limit_time() -> None:
    """Give the next file its seconds of processor, on systems that can."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        seconds = int(used.ru_utime + used.ru_stime) + SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (seconds if most < 0 else min(seconds, most), most))


if __name__ == "__main__":
    main()
