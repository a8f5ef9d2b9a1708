"""Read potentially hostile Parquet files in a process that may be killed by them.

Run as a script by ``parquet_file``, with only polars and the standard library: a few wrong bytes can make polars ask
for more memory than there is, which kills the process, and a file of two kilobytes can expand to gigabytes.

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
"""Bytes of address space allowed for a file; polars reserves more than it uses."""
SECONDS = 60
"""Seconds of CPU time allowed for a file."""
MOST_LISTED = 100
"""Maximum number of long cells reported per column."""


def main() -> None:
    """Answer requests until standard input ends."""
    limit_room()
    while request := sys.stdin.buffer.readline():
        asked = json.loads(request)
        content = sys.stdin.buffer.read(asked.pop("bytes"))
        limit_time()
        print(json.dumps(answer(content, **asked)), flush=True)


def answer(content: bytes, columns: Sequence[str], most_cells: int, longest_cell: int) -> dict[str, Any]:
    """Return the number of rows, the size of all cells in bytes and the cells that are too long, or the read error.

    Cells are not read if their number, or the columns' names and types, already make the file invalid.
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
    except (Exception, pl.exceptions.PanicException) as error:  # polars raises many kinds of error on malformed bytes
        return {"error": next(iter(str(error).splitlines()), type(error).__name__)}


def measured(lazy: pl.LazyFrame, sizes: Mapping[str, pl.Expr], longest_cell: int) -> dict[str, Any]:
    """Return the size of all cells and the first long ones; every page is decoded, one batch of rows at a time."""
    names = list(sizes)
    totals = [sizes[name].sum().alias(f"{n} total") for n, name in enumerate(names)]
    longest = [sizes[name].max().alias(f"{n} longest") for n, name in enumerate(names)]
    found = lazy.select(*totals, *longest).collect(engine="streaming").row(0)
    doubtful = [name for name, most in zip(names, found[len(names) :], strict=True) if (most or 0) > longest_cell]
    long = [cell for name in doubtful for cell in long_cells(lazy, name, sizes[name], longest_cell)]
    return {"size": sum(total or 0 for total in found[: len(names)]), "long": long}


def long_cells(lazy: pl.LazyFrame, name: str, size: pl.Expr, longest_cell: int) -> list[tuple[str, int, int]]:
    """Return the column, row (from 0) and length in bytes of the first cells of a column that are too long."""
    sizes = lazy.select(size=size).with_row_index("row").filter(pl.col("size") > longest_cell).head(MOST_LISTED)
    return [(name, row, size) for row, size in sizes.collect(engine="streaming").sort("row").iter_rows()]


def size_of(name: str, type_: pl.DataType) -> pl.Expr:
    """Return the length of each cell of a column as text, in bytes; values of other types count as one."""
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
    """Limit the address space to what is already in use plus ``ROOM``, on systems that support it."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        room = pages * resource.getpagesize() + ROOM
        resource.setrlimit(resource.RLIMIT_AS, (room if most < 0 else min(room, most), most))


def limit_time() -> None:
    """Set the CPU time limit for the next file, on systems that support it."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        seconds = int(used.ru_utime + used.ru_stime) + SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (seconds if most < 0 else min(seconds, most), most))


if __name__ == "__main__":
    main()
