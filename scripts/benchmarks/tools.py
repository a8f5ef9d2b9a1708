"""The tools beside which ``treaty validate`` is measured, as their users would write them; each yields lines at fault.

Libraries are imported where they are used: a process is to hold only what the tool that it runs needs.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

Place = tuple[str, int]
"""A file and a line."""
Files: TypeAlias = dict[str, dict[str, Any]]
"""The resources of a package's descriptor by name."""

CODE_POINT = re.compile(r"\\u([0-9a-f]{4})")
BARE = "polars, typed read"
CONSTRAINTS = "DuckDB, constraints"


def resources(folder: Path) -> Files:
    """Return the resources of a package by name."""
    found = json.loads((folder / "datapackage.json").read_bytes())["resources"]
    return {resource["name"]: resource for resource in found}


def polars_read(folder: Path) -> Iterable[Place]:
    """Read every table with its types, and no more."""
    import polars as pl

    types = {
        "string": pl.String(),
        "integer": pl.Int64(),
        "number": pl.Float64(),
        "boolean": pl.Boolean(),
        "date": pl.Date(),
    }
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
    types = {"integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "datetime64[ns]", "string": None}
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


SQL_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}


def _tests(field: Mapping[str, Any]) -> Iterator[str]:
    """Yield what must hold for a cell that is not empty, in SQL."""
    column, given = f'"{field["name"]}"', field["constraints"]
    if "pattern" in given:
        pattern = CODE_POINT.sub(r"\\x{\1}", given["pattern"])  # RE2 writes code points otherwise
        yield f"regexp_full_match({column}, {_quoted(pattern)})"
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
