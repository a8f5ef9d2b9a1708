"""Time `treaty diff` against reading both packages, where little and where much has changed.

uv run python scripts/benchmarks/diff.py --rows 3000000 [--rounds 3] [--folder CACHE]

Each is a process of its own, in turn, round by round; times are medians of whole processes.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import polars as pl
from treaty_record.values.number import numbers_as_text

# Libraries are imported where they are used: what this process holds would count towards the peak of what it starts.

DEFAULT_FOLDER = Path(tempfile.gettempdir()) / "treaty-benchmark"
CHANGED = {"nothing": 0, "one row of a thousand": 1000, "one row of ten": 10}
"""Of how many rows one is dropped, one is added and one is corrected."""
READS = {"polars, typed read of both": "bare", "our own read of both": "read"}
TEXTS = ("note", "says", "gloss", "name", "definition", "reason", "role")
"""Columns of text of which cells are changed, the first that a table has."""
FORMS = ("text", "csv", "json")


class Run(NamedTuple):
    """What one process took: seconds, seconds of work on all processors, and megabytes at its peak."""

    seconds: float
    work: float
    peak: float


def main() -> None:
    """Print the table, or be a process that makes or reads packages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER, help="where packages are kept for the next run")
    parser.add_argument("--do", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.do:
        what, *rest = options.do
        ways: dict[str, Callable[..., None]] = {"bare": bare, "read": read, "change": change}
        ways[what](*map(Path, rest))
    else:
        print("\n".join(report(options)))


def report(options: argparse.Namespace) -> Iterator[str]:
    """Yield the lines of the report, in Markdown."""
    old = options.folder / f"valid-{options.rows}"
    if not (old / "datapackage.json").is_file():
        making = [sys.executable, Path(__file__).with_name("packages.py"), old, "--rows", str(options.rows)]
        subprocess.run(making, check=True, stdout=subprocess.DEVNULL)
    treaty = Path(sys.executable).with_name("treaty")
    yield "| changed | what | seconds | of these, at work on the processors | × typed read | × our read | peak MB |"
    yield "|---|---|--:|--:|--:|--:|--:|"
    for what, one_of in CHANGED.items():
        new = options.folder / f"changed-{options.rows}-{one_of}"
        if not (new / "datapackage.json").is_file():
            subprocess.run(myself("change", old, new, Path(str(one_of))), check=True)
        tools = {name: myself(do, old, new) for name, do in READS.items()} | {
            f"treaty diff --format {form}": [treaty, "diff", old, new, "--format", form] for form in FORMS
        }
        runs: dict[str, list[Run]] = {name: [] for name in tools}
        for _ in range(options.rounds):
            for name, tool in tools.items():
                runs[name].append(measured(tool))
        yield from lines(what, {name: middle(found) for name, found in runs.items()})


def lines(what: str, middles: dict[str, Run]) -> Iterator[str]:
    """Yield the lines of the table on one amount of changes; work is compared, since others may share the machine."""
    bare, ours = (middles[name].work for name in READS)
    for name, (seconds, work, peak) in middles.items():
        yield (
            f"| {what} | {name} | {seconds:.1f} | {work:.1f} | {work / bare:.1f} | {work / ours:.1f} | {peak:,.0f} |"
        )


def myself(*arguments: str | Path) -> list[str | Path]:
    """Return the command that has this file do something as a process of its own."""
    return [sys.executable, __file__, "--do", *arguments]


def measured(command: list[str | Path]) -> Run:
    """Return what a process takes."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def middle(runs: list[Run]) -> Run:
    """Return the medians of several runs."""
    return Run(*map(statistics.median, zip(*runs, strict=True)))


def bare(*folders: Path) -> None:
    """Read both packages with their types, and no more."""
    import polars as pl
    from tools import resources

    types = {"string": pl.String(), "integer": pl.Int64(), "boolean": pl.Boolean(), "date": pl.Date()}
    tables = []
    for folder in folders:
        for resource in resources(folder).values():
            schema = {field["name"]: types[field["type"]] for field in resource["schema"]["fields"]}
            tables.append(pl.read_csv(folder / resource["path"], schema=schema))


def read(*folders: Path) -> None:
    """Read both packages as treaty diff reads them: hashes, rows and types are checked."""
    from treaty_tools.releases import read_release

    releases = [read_release(str(folder), "OLD", folder) for folder in folders]
    assert len(releases) == len(folders)


def change(old: Path, new: Path, one_of: Path) -> None:
    """Write a package of which some rows are dropped, some are added, and a cell of some is another."""
    import polars as pl

    from treaty_record.contract_json import table_from
    from treaty_record.publishing.descriptor import resource

    descriptor = json.loads((old / "datapackage.json").read_bytes())
    (new / "data").mkdir(parents=True, exist_ok=True)
    for at, said in enumerate(descriptor["resources"]):
        frame = pl.read_csv(old / said["path"], infer_schema=False)
        if int(str(one_of)):
            frame = changed(frame, said["schema"]["primaryKey"], int(str(one_of)))
        content = numbers_as_text(frame).write_csv().encode()
        (new / said["path"]).write_bytes(content)
        descriptor["resources"][at] = resource(table_from(said["name"], said), frame, content)
    text = json.dumps(descriptor | {"version": "0.2.0"}, ensure_ascii=False)
    (new / "datapackage.json").write_text(text, encoding="utf-8")


def changed(frame: "pl.DataFrame", key: list[str], one_of: int) -> "pl.DataFrame":
    """Return a table that of every so many rows lacks the first, adds one, and has another cell in the third."""
    import polars as pl

    nth = pl.int_range(pl.len()) % one_of
    cell = next((name for name in TEXTS if name in frame.columns), None)
    added = frame.filter(nth == 1).with_columns(pl.col(key[-1]) + "-new")
    if cell:
        other = pl.col(cell).fill_null("") + "x"
        frame = frame.with_columns(pl.when(nth == 2).then(other).otherwise(cell).alias(cell))
    return pl.concat([frame.filter(nth != 0), added]).sort(key)


if __name__ == "__main__":
    main()
