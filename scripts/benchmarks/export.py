"""Time `treaty export` beside the plain library calls that write the same tables, without keys, search or flat tables.

uv run python scripts/benchmarks/export.py --rows 3000000 [--rounds 3] [--xlsx-rows 100000] [--folder CACHE]

Every format is a process of its own, in turn, round by round; times are medians of whole processes, reading included.
"""

import argparse
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tools import resources
from validate import DEFAULT_FOLDER, Run, package, rows_of, run

if TYPE_CHECKING:
    import polars as pl
from treaty_record.values.number import numbers_as_text

# Libraries are imported where they are used: a process that times others must stay small, since what it holds counts
# towards the peak of what it starts.


def main() -> None:
    """Print the table, or, as ``--floor``, be the process that is timed."""
    options = arguments()
    if options.floor:
        FLOORS[options.floor](dict(read(options.folder)), options.out)
    else:
        for line in report(options):
            print(line, flush=True)


def arguments() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--xlsx-rows", type=int, default=100_000, help="rows for Excel, whose sheets hold a million")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER, help="where packages are kept for the next run")
    parser.add_argument("--format", dest="formats", choices=FLOORS, action="append", help="only this; repeats")
    parser.add_argument("--floor", choices=FLOORS, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


# The plain library calls


def read(folder: Path) -> "Iterator[tuple[str, pl.DataFrame]]":
    """Yield every table, typed."""
    import polars as pl

    types = {"string": pl.String(), "integer": pl.Int64(), "boolean": pl.Boolean(), "date": pl.Date()}
    for name, resource in resources(folder).items():
        schema = {field["name"]: types[field["type"]] for field in resource["schema"]["fields"]}
        yield name, pl.read_csv(folder / resource["path"], schema=schema)


def to_csv(tables: "dict[str, pl.DataFrame]", out: Path) -> None:
    """Write CSV with polars."""
    for name, frame in tables.items():
        numbers_as_text(frame).write_csv(out / f"{name}.csv")


def to_parquet(tables: "dict[str, pl.DataFrame]", out: Path) -> None:
    """Write Parquet with polars."""
    for name, frame in tables.items():
        frame.write_parquet(out / f"{name}.parquet")


def to_sqlite(tables: "dict[str, pl.DataFrame]", out: Path) -> None:
    """Write tables without keys by executemany, as one transaction."""
    import polars as pl

    database = sqlite3.connect(out / "plain.sqlite")
    for name, frame in tables.items():
        columns = ", ".join(f'"{column}"' for column in frame.columns)
        marks = ", ".join("?" * frame.width)
        database.execute(f'CREATE TABLE "{name}" ({columns})')
        rows = frame.with_columns(pl.col(pl.Date).cast(pl.String)).iter_rows()
        database.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
    database.commit()
    database.close()


def to_duckdb(tables: "dict[str, pl.DataFrame]", out: Path) -> None:
    """Write tables without keys from Arrow."""
    import duckdb

    with duckdb.connect(out / "plain.duckdb") as database:
        for name, frame in tables.items():
            database.register("rows", frame)
            database.execute(f'CREATE TABLE "{name}" AS SELECT * FROM rows')


def to_xlsx(tables: "dict[str, pl.DataFrame]", out: Path) -> None:
    """Write rows with XlsxWriter, row by row."""
    from xlsxwriter.workbook import Workbook

    with Workbook(out / "plain.xlsx", {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for name, frame in tables.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(frame.iter_rows()):
                sheet.write_row(line, 0, row)


def to_jsonl(tables: "dict[str, pl.DataFrame]", out: Path) -> None:
    """Write JSON Lines with polars."""
    for name, frame in tables.items():
        frame.write_ndjson(out / f"{name}.jsonl")


FLOORS: "dict[str, Callable[[dict[str, pl.DataFrame], Path], None]]" = {
    "csv": to_csv,
    "parquet": to_parquet,
    "sqlite": to_sqlite,
    "duckdb": to_duckdb,
    "xlsx": to_xlsx,
    "jsonl": to_jsonl,
}


# What is measured


def report(options: argparse.Namespace) -> Iterator[str]:
    """Yield the table, in Markdown."""
    heads = ("format", "rows", "plain calls", "`treaty export`", "× plain")
    yield f"| {' | '.join(heads)} | processor, both | peak MB, both | MB written, both |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for name in options.formats or FLOORS:
        folder = package(options, options.xlsx_rows if name == "xlsx" else options.rows)
        runs = [(written(floor(name), folder), written(treaty(name), folder)) for _ in range(options.rounds)]
        plain, ours = (statistics.median(side.seconds for side, _ in sides) for sides in zip(*runs, strict=True))
        cpu = (statistics.median(side.processor for side, _ in sides) for sides in zip(*runs, strict=True))
        (first, size), (second, more) = runs[-1]
        peaks = f"{first.peak:,.0f}, {second.peak:,.0f}"
        took = f"{plain:.1f} s | {ours:.1f} s | {ours / plain:.1f} | {', '.join(f'{seconds:.1f} s' for seconds in cpu)}"
        yield f"| {name} | {rows_of(folder):,} | {took} | {peaks} | {size}, {more} |"


def written(command: Callable[[Path, Path], list[str | Path]], folder: Path) -> tuple[Run, str]:
    """Return what writing a package took, and how many megabytes were written."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as out:
        took, _ = run(command(folder, Path(out)))
        size = sum(path.stat().st_size for path in Path(out).rglob("*") if path.is_file())
    return took, f"{size / 1e6:,.0f}"


def floor(name: str) -> Callable[[Path, Path], list[str | Path]]:
    """Return how the plain calls are run."""
    return lambda folder, out: [sys.executable, __file__, "--floor", name, "--folder", folder, "--out", out]


def treaty(name: str) -> Callable[[Path, Path], list[str | Path]]:
    """Return how our command is run."""
    command = Path(sys.executable).with_name("treaty")
    return lambda folder, out: [command, "export", "--to", name, "--package", folder, out]


if __name__ == "__main__":
    main()
