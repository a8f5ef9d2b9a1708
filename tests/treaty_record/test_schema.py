"""pandera, 'treaty validate --level 1' and frictionless find the errors in the same cells."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pandera.polars as pa
import polars as pl
import pytest
from frictionless import Resource, Schema
from hypothesis import given
from pandera.config import config_context

import treaty_record
from tests.helpers.examples import examples
from tests.helpers.packages import describe, descriptor, own_table, renew
from treaty_record import home
from treaty_record.cells.errors import cell_errors, failures
from treaty_record.frames import as_typed
from treaty_record.reading import resources
from treaty_record.schema import schema, validate
from treaty_record.values.language_tags import fault
from treaty_record.values.patterns import LANGUAGE
from treaty_tools.package.reading import read_package
from treaty_tools.releases.validation import found_in

FIELDS: list[str | dict[str, Any]] = [
    {"name": "stop_id", "type": "string", "constraints": {"required": True, "unique": True}},
    {"name": "name", "type": "string", "constraints": {"minLength": 2, "maxLength": 4, "unique": True}},
    {"name": "code", "type": "string", "constraints": {"pattern": "a|b+"}},
    {"name": "kind", "type": "string", "constraints": {"enum": ["x", "yy"], "required": True}},
    {"name": "number", "type": "integer", "constraints": {"enum": [1, 2, 5]}},
    {"name": "depth", "type": "integer", "constraints": {"minimum": 0, "maximum": 10}},
    {"name": "height", "type": "number", "constraints": {"exclusiveMinimum": 0.5, "exclusiveMaximum": 2.25}},
    {"name": "day", "type": "date", "format": "%Y-%m-%d", "constraints": {"minimum": "2024-01-01"}},
    {"name": "until", "type": "date", "constraints": {"maximum": "2024-12-31", "enum": ["2024-05-05", "2025-01-01"]}},
    {"name": "open", "type": "boolean", "constraints": {"required": True, "enum": [True]}},
    {"name": "event_id", "type": "string"},
    {"name": "memo", "type": "string"},
]
"""Columns of a table of a package's own, with every constraint of Table Schema."""
STOPS: list[list[str | None]] = [
    ["a", "one", "a", "x", "1", "0", "1.5", "2024-01-01", "2024-05-05", "true", "kim-ratifies-treaty", "A stop."],
    ["b", "two", "bb", "yy", "2", "10", "0.75", "2025-01-01", None, "true", None, None],
    ["c", "six", None, "x", "5", None, None, None, "2024-05-05", "true", None, "Ž"],
    ["d", None, "b", "yy", None, "5", "2", "2024-02-29", None, "true", "kim-ratifies-treaty", "One."],
]
KEYS = {
    "uniqueKeys": [["code", "kind"]],
    "foreignKeys": [{"fields": ["event_id"], "reference": {"resource": "events", "fields": ["event_id"]}}],
}
NOT_BY_FRICTIONLESS = {"exclusiveMinimum", "exclusiveMaximum"}
"""Constraints that frictionless rejects in a schema that is not in a package; it does not know unique keys at all."""
FURTHER = {"greater_than", "less_than", "nfc", "visible"}
"""The checks of these, and those that Table Schema has no constraint for."""
ODD = [
    "x",
    "ab",
    "abbb",
    "bb",
    "toolong",
    "0",
    "5",
    "11",
    "-1",
    "0.5",
    "2.25",
    "2.50",
    "true",
    "2024-02-30",
    "2023-12-31",
]
ODD += ["2025-01-01", "2024-13", "2024?", "10,000", "~5", "A-b", "a.b", "http:/x", "xq", "iw", "zh-Hant", "pt-br", "UK"]
ODD += [
    " x",
    "x ",
    "=1",
    "+1",
    "@a ",
    "a\tb",
    "e\u0301",
    "\u00a0a",
    "a\u2028b",
    "\ufeffa",
    "\u200ba",
    "x\u00ad",
    "Occurred",
]
ODD += ["\U0001f3f4\U000e0067\U000e0062\U000e007f", "one", "a", "kim-ratifies-treaty\u200b"]
TABLES = ["stops", "actors", "articles", "claims", "events", "names", "passages"]


@pytest.fixture
def package(project: Path) -> Path:
    own_table(project, "stops", FIELDS, STOPS, schema=KEYS)
    return project


@st.composite
def mutated(draw: st.DrawFn, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of a table, some with one cell changed."""
    columns = {name: frame[name].to_list() for name in frame.columns}
    for row in draw(st.sets(st.integers(0, len(frame) - 1), min_size=1, max_size=10)):
        name = draw(st.sampled_from(frame.columns))
        columns[name][row] = draw(st.none() | st.sampled_from(ODD))
    return pl.DataFrame(columns, schema=frame.schema)


Cells = set[tuple[int, str]]


def by_level_1(package: Path, table: str) -> list[tuple[int, str, str, str]]:
    """Return row, column, message and rule of the errors in cells that 'treaty validate --level 1' finds."""
    found = found_in(read_package(package, home.contract()), 1)
    cells = [(rule, each.faults) for rule, each in found if each.table == table and rule != "row-order"]
    rows = [(*row, rule) for rule, faults in cells for row in faults.select("_row", "column", "message").iter_rows()]
    return sorted(set(rows))


def by_schema(package: Path, table: str, frame: pl.DataFrame) -> dict[tuple[int, str], set[str]]:
    """Return the checks of ``schema`` that each cell fails, in the rows whose cells are of their columns' types."""
    wanted = read_package(package, home.contract()).contract.tables[table]
    rows, _ = as_typed(wanted, frame)
    found: dict[tuple[int, str], set[str]] = {}
    try:
        schema(table, package).validate(rows.drop("_row"), lazy=True)
    except pa.errors.SchemaErrors as errors:
        for error in errors.schema_errors:
            check = error.check if isinstance(error.check, str) else str(getattr(error.check, "name", ""))
            assert isinstance(error.check_output, pl.DataFrame)
            for row in rows["_row"].filter(~error.check_output.to_series()):
                found.setdefault((row, str(error.column_name or error.schema.name)), set()).add(check)
        cases = errors.failure_cases.select("index", "column").iter_rows()
        assert {(rows["_row"][index], column) for index, column in cases} == set(found)
    return found


def by_frictionless(package: Path, table: str, frame: pl.DataFrame) -> Cells:
    """Return the cells that frictionless rejects."""
    found = dict(resources(package)[1][table]["schema"])
    for key in ("primaryKey", "foreignKeys", "uniqueKeys"):
        found.pop(key, None)
    key = resources(package)[1][table]["schema"]["primaryKey"]
    fields = []
    for field in found["fields"]:
        left_out = NOT_BY_FRICTIONLESS | ({"unique"} if [field["name"]] == key else set())
        constraints = {name: value for name, value in field.get("constraints", {}).items() if name not in left_out}
        fields.append({**field, "constraints": constraints})
    rows = [frame.columns, *(["" if cell is None else cell for cell in row] for row in frame.iter_rows())]
    declared = Schema.from_descriptor({**found, "fields": fields})
    report = Resource(data=rows, schema=declared).validate(limit_errors=100_000)
    return {(row - 2, column) for row, column in report.flatten(["rowNumber", "fieldName"])}


def shared(table: str, frame: pl.DataFrame, found: dict[tuple[int, str], set[str]]) -> Cells:
    """Return the cells that fail a check which frictionless has too."""
    return {
        cell for cell, checks in found.items() if not _is_ours_alone(table, cell[1], frame[cell[1]][cell[0]], checks)
    }


def _is_ours_alone(table: str, column: str, text: str | None, checks: set[str]) -> bool:
    if column == "language" and text and re.fullmatch(LANGUAGE[1:-1], text):
        return fault(text) is not None  # of the right form, but not registered
    plain = {"free_text"} if table == "stops" else set()  # text of a package's own has no pattern in its descriptor
    keys = {"distinct"} if column == "kind" else set()  # the last column of a unique key
    return checks <= FURTHER | plain | keys


def optional(table: str, frame: pl.DataFrame, cells: Cells) -> Cells:
    """Return cells without those that level 2 reports: derived ones that are empty."""
    columns = home.contract().tables[table].columns if table != "stops" else {}
    return {
        (row, name)
        for row, name in cells
        if not (name in columns and columns[name].derived and frame[name][row] is None)
    }


@pytest.mark.parametrize("table", TABLES)
def test_schema_level_1_and_frictionless_name_the_same_cells(package: Path, table: str) -> None:
    @examples(2, 40)
    @given(st.data())
    def agree(data: st.DataObject) -> None:
        frame = data.draw(mutated(before))
        frame.write_csv(path)
        renew(package)
        reported = by_level_1(package, table)
        unwritten = {(row, column) for row, column, _, rule in reported if rule == "type"}
        found = by_schema(package, table, frame)
        assert set(found) == {(row, column) for row, column, *_ in reported} - unwritten
        in_memory = validate({table: frame}, package).select("row", "column", "message", "rule")
        assert sorted(in_memory.rows()) == reported
        rows = {row for row, _ in unwritten}  # whose other cells we do not check
        theirs = {cell for cell in by_frictionless(package, table, frame) if cell[0] not in rows}
        assert shared(table, frame, found) == optional(table, frame, theirs)

    path = package / resources(package)[1][table]["path"]
    before = pl.read_csv(path, infer_schema=False)
    agree()


def test_a_schema_has_what_a_package_declares(package: Path) -> None:
    stops = schema("stops", package)
    assert list(stops.columns) == [field["name"] for field in descriptor(package)["resources"][-1]["schema"]["fields"]]
    assert [str(check.name) for check in stops.columns["kind"].checks] == ["not_empty", "isin", "distinct"]
    assert stops.columns["height"].checks[0].statistics == {"min_value": 0.5}
    assert stops.metadata is not None
    assert stops.metadata["unique_keys"] == (("code", "kind"),)
    assert [str(key) for key in stops.metadata["references"]] == ["from event_id to events.event_id"]
    rows = pl.DataFrame(STOPS, schema=[str(field["name"]) for field in FIELDS if isinstance(field, dict)], orient="row")
    found = validate({"stops": pl.concat([rows, rows[1:2]]).with_columns(memo=pl.lit("=1"))}, package)
    assert found.filter(row=4).rows() == [
        ("stops", 4, "kind", "'bb yy' already occurs in an earlier row (columns code, kind)", "unique"),
        ("stops", 4, "memo", "'=1' starts with = + - or @, so that spreadsheets run it as a formula", "formula"),
        ("stops", 4, "name", "'two' already occurs in an earlier row", "unique"),
    ]


def test_frames_of_the_package_itself_have_no_errors() -> None:
    assert validate(treaty_record.load()).is_empty()
    assert validate({"events": treaty_record.load("events").lazy()}).is_empty()
    as_pandas = treaty_record.load(as_="pandas")
    plain = {name: frame.to_pandas() for name, frame in treaty_record.load().items()}
    assert validate(as_pandas).is_empty()
    assert validate(plain).is_empty()
    for name, frame in treaty_record.load().items():
        assert schema(name).validate(frame, lazy=True).equals(frame)


def test_a_frame_with_wrong_columns_is_reported_by_column() -> None:
    events, actors = treaty_record.load("events"), treaty_record.load("actors")
    frames = {
        "actors": actors.select(*actors.columns[1:], actors.columns[0]),
        "claims": treaty_record.load("claims").drop("note").with_columns(x=1),
        "events": events.with_columns(n_articles=pl.col("n_articles") + 0.5, title=pl.lit(1)),
    }
    assert validate(frames).rows() == [
        ("actors", None, "name", f"is out of order; expected {', '.join(actors.columns)}", "header"),
        ("events", None, "n_articles", "is of type Float64, not Int64; convert the column", "type"),
        ("events", None, "title", "is of type Int32, not String; convert the column", "type"),
        ("claims", None, "note", "is missing", "header"),
        ("claims", None, "x", "is not a column of the table; remove it", "header"),
    ]


def test_text_is_read_as_in_csv() -> None:
    events = treaty_record.load("events").head(2).with_columns(pl.all().cast(pl.String))
    assert validate({"events": events}).is_empty()
    wrong = events.with_columns(disputed=pl.Series(["True", "false"]))
    assert validate({"events": wrong}).rows() == [
        ("events", 0, "disputed", "'True' is not written as true or false", "type")
    ]


def test_what_cannot_be_checked_is_refused(package: Path) -> None:
    with pytest.raises(KeyError, match="no table 'x': the package has articles, passages,"):
        schema("x")
    with pytest.raises(TypeError, match="expected a polars or pandas frame, not list"):
        validate({"events": []})  # type: ignore[dict-item]
    with pytest.raises(FileNotFoundError, match="no package nowhere"):
        schema("events", "nowhere")
    found = descriptor(package)
    found["resources"][-1]["schema"]["fields"][2]["constraints"]["pattern"] = "("
    describe(package, found)
    with pytest.raises(
        ValueError, match=r"datapackage.json cannot be used \('treaty validate' says why\): table stops"
    ):
        schema("stops", package)
    found["resources"][0]["schema"]["fields"].pop()
    describe(package, found)
    with pytest.raises(ValueError, match=r"is no package of cited events: [a-z]+ has no [a-z_]+$"):
        schema("events", package)


def test_a_check_that_cannot_run_is_a_bug() -> None:
    def fails(data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("nothing"))

    broken = pa.DataFrameSchema({"a": pa.Column(pl.Int64, pa.Check(fails))}, name="numbers")
    with pytest.raises(RuntimeError, match=r"^table numbers: ColumnNotFoundError"):
        failures(broken, pl.DataFrame({"a": [1]}))


def test_settings_of_pandera_do_not_switch_the_checks_off() -> None:
    table = home.contract().tables["actors"]
    rows, _ = as_typed(table, treaty_record.load("actors").with_columns(kind=pl.lit("x")))
    with config_context(validation_enabled=False):
        assert [error.rule for error in cell_errors(table, rows)] == ["term"]


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("command", ["validate", "build --check"])
def test_without_pandera_nothing_is_validated(project: Path, command: str) -> None:
    code = f"""
import sys
sys.modules["pandera"] = None
sys.argv = ["treaty", *{command.split()}, "-C", {str(project)!r}]
from treaty_tools.__main__ import main
main()
"""
    name = command.split()[0]
    needs = f"treaty {name} needs pandera, which is not installed: pip install 'treaty-record[models]'"
    assert run(code) == f"Error: {needs}\n"


@pytest.mark.parametrize("function", ["schema('events')", "validate({})"])
def test_without_pandera_the_functions_name_the_extra(function: str) -> None:
    code = f"import sys; sys.modules['pandera'] = None; import treaty_record; treaty_record.{function}"
    name = function.partition("(")[0]
    assert run(code).endswith(f"ModuleNotFoundError: {name} needs pandera: pip install 'treaty-record[models]'\n")


IMPORTED = """
import shlex, sys
from click.testing import CliRunner
from treaty_tools.__main__ import Hidden

sys.meta_path.insert(0, Hidden())
from treaty_tools.cli import main

for call in sys.argv[1:]:
    status = CliRunner().invoke(main, shlex.split(call)).exit_code
    libraries = [name for name in ("hypothesis", "numpy", "pandas", "pandera") if name in sys.modules]
    print(call.split()[0], status, *libraries)
"""


@pytest.mark.parametrize(
    ("commands", "imported"),
    [
        (["--help", "rules", "describe", "show events/kim-ratifies-treaty", "export --to sqlite {}/out"], ""),
        (["validate"], " pandera"),
        (["build --check"], " pandera"),
    ],
)
def test_pandera_is_imported_to_validate_alone_and_what_it_imports_never(
    project: Path, commands: list[str], imported: str
) -> None:
    calls = [f"{command.format(project)} -C {project}" for command in commands]
    done = subprocess.run([sys.executable, "-c", IMPORTED, *calls], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [f"{command.split()[0]} 0{imported}" for command in commands]
