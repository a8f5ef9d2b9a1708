"""Time `treaty validate` beside other tools on the same package, and count the planted faults that each finds.

uv run python scripts/benchmarks/validate.py --rows 1000000 [--rounds 5] [--folder CACHE] [--profile]

Every tool runs as a process of its own, in turn, round by round. Of the rounds, the least is taken, since other work on
the machine can only add to it; the processor's seconds are those of all cores together.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tools import BARE, CONSTRAINTS, TOOLS, Place, resources

# Libraries are imported where they are used: a process that times others must stay small, since what it holds counts
# towards the peak of what it starts.

DEFAULT_FOLDER = Path(tempfile.gettempdir()) / "treaty-benchmark"
TREATY = "treaty validate"
PARQUET = "treaty validate, Parquet"
NAMES = (BARE, TREATY, PARQUET, *(name for name in TOOLS if name != BARE))
SLOW = ("frictionless", "pandera on pandas")
"""Tools that are given a smaller package where the whole one would take minutes; their seconds are extrapolated."""


class Run(NamedTuple):
    """What one process took: seconds, megabytes at its peak, and seconds of processors."""

    seconds: float
    peak: float
    processor: float


class Least(NamedTuple):
    """The least of a tool's runs on one package."""

    rows: int
    seconds: float
    peak: float
    processor: float


def main() -> None:
    """Print the tables, or, as ``--tool``, be the process that is timed."""
    options = arguments()
    if options.tool:
        places = TOOLS[options.tool](options.folder)
        json.dump(sorted(places), sys.stdout)
    elif options.profile:
        profile(package(options, options.rows))
    else:
        print("\n".join(report(options)))


def arguments() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--slow-rows", type=int, default=100_000, help="rows for frictionless and pandera")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER, help="where packages are kept for the next run")
    parser.add_argument("--profile", action="store_true", help="show where the time of treaty validate goes")
    parser.add_argument("--tool", choices=TOOLS, help=argparse.SUPPRESS)
    return parser.parse_args()


def package(options: argparse.Namespace, rows: int, *, dirty: bool = False) -> Path:
    """Return the folder of a package of a size, made where it is not there yet."""
    folder: Path = options.folder / f"{'dirty' if dirty else 'valid'}-{rows}"
    if not (folder / "datapackage.json").is_file():
        generator = Path(__file__).with_name("packages.py")
        flags = ["--dirty"] if dirty else []
        making = [sys.executable, str(generator), str(folder), "--rows", str(rows), *flags]
        subprocess.run(making, check=True, stdout=subprocess.DEVNULL)
    return folder


def as_parquet(package: Path) -> Path:
    """Return the folder of a package's copy in Parquet, made where it is not there yet."""
    folder = package.with_name(f"{package.name}-parquet")
    if not (folder / "datapackage.json").is_file():
        generator = Path(__file__).with_name("packages.py")
        subprocess.run([sys.executable, str(generator), str(folder), "--parquet", str(package)], check=True)
    return folder


# What is measured


def report(options: argparse.Namespace) -> Iterator[str]:
    """Yield the lines of the report, in Markdown."""
    least = min(options.rows, options.slow_rows)
    folders = {tool: [package(options, options.rows)] for tool in NAMES}
    folders[PARQUET] = [as_parquet(folder) for folder in folders[TREATY]]
    if least < options.rows:
        small = [package(options, least // 5), package(options, least)]
        folders |= dict.fromkeys(SLOW, small)
    jobs = [(tool, folder) for tool, found in folders.items() for folder in found]
    runs: dict[tuple[str, Path], list[Run]] = {job: [] for job in jobs}
    for _ in range(options.rounds):
        for tool, folder in jobs:
            runs[tool, folder].append(sound_run(tool, folder))
    best = {tool: [least_of(folder, runs[tool, folder]) for folder in found] for tool, found in folders.items()}
    found = catches(package(options, least, dirty=True))
    shares = {tool: f"{len(lines & found.planted) / len(found.planted):.0%}" for tool, lines in found.by_tool.items()}
    yield from speeds(best, rows_of(folders[BARE][0]), options.rounds, shares)
    yield ""
    yield from in_rules(found)
    yield ""
    yield f"{CONSTRAINTS}, is left out: it stops at the first fault of each table, and names no line."
    yield ""
    run, _ = measured(TREATY, package(options, options.rows, dirty=True))
    yield f"`treaty validate` on the whole package with faults: {run.seconds:.2f} s, {run.peak:,.0f} MB."


def sound_run(tool: str, folder: Path) -> Run:
    """Return what a tool took on a package without faults.

    Raises RuntimeError where it finds some: it would not do the work that it is timed for.
    """
    run, printed = measured(tool, folder)
    if places(tool, printed):
        raise RuntimeError(f"{tool} finds faults in a package that has none: {printed[:500]}")
    return run


def least_of(folder: Path, runs: list[Run]) -> Least:
    """Return the least of several runs on one package."""
    return Least(rows_of(folder), *map(min, zip(*runs, strict=True)))


def extrapolated(known: list[Least], rows: int) -> Least:
    """Return what so many rows take: as measured, or, but for the peak, on the line through two smaller sizes."""
    if len(known) == 1:
        return known[0]
    one, two = known
    further = (rows - two.rows) / (two.rows - one.rows)
    seconds = two.seconds + further * (two.seconds - one.seconds)
    return Least(rows, seconds, two.peak, two.processor + further * (two.processor - one.processor))


def measured(tool: str, folder: Path) -> tuple[Run, str]:
    """Run a tool on a package; return what it took, and what it printed."""
    return run(command(tool, folder))


def run(command: Sequence[str | Path]) -> tuple[Run, str]:
    """Run a command; return what it took, and what it printed.

    Raises RuntimeError where it fails otherwise than by finding faults.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        if process.returncode not in (0, 1) or b"Traceback" in errors.read():
            errors.seek(0)
            raise RuntimeError(f"{command[0]} failed: {errors.read().decode()}")
        return Run(seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime), out.read().decode()


def command(tool: str, folder: Path) -> list[str | Path]:
    """Return the command line of a tool."""
    if tool in (TREATY, PARQUET):
        return [Path(sys.executable).with_name("treaty"), "validate", "--format", "json", "--max-shown", "0", folder]
    return [sys.executable, __file__, "--tool", tool, "--folder", folder]


def speeds(best: Mapping[str, list[Least]], rows: int, rounds: int, shares: Mapping[str, str]) -> Iterator[str]:
    """Yield the table of seconds and peaks; what is extrapolated is marked."""
    every = {tool: extrapolated(known, rows) for tool, known in best.items()}
    bare = every[BARE]
    yield f"{rows:,} rows, {os.cpu_count()} cores, the least of {rounds} rounds; planted errors of a smaller package"
    yield ""
    yield "| tool | seconds | processor seconds | × bare read's | peak MB | × bare read's | planted errors found |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for tool, took in every.items():
        *smaller, last = best[tool]
        mark = f" (from {smaller[0].rows:,} and {last.rows:,} rows)" if smaller else ""
        peak = " | " if smaller else f"{took.peak:,.0f} | {took.peak / bare.peak:.2f}"
        processor = f"{took.processor:.2f} | {took.processor / bare.processor:.1f}"
        yield f"| {tool}{mark} | {took.seconds:.2f} | {processor} | {peak} | {shares.get(tool, '')} |"


class Found(NamedTuple):
    """The lines with planted errors, by rule, and those that each tool names."""

    rows: int
    rules: Mapping[Place, str]
    by_tool: Mapping[str, set[Place]]

    @property
    def planted(self) -> set[Place]:
        """The lines with planted errors."""
        return set(self.rules)


def catches(folder: Path) -> Found:
    """Return the lines of a package that each tool names."""
    rules = {(row["path"], int(row["line"])): row["rule"] for row in csv.DictReader((folder / "planted.csv").open())}
    tools = [tool for tool in NAMES if tool not in (BARE, CONSTRAINTS, PARQUET)]
    return Found(rows_of(folder), rules, {tool: places(tool, measured(tool, folder)[1]) for tool in tools})


def in_rules(found: Found) -> Iterator[str]:
    """Yield the table of errors: how many lines with a planted one each tool names, by rule, and how many others."""
    yield f"{found.rows:,} rows with {len(found.rules):,} planted errors: lines found"
    yield ""
    yield f"| rule | planted | {' | '.join(found.by_tool)} |"
    yield f"|---|--:{'|--:' * len(found.by_tool)}|"
    counts = Counter(found.rules.values())
    by_tool = {
        tool: Counter(rule for place, rule in found.rules.items() if place in lines)
        for tool, lines in found.by_tool.items()
    }
    for rule, count in sorted(counts.items()):
        yield f"| `{rule}` | {count} | {' | '.join(str(by_rule[rule]) for by_rule in by_tool.values())} |"
    totals = (f"{by_rule.total() / len(found.rules):.0%}" for by_rule in by_tool.values())
    yield f"| all | {len(found.rules)} | {' | '.join(totals)} |"
    yield f"| false positives | | {' | '.join(str(len(lines - found.planted)) for lines in found.by_tool.values())} |"


def places(tool: str, printed: str) -> set[Place]:
    """Return the lines that a tool's output names."""
    found = json.loads(printed)
    if tool in (TREATY, PARQUET):
        return {(problem["path"], problem["line"]) for problem in found["problems"]}
    return {(path, line) for path, line in found}


def rows_of(folder: Path) -> int:
    """Return how many rows a package has."""
    return sum(resource["rows"] for resource in resources(folder).values())


# Where the time goes


def profile(folder: Path) -> None:
    """Print the seconds of each step, check and view of ``treaty validate``, the longest first."""
    start = time.perf_counter()
    from treaty_record import home
    from treaty_tools import rules as checks
    from treaty_tools.package.reading import read_package
    from treaty_tools.releases import validation

    took = {"import": time.perf_counter() - start}
    start = time.perf_counter()
    read = read_package(folder, home.contract())
    took["read"] = time.perf_counter() - start
    for rule in list(checks.RULES.values()):
        if rule.check is not None:
            checks.RULES[rule.id] = timed(rule, took)
    time_views(took)
    start = time.perf_counter()
    found = list(validation.found_in(read))
    took["all rules"] = time.perf_counter() - start
    print(f"{sum(map(len, read.tables.values())):,} rows, {len(found)} kinds of faults\n")
    print("| step, check or view | seconds |\n|---|--:|")
    for name, seconds in sorted(took.items(), key=lambda item: -item[1]):
        print(f"| {name} | {seconds:.3f} |")


def timed(rule: Any, took: dict[str, float]) -> Any:
    """Return a rule that notes how long its check takes; what several rules share is counted for the first."""
    from dataclasses import replace

    def check(package: Any) -> Iterator[Any]:
        start = time.perf_counter()
        found = list(rule.check(package))
        took[f"`{rule.id}`"] = time.perf_counter() - start
        return iter(found)

    return replace(rule, check=check)


def time_views(took: dict[str, float]) -> None:
    """Note how long each view takes to be made, with the views that it is the first to need."""
    from treaty_tools.views.view import Once

    make = Once.__call__

    def timed_make(view: Any, package: Any) -> Any:
        start = time.perf_counter()
        frame = make(view, package)
        function, words = getattr(view.make, "func", view.make), getattr(view.make, "keywords", {})
        name = " ".join(["view", f"`{function.__name__}`", *map(str, words.values())])
        took[name] = took.get(name, 0) + time.perf_counter() - start
        return frame

    Once.__call__ = timed_make  # type: ignore[assignment, method-assign]


if __name__ == "__main__":
    main()
