"""Draw packages that are valid and odd: names, texts, types, keys and descriptors at the limits of what is allowed."""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import polars as pl

from tests.helpers.packages import describe, descriptor
from tests.treaty_tools.rules.test_random_packages import SOURCES, TEXTS, source_files
from treaty_record import home
from treaty_record.contract import TYPES
from treaty_record.reading import typed
from treaty_tools.sources.build import rebuild

Field = dict[str, Any]
Change = Callable[[dict[str, Any]], object]

TABLE_NAMES = (
    *("rows", "select", "order", "table", "index", "main", "temp", "exported", "own"),
    *("evidence", "statements", "ranges", "timeline", "figures", "contradictions", "vocabulary_", "articles_"),
    *("names_search", "events_search_data", "citations_row", "sqlite_notes", "sqlite_master", "information_schema"),
    *("sheet1", "history", "a1", "r1c1", "con", "nul", "t" * 31, "t" * 32, "t" * 64, "t" * 300),
)
COLUMN_NAMES = (
    *("select", "order", "table", "index", "key", "row", "rowid", "oid", "docid", "rank", "pieces"),
    *("id", "n", "says", "origin", "c" * 63, "c" * 64, "c" * 300),
)
TABLES = st.one_of(st.sampled_from(TABLE_NAMES), st.from_regex("[a-z][a-z0-9_]{0,40}", fullmatch=True))
COLUMNS = st.one_of(st.sampled_from(COLUMN_NAMES), st.from_regex("[a-z][a-z0-9_]{0,12}", fullmatch=True))
WHOLE = st.sampled_from([0, 1, -1, 7, 10**15, -(10**15), 2**53 + 1, 2**63 - 1, -(2**63)])
SELDOM = 50
"""One draw in so many is of what validation refuses."""


def mostly(accepted: st.SearchStrategy[Any], refused: Sequence[Any]) -> st.SearchStrategy[Any]:
    """Draw what validation accepts, and seldom what it refuses, so that most packages are valid."""
    return st.integers(1, SELDOM).flatmap(lambda number: st.sampled_from(refused) if number == SELDOM else accepted)


DAYS = mostly(
    st.sampled_from(["0001-01-01", "1899-12-31", "1900-02-28", "1900-03-01", "2024-02-29", "9999-12-31"]),
    ["0000-01-01", "-0001-12-31"],
)
LONG = st.sampled_from(["x" * 32_767, "x" * 32_768, "😀" * 16_384, "word " * 7_000 + "end", "কি" * 20_000])
ADDRESSES = st.sampled_from(["https://example.org/" + "[" * 900, "https://example.org/#" + "a" * 2100, "http://[x"])
ODD_TEXTS = mostly(
    st.one_of(TEXTS, TEXTS, LONG, ADDRESSES, st.sampled_from(["010", "NA", "null", "_x0041_", "אבג 12"])),
    ["https://example.org/\x01", "e\u0301x"],
)
CELLS = {
    "string": ODD_TEXTS,
    "integer": WHOLE.map(str),
    "number": WHOLE.map(str),
    "date": DAYS,
    "boolean": st.sampled_from(["true", "false"]),
}
DESCRIBED = mostly(
    st.one_of(TEXTS, st.sampled_from(["", "*/ -- ;", "x" * 40_000, "<b>"])),
    ["a\nb", "nul\0l", "half \ud800", 5, None, ["x"]],
)
LICENCES = mostly(
    st.sampled_from(
        [
            [{"name": "CC0-1.0"}],
            [{"path": "LICENSE.md"}],
            [{"path": "data/events.csv", "title": "T"}],
            [{"name": "a b/<c>"}],
            [{"name": "x", "path": "https://example.org/<a>{b}"}],
            [{"name": "x"}, {"name": "x"}],
        ]
    ),
    [[], [{}], [{"name": "a b/<c>", "title": "half \udfff"}], {"name": "x"}, "CC0-1.0"],
)
SAID = {
    "title": DESCRIBED,
    "description": DESCRIBED,
    "licenses": LICENCES,
    "contributors": mostly(st.just([{"title": "A {B}"}]), [[], [{"title": "half \ud800"}], [{}], "me"]),
    "keywords": mostly(st.just(["a"]), [[], [1], "a"]),
    "created": mostly(st.just("2024-02-29T00:00:00Z"), ["soon", 5]),
    "homepage": mostly(st.just("https://example.org/<a>"), ["javascript:x", 5]),
    "name": st.sampled_from(["con", "a.b_c", "n" * 100, "x.", "0"]),
}
"""What a descriptor may say of a package as a whole."""


@dataclass(frozen=True)
class Own:
    """A further table, or further columns of one of the contract's."""

    name: str
    fields: list[Field]
    rows: list[list[str | None]]
    schema: dict[str, Any] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class OddPackage:
    """What a package is made of: its sources, its own tables, what its descriptor says, whether it is Parquet."""

    sources: dict[str, str]
    tables: list[Own]
    columns: list[tuple[str, Field, list[str | None]]]
    said: dict[str, Any]
    unsaid: list[str]
    bare: bool
    """Whether no table and column has a title or a description."""
    parquet: bool


@st.composite
def fields(draw: st.DrawFn) -> Field:
    """Draw a column of a package's own."""
    made: Field = {"name": draw(COLUMNS), "type": draw(st.sampled_from(list(TYPES)))}
    for key in draw(st.sets(st.sampled_from(["title", "description"]))):
        made[key] = draw(DESCRIBED)
    if made["type"] == "string" and draw(st.booleans()):
        made["constraints"] = {"pattern": "(?:.|\\n)*"}
    return made


@st.composite
def own_tables(draw: st.DrawFn, events: list[str]) -> Own:
    """Draw a table of a package's own; its rows have keys of their own, and may refer to events and to each other."""
    name = draw(TABLES)
    columns = draw(st.lists(fields(), min_size=1, max_size=3, unique_by=lambda made: str(made["name"])))
    key, *others = columns
    keys = draw(st.lists(cells_of(key), max_size=3, unique=True))
    rows = [[cell, *(draw(st.none() | cells_of(other)) for other in others)] for cell in keys]
    schema: dict[str, Any] = {"primaryKey": draw(st.sampled_from([[key["name"]], key["name"]]))}
    if draw(st.booleans()) and others:
        refers, to = others[-1], draw(st.sampled_from(["events", "", name]))
        schema["foreignKeys"] = [reference(refers, to, key if to != "events" else {"name": "event_id"})]
        allowed = events if to == "events" else keys
        refers["type"] = "string" if to == "events" else key["type"]
        refers.pop("constraints", None)
        for row in rows:
            row[-1] = draw(st.none() | st.sampled_from(allowed))
    said = {part: draw(DESCRIBED) for part in draw(st.sets(st.sampled_from(["title", "description"])))}
    return Own(name, columns, rows, schema, said)


def reference(column: Field, table: str, key: Field) -> dict[str, Any]:
    return {"fields": [column["name"]], "reference": {"resource": table, "fields": [key["name"]]}}


def cells_of(column: Field) -> st.SearchStrategy[str]:
    """Draw cells of a column; a pattern lets every character through."""
    if "constraints" in column:
        kept = st.one_of(CELLS["string"], st.sampled_from(["=1+1", "+x", "@x", " x "]))
        return mostly(kept, ["\x01", "a\tb\x1f", "\u202ex"])
    return CELLS[str(column["type"])]


@st.composite
def odd_packages(draw: st.DrawFn) -> OddPackage:
    """Draw what a package is made of."""
    sources = draw(source_files())
    events = [line.strip("[]") for line in sources["events.toml"].splitlines() if line.startswith("[")]
    columns = draw(st.lists(own_columns(), max_size=2, unique_by=lambda made: (made[0], str(made[1]["name"]))))
    said = draw(st.fixed_dictionaries({}, optional=SAID))
    return OddPackage(
        sources,
        draw(st.lists(own_tables(events), max_size=2, unique_by=lambda own: own.name)),
        columns,
        said,
        draw(st.lists(st.sampled_from(["title", "description", "contributors"]), unique=True)),
        draw(st.booleans()),
        draw(st.booleans()),
    )


@st.composite
def own_columns(draw: st.DrawFn) -> tuple[str, Field, list[str | None]]:
    """Draw a further column for one of the contract's tables, with the cells that its rows get in turn."""
    table = draw(st.sampled_from(["actors", "names", "events", "claims", "articles", "citations", "passages"]))
    taken = home.contract().tables[table].columns
    made = draw(fields().filter(lambda made: made["name"] not in taken))
    return table, made, draw(st.lists(st.none() | cells_of(made), min_size=1, max_size=3))


def make(pristine: Path, root: Path, odd: OddPackage) -> Path:
    """Make a package in an empty folder."""
    shutil.rmtree(root, ignore_errors=True)
    (root / SOURCES / "articles").mkdir(parents=True)
    for name in ("package.toml", "vocabulary.toml"):
        shutil.copyfile(pristine / SOURCES / name, root / SOURCES / name)
    for name, content in odd.sources.items():
        (root / SOURCES / name).write_text(content, "utf-8")
    rebuild(root)
    found = descriptor(root)
    for table, column, cells in odd.columns:
        add_column(root, named(found, table), column, cells)
    for own in odd.tables:
        add_table(root, found, own)
    if odd.parquet:
        for resource in found["resources"]:
            to_parquet(root, resource)
    found |= odd.said
    for name in odd.unsaid:
        found.pop(name, None)
    for resource in found["resources"]:
        strip(resource, odd.bare)
    describe(root, found)
    return root


def named(found: dict[str, Any], table: str) -> dict[str, Any]:
    return next(resource for resource in found["resources"] if resource["name"] == table)


def add_column(root: Path, resource: dict[str, Any], column: Field, cells: list[str | None]) -> None:
    """Add a column to a table's file and to its schema."""
    path = root / resource["path"]
    frame = pl.read_csv(path, infer_schema=False)
    values = [cells[row % len(cells)] for row in range(len(frame))]
    frame.with_columns(pl.Series(column["name"], values, dtype=pl.String)).write_csv(path)
    resource["schema"]["fields"].append(column)


def add_table(root: Path, found: dict[str, Any], own: Own) -> None:
    """Add a table with its file, its rows in the order of their keys."""
    frame = pl.DataFrame(
        own.rows, schema=dict.fromkeys((column["name"] for column in own.fields), pl.String), orient="row"
    )
    ordered = frame[typed(frame.to_series(), own.fields[0]["type"]).arg_sort()]
    path = f"data/own{len(found['resources'])}.csv"
    ordered.write_csv(root / path)
    resource = {"name": own.name, "type": "table", "path": path, "schema": {"fields": own.fields, **own.schema}}
    found["resources"].append({**resource, **own.said})


def to_parquet(root: Path, resource: dict[str, Any]) -> None:
    """Write a table as Parquet in place of CSV, with the types that its schema gives."""
    path = root / resource["path"]
    text = pl.read_csv(path, infer_schema=False)
    frame = pl.DataFrame([typed(text[column["name"]], column["type"]) for column in resource["schema"]["fields"]])
    resource["path"] = resource["path"].removesuffix(".csv") + ".parquet"
    resource |= {"format": "parquet", "mediatype": "application/vnd.apache.parquet"}
    path.unlink()
    frame.write_parquet(root / resource["path"])


def strip(resource: dict[str, Any], bare: bool) -> None:
    """Take away what a descriptor says of a file, and of a bare package what it says in words."""
    for name in ("hash", "bytes", "rows", "encoding") + (("title", "description") if bare else ()):
        resource.pop(name, None)
    for column in resource["schema"]["fields"] if bare else ():
        column.pop("title", None)
        column.pop("description", None)


def told(odd: OddPackage) -> str:
    """Return what a package is made of, in one line of JSON."""
    return json.dumps([odd.sources, [vars(own) for own in odd.tables], odd.columns, odd.said, odd.unsaid])
