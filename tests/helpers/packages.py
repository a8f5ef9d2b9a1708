"""Break copies of the package one cell at a time, and collect the errors that are reported."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from _pytest.mark import ParameterSet

from treaty_record import home
from treaty_record.values.number import numbers_as_text
from treaty_tools.derive import derived
from treaty_tools.package.reading import read_package
from treaty_tools.releases.validation import faults

Change = Callable[[Path], None]
"""What is done to a package's folder."""


def problems(package: Path) -> list[str]:
    """Return what ``treaty validate`` prints of a package, in its order."""
    read = read_package(package, home.contract())
    return list(map(str, sorted({*read.problems, *faults(read)})))


def text(package: Path, table: str) -> pl.DataFrame:
    """Return a table's cells as text, null where they are empty."""
    return pl.read_csv(package / f"data/{table}.csv", infer_schema=False)


def write(package: Path, table: str, frame: pl.DataFrame) -> None:
    """Write a table as the build does."""
    numbers_as_text(frame).write_csv(package / f"data/{table}.csv")


def primary_key(table: str) -> list[str]:
    return list(home.contract().tables[table].key)


def keys(frame: pl.DataFrame, table: str) -> list[str]:
    """Return the rows' keys, those of several columns joined with blanks."""
    return frame.select(pl.concat_str(primary_key(table), separator=" ", ignore_nulls=True)).to_series().to_list()


def edit(package: Path, table: str, key: str, **cells: str | None) -> None:
    """Change cells of the one row that a key names, leaving it in its place."""
    frame = text(package, table)
    rows = pl.Series([key == other for other in keys(frame, table)])
    assert rows.sum() == 1, f"{rows.sum()} rows of {table} have the key {key!r}"
    changed = [pl.when(rows).then(pl.lit(cell, pl.String)).otherwise(name).alias(name) for name, cell in cells.items()]
    write(package, table, frame.with_columns(changed))


def drop(package: Path, table: str, *unwanted: str) -> None:
    """Take away the rows that keys name."""
    frame = text(package, table)
    there = keys(frame, table)
    assert set(unwanted) <= set(there)
    write(package, table, frame.filter(pl.Series([key not in unwanted for key in there], dtype=pl.Boolean)))


def add(package: Path, table: str, like: str | None = None, **cells: str | None) -> None:
    """Add a row where its key belongs; ``like`` names a row to copy the other cells from."""
    frame = text(package, table)
    model = dict.fromkeys(frame.columns) if like is None else frame.row(keys(frame, table).index(like), named=True)
    row = pl.DataFrame([model | cells], schema=frame.schema)
    write(package, table, pl.concat([frame, row]).sort(primary_key(table), maintain_order=True))


def derive(package: Path) -> None:
    """Derive every derived cell again, as somebody who forges a package would."""
    contract = home.contract()
    tables = {name: frame.drop("_bad") for name, frame in read_package(package, contract).tables.items()}
    for name, frame in derived(tables, contract).items():
        write(package, name, frame.sort("_row").drop("_row"))


def renew(package: Path) -> None:
    """Give the descriptor the hash, bytes and rows that the files have."""
    found = descriptor(package)
    for resource in found["resources"]:
        content = (package / resource["path"]).read_bytes()
        csv.field_size_limit(max(csv.field_size_limit(), len(content)))
        lines = csv.reader(io.StringIO(content.decode("utf-8", "replace"), newline=""))
        sums = {"hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "bytes": len(content)}
        resource |= sums | {"rows": len(list(lines)) - 1}
    describe(package, found)


def descriptor(package: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((package / "datapackage.json").read_bytes())
    return found


def line_of(package: Path, words: str) -> int:
    """Return the line of a package's descriptor that has some words first."""
    before, found, _ = (package / "datapackage.json").read_text(encoding="utf-8").partition(words)
    assert found
    return before.count("\n") + 1


def describe(package: Path, descriptor: object) -> None:
    (package / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")


def edited(table: str, key: str, **cells: str | None) -> Change:
    return lambda package: edit(package, table, key, **cells)


def dropped(table: str, *unwanted: str) -> Change:
    return lambda package: drop(package, table, *unwanted)


def added(table: str, like: str | None = None, **cells: str | None) -> Change:
    return lambda package: add(package, table, like, **cells)


BEYOND_TABLE_SCHEMA: dict[str, str] = {}
"""Why Table Schema cannot express a rule, by the end of its messages."""


def case(problem: str, *changes: Change, beyond_table_schema: str = "") -> ParameterSet:
    """Return the parameters of a test: what is done to a package, and the one error to be reported.

    In place of its line, the problem has the row's key. For a rule on single tables that other tools do not check,
    ``beyond_table_schema`` says why.
    """
    rule = problem.rpartition("[")[2].rstrip("]")
    if beyond_table_schema:
        BEYOND_TABLE_SCHEMA[f"[{rule}]"] = beyond_table_schema
    place = problem.partition(":")[0].removeprefix("data/").removesuffix(".csv")
    return pytest.param(changes, problem, id=f"{rule}-{place}")


def rules_of(cases: Iterable[ParameterSet]) -> set[str]:
    """Return the rules that the problems of some cases name."""
    return {str(case.values[-1]).rpartition("[")[2].rstrip("]") for case in cases}


def broken(package: Path, changes: Iterable[Change]) -> Path:
    """Change a package and renew what its descriptor says of its files."""
    for change in changes:
        change(package)
    renew(package)
    return package


def problems_by_key(package: Path) -> list[str]:
    """Return a package's problems with the key of the row they are in in place of its line."""
    return [_by_key(package, problem) for problem in problems(package)]


def _by_key(package: Path, problem: str) -> str:
    path, line, rest = problem.split(":", 2)
    key = _key_at(package, path, int(line))
    return f"{path}:{key}:{OTHER.sub(lambda at: f'({at[1]}:{_key_at(package, at[1], int(at[2]))})', rest)}"


OTHER = re.compile(r"\((data/\w+\.csv):(\d+)\)")
"""The other place that a message names."""


def _key_at(package: Path, path: str, line: int) -> str:
    """Return the key of the row at a line."""
    table = Path(path).stem
    frame = text(package, table)
    heights = frame.select(pl.concat_str(pl.all(), ignore_nulls=True).str.count_matches("\n") + 1).to_series().to_list()
    starts = list(accumulate(heights, initial=2))[:-1]
    named = dict(zip(starts, keys(frame, table), strict=True))
    return str(named.get(line, ""))


def own_table(
    package: Path,
    name: str,
    fields: Sequence[str | dict[str, Any]],
    rows: Sequence[Sequence[str | None]],
    **said: Any,
) -> None:
    """Add a table of a package's own, whose key is its first column; fields are names of text columns, or whole."""
    columns = [{"name": field, "type": "string"} if isinstance(field, str) else field for field in fields]
    names = [column["name"] for column in columns]
    found = descriptor(package)
    path = f"data/own-{len(found['resources'])}.csv"
    pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row").write_csv(package / path)
    schema = {"fields": columns, "primaryKey": [names[0]], **said.pop("schema", {})}
    found["resources"].append({"name": name, "type": "table", "path": path, "schema": schema, **said})
    describe(package, found)
    renew(package)
