"""A table in several files is the table in one, and its errors are at rows of these files."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import jsonschema
import polars as pl
import pytest
from click.testing import CliRunner
from frictionless import Package
from polars.testing import assert_frame_equal

import treaty_record
from tests.helpers.packages import Change, broken, descriptor, edit, edited, problems, text, write
from tests.helpers.parts import cut, uncut
from tests.treaty_tools.package.test_package import as_parquet, resource
from treaty_record import home
from treaty_record.contract import Column, TableSchema, by_name
from treaty_tools import export
from treaty_tools.cli import main
from treaty_tools.export.exported_package import read
from treaty_tools.package import table_reading
from treaty_tools.package.parts import Part, Parts
from treaty_tools.package.reading import read_package, read_whole
from treaty_tools.releases.difference import Release, compare
from treaty_tools.site.build import package_files

ROWS = 10
"""Rows of each file in these tests."""
DECREE = "vtcnews-bn-20241112-phe-chuan.decree"


def shuffled(package: Path) -> None:
    """Exchange the first ten citations with the next ten, and repeat the first at the end of the table."""
    citations = text(package, "citations")
    parts = citations.slice(ROWS, ROWS), citations.slice(0, ROWS), citations.slice(2 * ROWS), citations.head(1)
    write(package, "citations", pl.concat(parts))


@pytest.fixture(scope="module")
def dirty(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of five articles with errors of many rules and levels."""
    folder = shutil.copytree(pristine, tmp_path_factory.mktemp("parts") / "dirty")
    changes = (
        edited("actors", "kcna", kind="house", country="KP"),
        edited("actors", "vladimir-putin", name=" Putin"),
        edited("events", "treaty-signing", date="2024-13"),
        edited("passages", DECREE, start="1e5"),
        edited("claims", "treaty-mutual-aid", said_on="2020-01-01"),
        edited("articles", "mbn-20241112-kim-signs", published="2024-10-01"),
        shuffled,
    )
    return broken(folder, changes)


@pytest.fixture(scope="module", params=["csv", "parquet"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def whole(kind: str, dirty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package with errors, one file per table; Parquet cannot have text among numbers."""
    folder = shutil.copytree(dirty, tmp_path_factory.mktemp("whole") / kind)
    if kind == "parquet":
        edit(folder, "passages", DECREE, start="1")
        as_parquet(folder)
    return folder


@pytest.fixture(scope="module")
def parts(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same package with its tables cut into several files."""
    return cut(shutil.copytree(whole, tmp_path_factory.mktemp("cut") / "package"), ROWS)


@pytest.fixture(scope="module")
def sound(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of five articles without errors, cut; not to be changed."""
    return cut(shutil.copytree(pristine, tmp_path_factory.mktemp("sound") / "package"), ROWS)


@pytest.fixture
def package(sound: Path, tmp_path: Path) -> Path:
    """The same, free to be broken."""
    return shutil.copytree(sound, tmp_path / "package", ignore=shutil.ignore_patterns("scripts", "schemas"))


@pytest.fixture(scope="module")
def cut_csv(dirty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cut(shutil.copytree(dirty, tmp_path_factory.mktemp("cut") / "package"), ROWS)


def test_errors_are_those_of_one_file_at_rows_of_the_parts(whole: Path, parts: Path) -> None:
    expected = problems(whole)
    assert sorted(uncut(problem, ROWS) for problem in problems(parts)) == sorted(expected)
    assert {problem.rpartition("[")[2] for problem in expected} >= {"key]", "term]", "row-order]", "article-day]"}


def test_both_places_of_an_error_name_the_part(cut_csv: Path) -> None:
    assert [problem for problem in problems(cut_csv) if "citations" in problem] == [
        "data/citations-1.csv:2: passage_id: is out of order: sort the rows by key [row-order]",
        "data/citations-30.csv:11: field: actors/treaty is already cited by this passage (data/citations-2.csv:2); "
        "keep one of them [key]",
        "data/citations-4.csv:10: stance: is cited as support, but the article is of '2024-10-01', and the event of "
        "'2024-11-11' (data/events-1.csv:6); announce it instead, or correct a date [announced]",
    ]


def test_reports_for_programs_name_the_part(cut_csv: Path) -> None:
    asked = ["validate", str(cut_csv), "--level", "1", "--rule", "row-order", "--format"]
    report = json.loads(CliRunner().invoke(main, [*asked, "json"]).stdout)
    assert [(each["path"], each["line"]) for each in report["problems"]] == [("data/citations-1.csv", 2)]
    (annotation,) = CliRunner().invoke(main, [*asked, "github"]).stdout.splitlines()
    assert "data/citations-1.csv,line=2,title=row-order::" in annotation


def test_rows_are_compared_across_the_seam_of_two_parts(project: Path) -> None:
    actors = text(project, "actors")
    seam = [*range(ROWS - 1), ROWS, ROWS - 1, *range(ROWS + 1, len(actors))]
    write(project, "actors", actors[seam])
    assert problems(cut(project, ROWS)) == [
        "data/actors-1.csv:11: actor_id: is out of order: sort the rows by key [row-order]"
    ]


def test_lines_after_a_line_break_in_a_cell_stay_right_in_each_part(project: Path) -> None:
    for actor in ("choson-sinbo", "state-duma"):
        edit(project, "actors", actor, note="one\n\ntwo")
    edit(project, "actors", "us-officials", kind="house")
    assert [problem.partition(": ")[0] for problem in problems(cut(project, ROWS))] == [
        "data/actors-1.csv:2",
        "data/actors-2.csv:2",
        "data/actors-2.csv:10",
    ]


@pytest.mark.parametrize(
    ("row", "place"), [(-1, "a.csv:1"), (0, "a.csv:2"), (1, "a.csv:5"), (2, "c.csv:2"), (3, "c.csv:3")]
)
def test_a_row_is_placed_in_its_file_past_line_breaks_and_files_without_rows(row: int, place: str) -> None:
    parts = Parts([Part("a.csv", 2, pl.Series([0, 2])), Part("b.csv"), Part("c.csv", 2), Part("d.csv")])
    assert str(parts.place(row)) == place
    assert str(Parts([Part("a.parquet", 2), Part("b.parquet", 5)]).place(3)) == "b.parquet:2"


# What is read is what one file would hold


def test_tables_loaded_from_parts_are_those_of_one_file(whole: Path, parts: Path, kind: str) -> None:
    names = [name for name in treaty_record.TABLES if (name, kind) != ("passages", "csv")]  # which has the wrong cell
    for name in names:
        assert_frame_equal(treaty_record.load(name, package=parts), treaty_record.load(name, package=whole))


def test_a_wrong_cell_in_a_part_keeps_a_table_from_being_loaded(package: Path) -> None:
    part = package / "data/passages-2.csv"
    pl.read_csv(part, infer_schema=False).with_columns(start=pl.lit("1e5")).write_csv(part)
    with pytest.raises(ValueError, match=r"data/passages-2.csv differs .*: start has a cell that is not written as"):
        treaty_record.load("passages", package=package)


def test_parquet_files_of_a_table_may_store_a_column_in_different_types(tmp_path: Path) -> None:
    stored = pl.Series([1, 2], dtype=pl.Int8), pl.Series([2**64 - 1], dtype=pl.UInt64), pl.Series([None])
    names = [f"{number}.parquet" for number in range(len(stored))]
    for name, cells in zip(names, stored, strict=True):
        pl.DataFrame({"n": cells}).write_parquet(tmp_path / name)
    read = table_reading.read_table(TableSchema("t", by_name([Column("n", "integer")])), {"path": names}, tmp_path)
    assert read.frame is not None
    assert read.frame["n"].to_list() == [1, 2, None, None]
    assert [found.faults.select("_row", "message").rows() for found in read.faults] == [
        [(2, "'18446744073709551615' is not written as a whole number: 3")]
    ]


def test_a_schema_reads_a_package_in_parts(sound: Path) -> None:
    events = treaty_record.load("events", package=sound)
    assert treaty_record.validate({"events": events}, package=sound).is_empty()
    assert len(treaty_record.schema("events", package=sound).validate(events, lazy=True)) == len(events)


def test_parts_and_one_file_do_not_differ(pristine: Path, sound: Path) -> None:
    for old, new in ((pristine, sound), (sound, pristine)):
        assert compare(Release(read_whole(old)), Release(read_whole(new))).tables == []


def test_exports_have_one_file_per_table(pristine: Path, sound: Path, tmp_path: Path) -> None:
    made = []
    for folder in (pristine, sound):
        (out,) = export.export(read(folder), [export.writer("csv")], tmp_path / folder.name)
        descriptions = json.loads((out / "datapackage.json").read_bytes())  # hash and bytes stand elsewhere
        files = {path.relative_to(out): path.read_bytes() for path in (out / "data").rglob("*.*")}
        made.append((descriptions, files))
    assert made[0] == made[1]


def test_a_site_carries_every_part(sound: Path) -> None:
    carried = package_files(read_whole(sound), sound)
    assert [path for path in carried if "actors" in path] == ["data/actors-1.csv", "data/actors-2.csv"]
    assert carried["data/actors-2.csv"] == (sound / "data/actors-2.csv").read_bytes()


def test_frictionless_and_the_profile_accept_parts(sound: Path, pristine: Path) -> None:
    assert problems(sound) == []
    report = Package(str(sound / "datapackage.json")).get_resource("actors").validate()
    assert (report.valid, report.tasks[0].stats["rows"]) == (True, 20)
    profile = json.loads((pristine / "data/schemas/profile-2.0.json").read_bytes())
    jsonschema.Draft202012Validator(profile).validate(descriptor(sound))


# What is refused


def rewritten(part: str, change: Callable[[str], str]) -> Change:
    """Change the text of one file."""

    def rewrite(package: Path) -> None:
        path = package / part
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    return rewrite


def paths(*names: str | int) -> Change:
    return resource("actors", path=list(names))


ONE, TWO = "data/actors-1.csv", "data/actors-2.csv"
HERE = "datapackage.json:1: actors"
HEADER = ",".join(home.contract().tables["actors"].columns)
REFUSED = [
    ([paths()], f"{HERE}.path: is an empty list; expected the path of at least one file within the package [resource]"),
    ([paths(ONE, TWO, "data/x.csv")], f"{HERE}.path[2]: 'data/x.csv' is no regular file [resource]"),
    ([paths(ONE, TWO, "../x.csv")], f"{HERE}.path[2]: '../x.csv' is not a path within the package [resource]"),
    (
        [paths(ONE, TWO, 5)],
        f"{HERE}.path[2]: 5 is not supported; expected the path of a file within the package [resource]",
    ),
    (
        [paths(ONE, TWO, ONE)],
        f"{HERE}.path[2]: {ONE!r} is listed twice, so its rows would be read twice; remove it here [resource]",
    ),
    (
        [paths(ONE, "datapackage.json")],
        f"{HERE}.path[1]: 'datapackage.json' is of another kind; expected a .csv or .parquet file [resource]",
    ),
    (
        [lambda package: (package / "data/x.parquet").touch(), paths(ONE, TWO, "data/x.parquet")],
        f"{HERE}.path: lists CSV and Parquet files; the files of a table are all of one kind [resource]",
    ),
    (
        [resource("names", path="data/actors-2.csv")],
        f"datapackage.json:1: names.path: {TWO!r} is a file of 'actors' already; each resource has its own files "
        "[resource]",
    ),
    (
        [resource("actors", hash="md5:00")],
        f"{HERE}.hash: describes one file, but path lists 2; leave it out [resource]",
    ),
    ([resource("actors", bytes=5)], f"{HERE}.bytes: describes one file, but path lists 2; leave it out [resource]"),
    (
        [resource("actors", format="parquet")],
        f"{HERE}.format: 'parquet' contradicts the path {ONE!r}; expected 'csv' [resource]",
    ),
    ([resource("actors", rows=21)], f"{ONE}:1: is one of 2 files that together have 20 rows, not 21 [rows]"),
    (
        [rewritten(TWO, lambda content: content.replace(",kind,", ",sort,", 1))],
        f"{TWO}:1: kind: is missing from the header [header]",
        f"{TWO}:1: sort: is not a column of this table [header]",
    ),
    (
        [rewritten(TWO, lambda content: content.partition("\n")[2])],
        f"{TWO}:1: does not begin with a header; its first line must be {HEADER} [header]",
    ),
    ([rewritten(TWO, lambda content: "")], f"{TWO}:1: has no header; its first line must be {HEADER} [header]"),
    (
        [
            rewritten(part, lambda content: content.replace("\nkcna,", "\n,kcna,").replace("\nukraine,", "\n,ukraine,"))
            for part in (ONE, TWO)
        ],
        f"{ONE}:4: has 12 cells, but the header has 11 [csv]",
        f"{TWO}:4: has 12 cells, but the header has 11 [csv]",
    ),
]


def unread(package: Path) -> list[str]:
    """Return the errors in reading a package, without running the rules on its rows."""
    return sorted(map(str, read_package(package, home.contract()).reading_problems()))


@pytest.mark.parametrize(("changes", "expected"), [(case[0], case[1:]) for case in REFUSED])
def test_parts_that_cannot_be_read_are_named(package: Path, changes: list[Change], expected: list[str]) -> None:
    for change in changes:
        change(package)
    assert unread(package) == list(expected)


def test_a_list_of_one_path_is_like_the_path(project: Path) -> None:
    resource("actors", path=["data/actors.csv"])(project)
    assert unread(project) == []
    resource("actors", hash="md5:00")(project)
    assert unread(project) == [
        "data/actors.csv:1: is not the file that datapackage.json describes: its hash differs [hash]"
    ]


def test_parts_without_rows_are_sound(package: Path) -> None:
    header = (package / ONE).read_text(encoding="utf-8").splitlines(keepends=True)[0]
    for name in ("data/actors-0.csv", "data/actors-3.csv"):
        (package / name).write_text(header, encoding="utf-8")
    paths("data/actors-0.csv", ONE, TWO, "data/actors-3.csv")(package)
    assert unread(package) == []
    assert len(treaty_record.load("actors", package=package)) == 20


def test_parts_are_limited_together(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_reading, "MOST_CELLS", 150)
    assert f"{TWO}:1: has more than 150 cells, together with the files before it [csv]" in unread(package)
    monkeypatch.undo()
    monkeypatch.setattr(table_reading, "MOST_BYTES", 1024 * 1024)
    assert unread(package) == []
