"""Time `treaty validate` beside other tools on the same package, and count the planted faults that each finds.

uv run python scripts/benchmarks/validate.py --rows 1000000 [--rounds 5] [--folder CACHE] [--profile]

Every tool runs as a process of its own, in turn, round by round; times are medians of whole processes.
"""

import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

# Libraries are imported where they are used: a process that times others must stay small, since what it holds counts
# towards the peak of what it starts.

Place = tuple[str, int]
"""A file and a line."""
Files: TypeAlias = dict[str, dict[str, Any]]
"""The resources of a package's descriptor by name."""

DEFAULT_FOLDER = Path(tempfile.gettempdir()) / "treaty-benchmark"
TREATY = "treaty validate"
BARE = "polars, typed read"
CONSTRAINTS = "DuckDB, constraints"
SLOW = ("frictionless", "pandera on pandas")
"""Tools that are given a smaller package where the whole one would take minutes; their seconds are extrapolated."""


class Run(NamedTuple):
    """What one process took: seconds, and megabytes at its peak."""

    seconds: float
    peak: float


class Middle(NamedTuple):
    """The medians of a tool's runs on one package."""

    rows: int
    seconds: float
    peak: float


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


# What is measured


def report(options: argparse.Namespace) -> Iterator[str]:
    """Yield the lines of the report, in Markdown."""
    least = min(options.rows, options.slow_rows)
    folders = {tool: [package(options, options.rows)] for tool in NAMES}
    if least < options.rows:
        small = [package(options, least // 5), package(options, least)]
        folders |= dict.fromkeys(SLOW, small)
    jobs = [(tool, folder) for tool, found in folders.items() for folder in found]
    runs: dict[tuple[str, Path], list[Run]] = {job: [] for job in jobs}
    for _ in range(options.rounds):
        for tool, folder in jobs:
            runs[tool, folder].append(sound_run(tool, folder))
    middles = {tool: [middle(folder, runs[tool, folder]) for folder in found] for tool, found in folders.items()}
    yield from speeds(middles, rows_of(folders[BARE][0]), options.rounds)
    yield ""
    yield from catches(package(options, least, dirty=True))
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


def middle(folder: Path, runs: list[Run]) -> Middle:
    """Return the medians of several runs on one package."""
    seconds, peak = (statistics.median(values) for values in zip(*runs, strict=True))
    return Middle(rows_of(folder), seconds, peak)


def extrapolated(known: list[Middle], rows: int) -> float:
    """Return the seconds for so many rows: what was measured, or the line through two smaller sizes drawn on."""
    if len(known) == 1:
        return known[0].seconds
    one, two = known
    return two.seconds + (rows - two.rows) * (two.seconds - one.seconds) / (two.rows - one.rows)


def measured(tool: str, folder: Path) -> tuple[Run, str]:
    """Run a tool on a package; return what it took, and what it printed."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command(tool, folder), stdout=out, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        if process.returncode not in (0, 1) or b"Traceback" in errors.read():
            errors.seek(0)
            raise RuntimeError(f"{tool} failed: {errors.read().decode()}")
        return Run(seconds, usage.ru_maxrss / 1024), out.read().decode()


def command(tool: str, folder: Path) -> list[str | Path]:
    """Return the command line of a tool."""
    if tool == TREATY:
        return [Path(sys.executable).with_name("treaty"), "validate", "--format", "json", "--max-shown", "0", folder]
    return [sys.executable, __file__, "--tool", tool, "--folder", folder]


def speeds(middles: Mapping[str, list[Middle]], rows: int, rounds: int) -> Iterator[str]:
    """Yield the table of seconds and peaks; what is extrapolated is marked."""
    seconds = {tool: extrapolated(known, rows) for tool, known in middles.items()}
    peak_of_read = middles[BARE][0].peak
    yield f"{rows:,} rows, medians of {rounds} rounds"
    yield ""
    yield "| tool | seconds | rows a second | × bare read | × treaty validate | peak MB | × bare read's |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for tool, took in seconds.items():
        *smaller, last = middles[tool]
        mark = f" (from {smaller[0].rows:,} and {last.rows:,} rows)" if smaller else ""
        peak = " | " if smaller else f"{last.peak:,.0f} | {last.peak / peak_of_read:.2f}"
        ratios = f"{took / seconds[BARE]:.1f} | {took / seconds[TREATY]:.1f}"
        yield f"| {tool}{mark} | {took:.2f} | {rows / took:,.0f} | {ratios} | {peak} |"


def catches(folder: Path) -> Iterator[str]:
    """Yield the table of faults: how many lines with a planted one each tool names, by rule, and how many others."""
    planted = {(row["path"], int(row["line"])): row["rule"] for row in csv.DictReader((folder / "planted.csv").open())}
    tools = [tool for tool in NAMES if tool not in (BARE, CONSTRAINTS)]
    found = {tool: places(tool, measured(tool, folder)[1]) for tool in tools}
    yield f"{rows_of(folder):,} rows with {len(planted):,} planted faults: lines found"
    yield ""
    yield f"| rule | planted | {' | '.join(tools)} |"
    yield f"|---|--:{'|--:' * len(tools)}|"
    counts = Counter(planted.values())
    by_tool = {tool: Counter(rule for place, rule in planted.items() if place in found[tool]) for tool in tools}
    for rule, count in sorted(counts.items()):
        yield f"| `{rule}` | {count} | {' | '.join(str(by_tool[tool][rule]) for tool in tools)} |"
    totals = {tool: f"{by_tool[tool].total() / len(planted):.0%}" for tool in tools}
    yield f"| all | {len(planted)} | {' | '.join(totals.values())} |"
    yield f"| invented | | {' | '.join(str(len(found[tool] - set(planted))) for tool in tools)} |"


def places(tool: str, printed: str) -> set[Place]:
    """Return the lines that a tool's output names."""
    told = json.loads(printed)
    if tool == TREATY:
        return {(problem["path"], problem["line"]) for problem in told["problems"]}
    return {(path, line) for path, line in told}


def resources(folder: Path) -> Files:
    """Return the resources of a package by name."""
    found = json.loads((folder / "datapackage.json").read_bytes())["resources"]
    return {resource["name"]: resource for resource in found}


def rows_of(folder: Path) -> int:
    """Return how many rows a package has."""
    return sum(resource["rows"] for resource in resources(folder).values())


# The tools


def polars_read(folder: Path) -> Iterable[Place]:
    """Read every table with its types, and no more."""
    import polars as pl

    types = {"string": pl.String(), "integer": pl.Int64(), "boolean": pl.Boolean(), "date": pl.Date()}
    tables = []
    for resource in resources(folder).values():
        schema = {field["name"]: types[field["type"]] for field in resource["schema"]["fields"]}
        tables.append(pl.read_csv(folder / resource["path"], schema=schema))
    return ()


def frictionless_validate(folder: Path) -> Iterator[Place]:
    """Validate with frictionless-py: types, constraints, keys, references, hashes."""
    from frictionless import validate

    for task in validate(str(folder / "datapackage.json"), limit_errors=10**9).tasks:
        for error in task.errors:
            yield str(task.place), int(getattr(error, "row_number", 1))


def pandera_validate(folder: Path) -> Iterator[Place]:
    """Validate with pandera on pandas: types, patterns, terms, bounds, keys; references are not in its models."""
    import pandas as pd
    import pandera.pandas as pa
    from pandera.errors import SchemaErrors

    for resource in resources(folder).values():
        frame = pd.read_csv(folder / resource["path"], dtype=str, keep_default_na=False, na_values=[""])
        try:
            pandera_schema(pa, resource["schema"]).validate(frame, lazy=True, inplace=True)
        except SchemaErrors as errors:
            for index in errors.failure_cases["index"].dropna().unique():
                yield resource["path"], int(index) + 2


def pandera_schema(pa: Any, schema: Mapping[str, Any]) -> Any:
    """Return a Table Schema as a pandera schema for pandas."""
    columns = {}
    types = {"integer": "Int64", "boolean": "boolean", "date": "datetime64[ns]", "string": None}
    for field in schema["fields"]:
        given = field["constraints"]
        # pandas reads every text of a boolean column as true, so its cells are checked as the texts that they are.
        text = {"boolean": "true|false"}.get(field["type"])
        type_ = None if text else types[field["type"]]
        checks = [pa.Check.isin(given["enum"])] if "enum" in given else []
        if pattern := given.get("pattern", text):
            checks.append(pa.Check.str_matches(rf"^(?:{pattern})\Z"))
        if "minimum" in given:
            checks.append(pa.Check.ge(given["minimum"]))
        columns[field["name"]] = pa.Column(type_, checks, nullable=not given["required"], coerce=type_ is not None)
    return pa.DataFrameSchema(
        columns, strict=True, ordered=True, unique=schema["primaryKey"], report_duplicates="exclude_first"
    )


def duckdb_constraints(folder: Path) -> Iterator[Place]:
    """Load into DuckDB tables with types, patterns, terms, keys and references; it stops at a table's first fault.

    Its faults come without a line. References are declared where the other table is made before: those from actors to
    articles, and of a table to itself, are not.
    """
    import duckdb

    with duckdb.connect() as base:
        made: set[str] = set()
        tables = resources(folder)
        for name in ("actors", *(name for name in tables if name != "actors")):
            resource = tables[name]
            base.execute(f'CREATE TABLE "{name}" ({", ".join(_definitions(resource["schema"], made))})')
            try:
                base.execute(f'INSERT INTO "{name}" SELECT * FROM {_as_text(folder, resource)}')
                made.add(name)
            except duckdb.Error:
                yield resource["path"], 0


def _definitions(schema: Mapping[str, Any], made: set[str]) -> Iterator[str]:
    """Yield the columns and constraints of a table in SQL."""
    for field in schema["fields"]:
        required = "NOT NULL" if field["constraints"]["required"] else ""
        yield f'"{field["name"]}" {SQL_TYPES[field["type"]]} {required}'
        yield from (f"CHECK ({test})" for test in _tests(field))
    yield f"PRIMARY KEY ({_columns(schema['primaryKey'])})"
    for reference in schema.get("foreignKeys", []):
        to = reference["reference"]
        if to.get("resource") in made:
            keys = _columns(reference["fields"]), _columns(to["fields"])
            yield f'FOREIGN KEY ({keys[0]}) REFERENCES "{to["resource"]}" ({keys[1]})'


def duckdb_queries(folder: Path) -> Iterator[Place]:
    """Ask DuckDB for every line that breaks a type, pattern, term, bound, key or reference."""
    import duckdb

    with duckdb.connect() as base:
        tables = resources(folder)
        for name, resource in tables.items():
            numbered = f"SELECT row_number() OVER () + 1 AS line_, * FROM {_as_text(folder, resource)}"
            base.execute(f'CREATE TABLE "{name}" AS {numbered}')
        for name, resource in tables.items():
            for query in _queries(name, resource["schema"]):
                yield from ((resource["path"], int(line)) for (line,) in base.execute(query).fetchall())


def _queries(name: str, schema: Mapping[str, Any]) -> Iterator[str]:
    """Yield a query for the cells of a table, one for its key, and one for each reference."""
    wrong = [f"NOT ({test})" for field in schema["fields"] for test in _tests(field)]
    for field in schema["fields"]:
        column = f'"{field["name"]}"'
        if field["constraints"]["required"]:
            wrong.append(f"{column} IS NULL")
        if field["type"] != "string":
            wrong.append(f"({column} IS NOT NULL AND TRY_CAST({column} AS {SQL_TYPES[field['type']]}) IS NULL)")
    yield f'SELECT line_ FROM "{name}" WHERE {" OR ".join(wrong)}'
    again = f"row_number() OVER (PARTITION BY {_columns(schema['primaryKey'])} ORDER BY line_) > 1"
    yield f'SELECT line_ FROM "{name}" QUALIFY {again}'
    for reference in schema.get("foreignKeys", []):
        (column,), (key,) = reference["fields"], reference["reference"]["fields"]
        parent = reference["reference"].get("resource", name)
        there = f'SELECT 1 FROM "{parent}" AS parent WHERE parent."{key}" = child."{column}"'
        yield f'SELECT line_ FROM "{name}" AS child WHERE "{column}" IS NOT NULL AND NOT EXISTS ({there})'


SQL_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "boolean": "BOOLEAN", "date": "DATE"}


def _tests(field: Mapping[str, Any]) -> Iterator[str]:
    """Yield what must hold for a cell that is not empty, in SQL."""
    column, given = f'"{field["name"]}"', field["constraints"]
    if "pattern" in given:
        yield f"regexp_full_match({column}, {_quoted(given['pattern'])})"
    if "enum" in given:
        yield f"{column} IN ({', '.join(map(_quoted, given['enum']))})"
    if "minimum" in given:
        yield f"TRY_CAST({column} AS BIGINT) >= {given['minimum']}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _columns(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _as_text(folder: Path, resource: Mapping[str, Any]) -> str:
    """Return the call that reads a file's cells as text."""
    path = _quoted(str(folder / resource["path"]))
    return f"read_csv({path}, all_varchar=true, header=true, quote='\"', escape='\"', delim=',', nullstr='')"


TOOLS: dict[str, Callable[[Path], Iterable[Place]]] = {
    BARE: polars_read,
    CONSTRAINTS: duckdb_constraints,
    "DuckDB, queries": duckdb_queries,
    "pandera on pandas": pandera_validate,
    "frictionless": frictionless_validate,
}
"""What is measured beside ``treaty validate``, by name."""
NAMES = (BARE, TREATY, *(name for name in TOOLS if name != BARE))


# Where the time goes


def profile(folder: Path) -> None:
    """Print the seconds of each step and rule of ``treaty validate``, the longest first."""
    start = time.perf_counter()
    from treaty_record import home
    from treaty_tools import checks, validate
    from treaty_tools.package import read_package

    took = {"import": time.perf_counter() - start}
    start = time.perf_counter()
    read = read_package(folder, home.contract())
    took["read"] = time.perf_counter() - start
    for rule in list(checks.RULES.values()):
        if rule.check is not None:
            checks.RULES[rule.id] = timed(rule, took)
    start = time.perf_counter()
    found = list(validate.found_in(read))
    took["all rules"] = time.perf_counter() - start
    print(f"{sum(map(len, read.tables.values())):,} rows, {len(found)} kinds of faults\n")
    print("| step or rule | seconds |\n|---|--:|")
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


if __name__ == "__main__":
    main()
