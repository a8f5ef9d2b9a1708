"""What a valid package may hold and a format hardly can: it is exported, or refused with the format's limit."""

import datetime
import json
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import polars as pl
import pytest
from click.testing import CliRunner, Result
from openpyxl.utils.escape import unescape

import treaty_record
from tests.helpers.packages import describe, descriptor, own_table, problems, renew, text, write
from treaty_record.values.characters import UNSAFE
from treaty_tools.cli import main
from treaty_tools.export import FORMATS, duckdb_file, search, sqlite, writer
from treaty_tools.export.about import NO_DAY
from treaty_tools.export.exported_package import read
from treaty_tools.export.sheet import fitting, is_link
from treaty_tools.reporting.problem import BadData

ANYTHING = {"name": "key", "type": "string", "constraints": {"pattern": "(?:.|\\n)*"}}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package about another subject, as ``treaty init`` makes it."""
    folder = tmp_path_factory.mktemp("begun") / "bridge"
    assert CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0
    return folder


@pytest.fixture
def bridge(begun: Path, tmp_path: Path) -> Path:
    """A copy of it, free to be changed."""
    return shutil.copytree(begun, tmp_path / "bridge")


def exported(package: Path, out: Path, *formats: str) -> Result:
    assert problems(package) == []
    return CliRunner().invoke(
        main, ["export", *(f"--to={name}" for name in formats), "--package", str(package), str(out)]
    )


def json_of(path: Path) -> Any:
    return json.loads(path.read_bytes())


def objects(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {name for (name,) in database.execute("SELECT name FROM sqlite_master")}


# What is not said


def test_a_table_without_title_and_description_goes_into_every_format(bridge: Path, tmp_path: Path) -> None:
    own_table(bridge, "photos", ["photo_id", "of"], [["one", "bridge"]])
    done = exported(bridge, tmp_path / "out", *FORMATS)
    assert done.exit_code == 0, done.output
    records = json_of(tmp_path / "out/bridge-croissant/croissant.json")["recordSet"]
    assert {record["name"]: record["description"] for record in records}["photos"] == "Photos"


@pytest.mark.parametrize(
    ("licences", "shown"),
    [
        ([{"name": "CC0-1.0"}, {"path": "LICENSE.md"}], ["CC0-1.0", "LICENSE.md"]),
        (
            [{"name": "CC0-1.0", "title": "No rights"}, {"name": "CC-BY-4.0", "path": "https://example.org/by"}],
            ["No rights", "CC-BY-4.0"],
        ),
        ([], []),
    ],
)
def test_a_licence_is_called_what_it_says_of_itself(
    bridge: Path, tmp_path: Path, licences: list[object], shown: list[str]
) -> None:
    describe(bridge, descriptor(bridge) | {"licenses": licences})
    package = read(bridge)
    assert [licence.title for licence in package.licences()] == shown
    for form in ("sqlite", "xlsx", "croissant", "ro-crate"):
        writer(form)(package, tmp_path)
    read_me = openpyxl.load_workbook(tmp_path / "bridge.xlsx")["read me"]
    assert [row[0] for row in read_me.values if str(row[0]).startswith("Licence")] == [f"Licence: {s}" for s in shown]
    assert json_of(tmp_path / "bridge.metadata.json").get("license") == next(iter(shown), None)


def test_halves_of_characters_and_nul_in_a_descriptor_are_refused(bridge: Path) -> None:
    describe(bridge, descriptor(bridge) | {"description": "a\0b \ud800 c"})
    with pytest.raises(BadData) as refused:
        read(bridge)
    assert str(refused.value) == (
        "datapackage.json:1: description: 'a\\x00b \\ud800 c' has a control character, U+0000; remove it [descriptor]"
    )


def test_a_licence_is_named_by_an_iri_whatever_its_name(bridge: Path, tmp_path: Path) -> None:
    odd = [{"name": "a b/<c>"}, {"name": "x", "path": "https://example.org/<a>{b}"}]
    describe(bridge, descriptor(bridge) | {"licenses": odd})
    writer("ro-crate")(read(bridge), tmp_path)
    graph = json_of(tmp_path / "bridge-ro-crate/ro-crate-metadata.json")["@graph"]
    ids = {entity["name"]: entity["@id"] for entity in graph if entity["@type"] == "CreativeWork" and "name" in entity}
    assert ids["a b/<c>"] == "#licence-a%20b%2F%3Cc%3E"
    assert ids["x"] == "https://example.org/%3Ca%3E%7Bb%7D"


# Names


TAKEN = ("names_search", "events_search_data", "citations_row", "rows", "evidence", "citation_sources", "con")
"""Names that formats have for what they add, or that systems reserve."""


def test_tables_keep_their_names_and_ours_give_way(bridge: Path, tmp_path: Path) -> None:
    for name in TAKEN:
        own_table(bridge, name, ["key", "rowid"], [["one", "x"]], title="T", description="D")
    done = exported(bridge, tmp_path / "out", "csv", "sqlite", "duckdb", "xlsx")
    assert done.exit_code == 0, done.output
    with closing(sqlite3.connect(tmp_path / "out/bridge.sqlite")) as database:
        for name in TAKEN:
            assert database.execute(f'SELECT * FROM "{name}"').fetchall() == [("one", "x")]
        told = json_of(tmp_path / "out/bridge.metadata.json")["databases"]["bridge"]
        assert database.execute(told["queries"]["search"]["sql"], {"words": "bridge"}).fetchall()
        for table, said in told["tables"].items():
            if "fts_table" in said:
                sql = f'SELECT "{table}".{said["fts_pk"]} FROM "{table}", "{said["fts_table"]}" LIMIT 1'
                assert database.execute(sql).fetchall()
    with duckdb.connect(tmp_path / "out/bridge.duckdb", read_only=True) as database:
        for name in TAKEN:
            assert database.sql(f'SELECT * FROM "{name}"').fetchall() == [("one", "x")]
    loaded = treaty_record.load(package=tmp_path / "out/bridge-csv")
    assert all(loaded[name].rows() == [("one", "x")] for name in TAKEN)


def test_indexes_of_columns_that_join_to_one_name_are_two(bridge: Path, tmp_path: Path) -> None:
    for table, column in (("photos", "of_event"), ("photos_of", "event")):
        reference = {"fields": [column], "reference": {"resource": "events", "fields": ["event_id"]}}
        own_table(bridge, table, ["key", column], [["one", "bridge-closes"]], schema={"foreignKeys": [reference]})
    assert exported(bridge, tmp_path, "sqlite", "duckdb").exit_code == 0
    assert {"photos_of_event", "photos_of_event_"} <= objects(tmp_path / "bridge.sqlite")


def test_search_tables_take_a_free_name(bridge: Path) -> None:
    own_table(bridge, "names_search_idx", ["key"], [["one"]])
    package = read(bridge)
    assert search.search_table(package, "names") == "names_search_"
    assert search.search_table(package, "events") == "events_search"


@pytest.mark.parametrize(
    ("name", "form", "refused"),
    [
        (
            "sqlite_notes",
            "sqlite",
            "SQLite reserves names that begin with 'sqlite_', such as that of the table 'sqlite_notes'",
        ),
        ("history", "xlsx", "Excel reserves the name 'history', which no sheet can have"),
        ("t" * 32, "xlsx", f"{'t' * 32} has a name of 32 characters, and that of a sheet of Excel has 31"),
    ],
)
def test_a_name_that_a_format_reserves_is_refused(
    bridge: Path, tmp_path: Path, name: str, form: str, refused: str
) -> None:
    own_table(bridge, name, ["key"], [["one"]])
    done = exported(bridge, tmp_path, form)
    assert (done.exit_code, done.output) == (1, f"Error: {refused}: export to another format\n")


def test_files_of_tables_have_names_that_every_system_takes(bridge: Path, tmp_path: Path) -> None:
    for name in ("con", "t" * 300):
        own_table(bridge, name, ["key"], [["one"]])
    describe(bridge, descriptor(bridge) | {"name": "nul"})
    done = exported(bridge, tmp_path, "csv", "croissant", "ro-crate")
    assert done.exit_code == 0, done.output
    stems = {path.stem for folder in tmp_path.iterdir() for path in folder.rglob("*") if path.is_file()}
    assert not {"con", "nul"} & stems
    assert max(map(len, stems)) < 230
    (made,) = tmp_path.glob("nul--*-csv")
    assert problems(made) == []


# Sizes


@pytest.mark.parametrize("most", [40, pytest.param(sqlite.MOST_COLUMNS, marks=pytest.mark.slow)])
def test_more_columns_than_a_format_has_are_refused(
    bridge: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(sqlite, "MOST_COLUMNS", most)
    names = [f"c{number}" for number in range(most + 1)]
    own_table(bridge, "wide", list(names), [names])
    done = exported(bridge, tmp_path, "sqlite")
    told = f"wide has {most + 1:,} columns, and a table in SQLite can have {most:,}: export to another format"
    assert (done.exit_code, done.output) == (1, f"Error: {told}\n")
    assert exported(bridge, tmp_path, "duckdb", "csv").exit_code == 0


def test_long_explanations_are_cut_for_excel_and_long_cells_refused(bridge: Path, tmp_path: Path) -> None:
    own_table(bridge, "notes", ["key", "note"], [["one", "x"]], description="😀" * 20_000)
    assert exported(bridge, tmp_path, "xlsx").exit_code == 0
    assert fitting("😀" * 20_000) == "😀" * 16_383 + "…"
    own_table(bridge, "long", ["key", "note"], [["one", "x" * 40_000]])
    done = exported(bridge, tmp_path, "xlsx")
    told = "long.note has a text of 40,000 characters, and a cell of Excel holds 32,767: export to another format"
    assert (done.exit_code, done.output) == (1, f"Error: {told}\n")


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://example.org/a", True),
        ("https://example.org/" + "a" * 2059, True),
        ("https://example.org/" + "a" * 2060, False),
        ("https://example.org/" + "[" * 700, False),
        ("https://example.org/#" + "a" * 2100, False),
        ("https://example.org/a b", False),
    ],
)
def test_only_addresses_that_excel_takes_become_links(address: str, linked: bool) -> None:
    assert is_link(address) is linked


# Cells


HOSTILE = ["\x01", "+1", "-1", "=1+1", "@x", "_x0041_", "a\tb\x1f", "https://example.org/\x01"]


def test_excel_gets_every_cell_as_the_text_it_is(bridge: Path, tmp_path: Path) -> None:
    of = {**ANYTHING, "name": "of"}
    reference = {"fields": ["of"], "reference": {"resource": "odd", "fields": ["key"]}}
    rows = [[cell, cell] for cell in sorted(HOSTILE) if not re.search(f"[{UNSAFE}]", cell)]
    own_table(bridge, "odd", [ANYTHING, of], rows, schema={"foreignKeys": [reference]})
    done = exported(bridge, tmp_path, "xlsx")
    assert done.exit_code == 0, done.output
    _, *read_back = openpyxl.load_workbook(tmp_path / "bridge.xlsx")["odd"].iter_rows()
    assert [[unescape(str(cell.value)) for cell in row] for row in read_back] == rows
    assert {cell.data_type for row in read_back for cell in row} == {"s"}


def test_days_that_excel_does_not_have_are_written_as_text(bridge: Path, tmp_path: Path) -> None:
    days = ["0001-01-01", "1900-02-28", "1900-03-01", "9999-12-31"]
    own_table(bridge, "days", [{"name": "day", "type": "date"}], [[day] for day in days])
    found = descriptor(bridge)
    next(r for r in found["resources"] if r["name"] == "events")["schema"]["fields"].append(
        {"name": "founded", "type": "date"}
    )
    describe(bridge, found)
    write(bridge, "events", text(bridge, "events").with_columns(founded=pl.lit("0001-01-01")))
    renew(bridge)
    done = exported(bridge, tmp_path, *FORMATS)
    assert done.exit_code == 0, done.output
    sheet = openpyxl.load_workbook(tmp_path / "bridge.xlsx")["days"]
    read_back = [value for (value,) in sheet.values][1:]
    assert [value for value in read_back if isinstance(value, str)] == days[:2]
    assert [value for value in read_back if isinstance(value, datetime.datetime)] == [
        datetime.datetime(1900, 3, 1),
        datetime.datetime(9999, 12, 31),
    ]
    for command in (["show", "events/bridge-closes"], ["show", "days/0001-01-01"], ["site", str(tmp_path / "site")]):
        done = CliRunner().invoke(main, [*command, "--package", str(bridge)])
        assert done.exit_code == 0, done.output


def test_a_circle_or_a_long_chain_is_written_to_duckdb_without_its_reference(bridge: Path, tmp_path: Path) -> None:
    chain = [f"{number:03}" for number in range(duckdb_file.MOST_GENERATIONS + 1)]
    for table, parents in (("chain", [None, *chain[:-1]]), ("circle", [chain[-1], *chain[:-1]])):
        reference = {"fields": ["of"], "reference": {"resource": table, "fields": ["key"]}}
        rows = list(zip(chain, parents, strict=True))
        own_table(bridge, table, ["key", "of"], rows, schema={"foreignKeys": [reference]})
    assert exported(bridge, tmp_path, "duckdb").exit_code == 0
    with duckdb.connect(tmp_path / "bridge.duckdb", read_only=True) as database:
        for table in ("chain", "circle"):
            assert database.sql(f"SELECT count(*) FROM {table}").fetchall() == [(len(chain),)]
        sql = "SELECT table_name, comment FROM duckdb_columns() WHERE column_name = 'of'"
        assert sorted(database.sql(sql).fetchall()) == [("chain", " A key of chain."), ("circle", " A key of circle.")]


# The clock

NOW = datetime.datetime


@pytest.fixture
def years_later(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Set the clock of every module that asks ``datetime`` for it to another year."""

    class AnyDay(type):
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, NOW)

    class Later(NOW, metaclass=AnyDay):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> "Later":
            return cls(2051, 7, 8, 9, 10, 11, tzinfo=tz)

    with monkeypatch.context() as patched:
        for name, module in list(sys.modules.items()):
            asks = name.startswith(("rocrate", "xlsxwriter", "treaty_"))
            if asks and vars(module).get("datetime") is NOW:
                patched.setattr(module, "datetime", Later)
        yield


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_no_export_depends_on_the_clock(bridge: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    found = descriptor(bridge)
    found.pop("created", None)
    describe(bridge, found)
    write(bridge, "articles", text(bridge, "articles").with_columns(published=pl.lit(None), accessed=pl.lit(None)))
    renew(bridge)
    package = read(bridge)
    forms = [form for form in FORMATS if form != "duckdb"]  # which promises no bytes
    later = tmp_path / "later"
    for folder in (later, tmp_path / "now"):
        folder.mkdir()
    for form in forms:
        writer(form)(package, tmp_path / "now")
    now = files(tmp_path / "now")
    request.getfixturevalue("years_later")
    for form in forms:
        writer(form)(package, later)
    assert files(later) == now
    root = json_of(later / "bridge-ro-crate/ro-crate-metadata.json")["@graph"]
    assert next(entity["datePublished"] for entity in root if entity["@id"] == "./") == NO_DAY


def test_the_day_of_a_package_is_its_own_or_that_of_its_last_article(bridge: Path) -> None:
    from treaty_tools.export.about import about

    articles = text(bridge, "articles")
    describe(bridge, descriptor(bridge) | {"created": "2024-02-29T10:00:00Z"})
    assert about(read(bridge)).day == "2024-02-29"
    describe(bridge, {name: value for name, value in descriptor(bridge).items() if name != "created"})
    for published, accessed, day in (("1901-02-03", "1902", "1901-02-03"), ("1901-02", "1902-03-04", "1902-03-04")):
        write(bridge, "articles", articles.with_columns(published=pl.lit(published), accessed=pl.lit(accessed)))
        renew(bridge)
        assert about(read(bridge)).day == day
