"""What is exported is what the tables hold, whichever format and whoever reads it."""

import datetime
import hashlib
import json
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from polars.testing import assert_frame_equal

from tests.helpers.packages import add, describe, descriptor, edit, problems, renew
from treaty_tools import export
from treaty_tools.cli import main
from treaty_tools.export import FORMATS, duckdb_file, xlsx
from treaty_tools.export.earlier import MANIFEST
from treaty_tools.export.exported_package import ExportedPackage, read
from treaty_tools.export.search import pieces
from treaty_tools.export.writing_systems import font, right_to_left

FLAT = ("timeline", "figures", "contradictions")
SCRIPTS = {"bn": "কিম জং-উন", "ko": "김정은", "ar": "كيم جونغ أون", "zh": "金正恩"}


@pytest.fixture(scope="module")
def folder(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of five articles, with a name in more scripts and cells that readers like to change."""
    folder = shutil.copytree(pristine, tmp_path_factory.mktemp("exported") / "package")
    for language in ("ko", "ar", "zh"):
        added = {"name_id": f"kim-jong-un.{language}", "name": SCRIPTS[language], "language": language}
        add(folder, "names", "kim-jong-un.bn", **added)
    edit(folder, "events", "treaty-signing", place="010", note="NA")
    renew(folder)
    return folder


@pytest.fixture(scope="module")
def package(folder: Path) -> ExportedPackage:
    return read(folder).with_flat


@pytest.fixture(scope="module")
def out(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "new" / "folder"
    done = exported(folder, out, *FORMATS)
    assert done.exit_code == 0, done.output
    return out


def exported(folder: Path, out: Path, *formats: str) -> Result:
    asked = [f"--to={name}" for name in formats]
    return CliRunner().invoke(main, ["export", *asked, "--package", str(folder), str(out)])


def assert_equal(package: ExportedPackage, table: str, frame: pl.DataFrame) -> None:
    """Assert that a table came back; databases have rows in an order of their own."""
    key = package.schemas[table].key
    assert_frame_equal(frame.sort(key), package.tables[table].sort(key))


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# Each format loads back


def test_the_flat_tables_come_after_the_others(package: ExportedPackage, folder: Path) -> None:
    own = [resource["name"] for resource in descriptor(folder)["resources"]]
    assert list(package.tables) == [*own, *FLAT]
    assert all(package.tables[table].height for table in FLAT)


def test_csv_loads_back(package: ExportedPackage, out: Path) -> None:
    for table, frame in package.tables.items():
        path = out / f"treaty-record-csv/data/{table}.csv"
        assert_frame_equal(pl.read_csv(path, schema=package.schemas[table].polars_schema), frame)


def test_csv_of_the_tables_is_what_the_build_writes(folder: Path, out: Path) -> None:
    for path in (folder / "data").glob("*.csv"):
        assert (out / "treaty-record-csv/data" / path.name).read_bytes() == path.read_bytes()


def test_csv_files_are_a_package_that_keeps_the_contract(pristine: Path, tmp_path: Path) -> None:
    exported(pristine, tmp_path, "csv")
    assert problems(tmp_path / "treaty-record-csv") == []


@pytest.mark.parametrize("form", ["csv", "parquet", "jsonl"])
def test_descriptors_know_their_files(package: ExportedPackage, out: Path, form: str) -> None:
    folder = out / f"treaty-record-{form}"
    found = descriptor(folder)
    assert {path.name for path in (folder / "data").glob(f"*.{form}")} == {
        f"{table}.{form}" for table in package.tables
    }
    for resource in found["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert (resource["bytes"], resource["rows"]) == (len(content), package.tables[resource["name"]].height)
        assert all(field["description"] for field in resource["schema"]["fields"])
    assert json.loads((folder / found["$schema"]).read_bytes())["type"] == "object"


def test_parquet_loads_back(package: ExportedPackage, out: Path) -> None:
    for table, frame in package.tables.items():
        assert_frame_equal(pl.read_parquet(out / f"treaty-record-parquet/data/{table}.parquet"), frame)


def test_parquet_says_what_columns_mean(package: ExportedPackage, out: Path) -> None:
    for table in package.tables:
        found = pq.read_schema(out / f"treaty-record-parquet/data/{table}.parquet")
        for name, column in package.schemas[table].columns.items():
            field = found.field(name)
            assert (field.metadata or {})[b"description"].decode() == column.description
            assert field.nullable is not column.required
        assert found.metadata[b"primary_key"].decode().split(",") == list(package.schemas[table].key)


def test_pandas_reads_parquet(package: ExportedPackage, out: Path) -> None:
    events = pd.read_parquet(out / "treaty-record-parquet/data/events.parquet", dtype_backend="pyarrow")
    assert len(events) == package.tables["events"].height
    signing = events.set_index("event_id").loc["treaty-signing"]
    assert (signing["date_earliest"], signing["place"], signing["note"]) == (datetime.date(2024, 6, 1), "010", "NA")


def test_jsonl_loads_back(package: ExportedPackage, out: Path) -> None:
    for table, frame in package.tables.items():
        path = out / f"treaty-record-jsonl/data/{table}.jsonl"
        lines = list(map(json.loads, path.read_text(encoding="utf-8").splitlines()))
        assert [list(line) for line in lines] == [frame.columns] * frame.height
        if frame.height:
            assert_frame_equal(pl.read_ndjson(path, schema=package.schemas[table].polars_schema), frame)


# SQLite


@pytest.fixture
def sqlite(out: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(out / "treaty-record.sqlite")) as database:
        yield database


def test_sqlite_loads_back(package: ExportedPackage, sqlite: sqlite3.Connection) -> None:
    for table, frame in package.tables.items():
        rows = sqlite.execute(f'SELECT * FROM "{table}"').fetchall()
        stored = {
            name: {pl.Date: pl.String, pl.Boolean: pl.Int64}.get(type(kind), kind)
            for name, kind in frame.schema.items()
        }
        found = pl.DataFrame(rows, schema=stored, orient="row")
        days = pl.col(name for name, kind in frame.schema.items() if kind == pl.Date).str.to_date()
        truths = pl.col(name for name, kind in frame.schema.items() if kind == pl.Boolean).cast(pl.Boolean)
        assert_equal(package, table, found.with_columns(days, truths))


def test_sqlite_declares_types_keys_and_references(package: ExportedPackage, sqlite: sqlite3.Connection) -> None:
    assert sqlite.execute("PRAGMA foreign_key_check").fetchall() == []
    assert sqlite.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for table in package.tables:
        schema = package.schemas[table]
        columns = sqlite.execute(f"PRAGMA table_info('{table}')").fetchall()
        assert [name for _, name, _, _, _, key in sorted(columns, key=lambda row: row[5]) if key] == list(schema.key)
        types = {"string": "TEXT", "date": "DATE", "integer": "INTEGER", "number": "NUMERIC", "boolean": "BOOLEAN"}
        assert [row[2] for row in columns] == [types[column.type] for column in schema.columns.values()]
        keys = sqlite.execute(f"PRAGMA foreign_key_list('{table}')").fetchall()
        assert {row[3] for row in keys} == set(schema.parents)


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("কিম", ("names", "kim-jong-un.bn")),
        ("কিম", ("passages", "vtcnews-bn-20241112-phe-chuan.decree")),
        ("김", ("names", "kim-jong-un.ko")),
        ("정은", ("names", "kim-jong-un.ko")),
        ("正恩", ("names", "kim-jong-un.zh")),
        ("كيم", ("names", "kim-jong-un.ar")),
        ("条約", ("articles", "chosonsinbo-20241112-hijun")),
        ("phe chuan", ("articles", "vtcnews-20241112-phe-chuan")),
        ("ratif*", ("events", "kim-ratifies-treaty")),
    ],
)
def test_words_are_found_in_any_script(out: Path, sqlite: sqlite3.Connection, words: str, row: tuple[str, str]) -> None:
    told = json.loads((out / "treaty-record.metadata.json").read_bytes())
    search = told["databases"]["treaty-record"]["queries"]["search"]["sql"]
    assert row in [found[:2] for found in sqlite.execute(search, {"words": words})]


def test_a_word_without_its_marks_is_another_word(sqlite: sqlite3.Connection) -> None:
    assert sqlite.execute("SELECT * FROM names_search WHERE names_search MATCH 'কম'").fetchall() == []


def test_views_answer_what_people_ask(package: ExportedPackage, sqlite: sqlite3.Connection, out: Path) -> None:
    tables = package.tables
    (citations,) = sqlite.execute("SELECT count(*) FROM evidence").fetchone()
    (claims,) = sqlite.execute("SELECT count(*) FROM statements").fetchone()
    assert (citations, claims) == (tables["citations"].height, tables["claims"].height)
    low, high = pl.coalesce("figure_low", "figure_high").min(), pl.coalesce("figure_high", "figure_low").max()
    figures = tables["figures"].group_by("measure").agg(low, high.alias("high"), pl.len())
    ranges = "SELECT measure, least, greatest, n_claims FROM ranges"
    assert sqlite.execute(ranges).fetchall() == figures.sort("measure").rows()
    with duckdb.connect(out / "treaty-record.duckdb", read_only=True) as database:
        for view in ("evidence", "statements", "ranges"):
            (rows,) = database.execute(f"SELECT count(*) FROM {view}").fetchone() or (None,)
            assert sqlite.execute(f"SELECT count(*) FROM {view}").fetchone() == (rows,)


def test_datasette_is_told_of_everything(package: ExportedPackage, out: Path, sqlite: sqlite3.Connection) -> None:
    told = json.loads((out / "treaty-record.metadata.json").read_bytes())
    assert told["license_url"] == "https://creativecommons.org/licenses/by/4.0/"
    tables = told["databases"]["treaty-record"]["tables"]
    helpers = ["citation_sources", "article_addresses", "measure_ranges"]
    assert list(tables) == [*package.tables, *helpers, "evidence", "statements", "ranges"]
    assert [name for name, said in tables.items() if said.get("hidden")] == helpers
    for table, said in tables.items():
        columns = [row[1] for row in sqlite.execute(f"PRAGMA table_info('{table}')")]
        assert list(said["columns"]) == columns
        assert all(said["columns"].values())
        asked = [*said.get("facets", []), *[said[name] for name in ("sort", "label_column") if name in said]]
        assert set(asked) <= set(columns)


# DuckDB


def test_duckdb_loads_back(package: ExportedPackage, out: Path) -> None:
    with duckdb.connect(out / "treaty-record.duckdb", read_only=True) as database:
        for table in package.tables:
            assert_equal(package, table, database.sql(f'SELECT * FROM "{table}"').pl())


def test_duckdb_says_what_columns_mean_and_declares_keys(package: ExportedPackage, out: Path) -> None:
    with duckdb.connect(out / "treaty-record.duckdb", read_only=True) as database:
        told = database.sql(
            "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
        ).fetchall()
        keys = database.sql(
            "SELECT table_name, constraint_column_names FROM duckdb_constraints() WHERE constraint_type = 'FOREIGN KEY'"
        ).fetchall()
    comments = {(table, column): comment for table, column, comment in told}
    assert all(comments.values())
    for table in package.tables:
        for name, column in package.schemas[table].columns.items():
            assert comments[table, name].startswith(column.description)
    declared = {(table, column) for table, (column,) in keys}
    references = {(table, column) for table in package.tables for column in package.schemas[table].parents}
    assert references - declared == {("actors", "article_id")}
    assert comments["actors", "article_id"].endswith(" A key of articles.")


def generations(rows: dict[str, list[str | None]]) -> list[list[str]] | None:
    found = duckdb_file.generations(pl.DataFrame(rows), "id", ["of"])
    return None if found is None else [frame["id"].to_list() for frame in found]


def test_rows_come_after_those_they_refer_to() -> None:
    rows: dict[str, list[str | None]] = {"id": ["a", "b", "c", "d"], "of": ["c", None, "b", None]}
    assert generations(rows) == [["b", "d"], ["c"], ["a"]]


def test_circles_and_long_chains_have_no_generations() -> None:
    assert generations({"id": ["a", "b", "c"], "of": [None, "c", "b"]}) is None
    chain: list[str | None] = [f"{number:03}" for number in range(duckdb_file.MOST_GENERATIONS + 1)]
    assert generations({"id": chain, "of": [None, *chain[:-1]]}) is None
    assert generations({"id": chain[1:], "of": [None, *chain[1:-1]]}) == [[key] for key in chain[1:]]


# Excel


@pytest.fixture(scope="module")
def book(out: Path) -> Iterator[Workbook]:
    book = openpyxl.load_workbook(out / "treaty-record.xlsx")
    yield book
    book.close()


def test_excel_loads_back(package: ExportedPackage, book: Workbook) -> None:
    assert book.sheetnames == ["read me", *package.tables]
    for table, frame in package.tables.items():
        head, *rows = book[table].iter_rows(values_only=True)
        assert list(head) == frame.columns
        assert len(rows) == frame.height
        found = pl.DataFrame(
            rows,
            schema=[(name, pl.Datetime if kind == pl.Date else kind) for name, kind in frame.schema.items()],
            orient="row",
        )
        assert_frame_equal(found.cast(frame.schema), frame)


def test_excel_runs_nothing(book: Workbook) -> None:
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d", "b"}


def test_excel_links_rows_to_articles(book: Workbook, package: ExportedPackage) -> None:
    articles = {row[0].value: row[0].row for row in book["articles"].iter_rows()}
    at = package.tables["events"].columns.index("article_id")
    for row in list(book["events"].iter_rows())[1:]:
        link = row[at].hyperlink
        assert link is not None
        assert link.location == f"'articles'!A{articles[row[at].value]}"
    addresses = [
        cell.hyperlink.target
        for row in book["articles"].iter_rows()
        for cell in row
        if cell.hyperlink and cell.hyperlink.target
    ]
    assert "https://vtcnews.vn/trieu-tien-phe-chuan-hiep-uoc-phong-thu-chung-voi-nga-ar906862.html" in addresses


def test_excel_shows_every_script(book: Workbook) -> None:
    names = {str(row[0].value): row[2] for row in book["names"].iter_rows()}
    assert {key: names[f"kim-jong-un.{key}"].value for key in SCRIPTS} == SCRIPTS
    assert [names[f"kim-jong-un.{key}"].font.name for key in SCRIPTS] == [
        "Nirmala UI",
        "Malgun Gothic",
        "Arial",
        "Microsoft YaHei",
    ]
    assert [names[f"kim-jong-un.{key}"].alignment.readingOrder for key in SCRIPTS] == [0, 0, 2, 0]


def test_excel_keeps_ids_as_text_and_explains_columns(book: Workbook, package: ExportedPackage) -> None:
    events, frame = book["events"], package.tables["events"]
    last = f"{get_column_letter(frame.width)}{frame.height + 1}"
    assert (events.freeze_panes, events.auto_filter.ref) == ("A2", f"A1:{last}")
    place = package.tables["events"].columns.index("place")
    cells = [row[place] for row in events.iter_rows()]
    assert ("010", "s") in [(cell.value, cell.data_type) for cell in cells]
    assert events.column_dimensions[get_column_letter(place + 1)].number_format == "@"
    for cell, column in zip(events[1], package.schemas["events"].columns.values(), strict=True):
        assert cell.comment is not None
        assert cell.comment.text == column.description


@pytest.mark.parametrize(
    ("text", "name", "rightward"),
    [
        ("Kim", None, False),
        ("Ким", None, False),
        ("12 سبتمبر", "Arial", True),
        ("AFP: كيم", "Arial", False),
        ("朝鮮の条約", "Yu Gothic", False),
        ("ไทย", "Leelawadee UI", False),
    ],
)
def test_text_is_shown_as_its_script_is(text: str, name: str | None, rightward: bool) -> None:
    assert (font(text), right_to_left(text)) == (name, rightward)


def test_excel_is_refused_what_it_cannot_hold(package: ExportedPackage, monkeypatch: pytest.MonkeyPatch) -> None:
    frames = {"claims": pl.DataFrame({"note": ["a", "b" * 32_767, "😀" * 16_384]}), "history": pl.DataFrame({"a": [1]})}
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    assert list(xlsx.refusals(replace(package, tables=frames))) == [
        "claims has 3 rows, and a sheet of Excel holds 2",
        "claims.note has a text of 32,768 characters, and a cell of Excel holds 32,767",
        "Excel reserves the name 'history', which no sheet can have",
    ]


# What every format does


def test_exports_repeat_byte_for_byte(folder: Path, out: Path, tmp_path: Path) -> None:
    exported(folder, tmp_path, *(name for name in FORMATS if name != "duckdb"))  # which promises no bytes
    others = {path: content for path, content in files(out).items() if not path.endswith((".duckdb", MANIFEST))}
    again = files(tmp_path)
    assert again.pop(MANIFEST).count(b"\n") == len(others) + 1
    assert again == others


def test_what_was_exported_before_is_replaced(folder: Path, tmp_path: Path) -> None:
    exported(folder, tmp_path, "sqlite", "csv")
    fresh = files(tmp_path)
    (tmp_path / "other.txt").write_text("stays")
    (tmp_path / "treaty-record-csv/NOTES.md").write_text("stays")
    (tmp_path / "treaty-record-csv/data/events.csv").write_text("old")
    done = exported(folder, tmp_path, "sqlite", "csv")
    assert done.stdout.splitlines() == [str(tmp_path / "treaty-record-csv"), str(tmp_path / "treaty-record.sqlite")]
    assert done.stderr == f"{tmp_path}: replacing treaty-record-csv/data/events.csv\n"
    assert files(tmp_path) == fresh | {"other.txt": b"stays", "treaty-record-csv/NOTES.md": b"stays"}


def test_nothing_is_written_where_one_format_fails(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    done = exported(folder, tmp_path / "out", "csv", "xlsx")
    assert done.exit_code == 1
    assert done.output == ("Error: articles has 5 rows, and a sheet of Excel holds 2: export to another format\n")
    assert list(tmp_path.iterdir()) == []


def test_a_package_that_breaks_its_keys_is_not_exported(folder: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(folder, tmp_path / "package")
    edit(broken, "events", "treaty-signing", article_id="nowhere")
    renew(broken)
    done = exported(broken, tmp_path / "out", "csv")
    assert done.exit_code == 1
    assert "article_id: 'nowhere' is not in articles [foreign-key]" in done.output
    assert not (tmp_path / "out").exists()


def test_a_package_needs_a_name_that_a_file_can_have(folder: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(folder, tmp_path / "package")
    describe(broken, descriptor(broken) | {"name": "../elsewhere"})
    done = exported(broken, tmp_path / "out", "csv")
    assert done.exit_code == 1
    said = (
        "'../elsewhere' is not supported; expected a name of at most 100 lower-case letters, digits, dots, hyphens and "
        "underscores"
    )
    assert done.output.splitlines()[0] == f"datapackage.json:1: name: {said} [descriptor]"


def test_a_table_of_a_packages_own_keeps_its_name(out: Path, package: ExportedPackage) -> None:
    again = read(out / "treaty-record-csv").with_flat
    assert list(again.tables) == list(package.tables)


def test_a_missing_library_is_named(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("xlsx", "sheet"):
        monkeypatch.delitem(sys.modules, f"treaty_tools.export.{module}")
        monkeypatch.delattr(export, module)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.delitem(sys.modules, "xlsxwriter.workbook")
    done = exported(folder, tmp_path / "out", "xlsx")
    assert done.exit_code == 2
    said = "Error: --to xlsx needs xlsxwriter, which is not installed: pip install 'treaty-record[tools]'"
    assert done.output.splitlines()[-1] == said


def test_a_folder_that_cannot_be_written_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = exported(folder, tmp_path / "file" / "out", "csv")
    assert (done.exit_code, done.output) == (
        1,
        f"Error: {tmp_path}/file/out: Not a directory; nothing was changed\n",
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [("조약 비준", "조 약 비 준"), ("金正恩", "金 正 恩 金正 正恩"), ("কিম জং-উন", None), ("Kim", None), ("金", None)],
)
def test_runs_without_blanks_are_searched_in_pieces(text: str, found: str | None) -> None:
    assert pieces(text) == found
