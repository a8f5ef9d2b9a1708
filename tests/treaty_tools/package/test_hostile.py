"""Whatever a stranger hands over, it is told in lines: no traceback, no file of others, no end of time or room."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from click.testing import CliRunner
from hypothesis import example, given

from tests.helpers.examples import examples
from tests.helpers.packages import describe, edit, line_of, problems, renew, text
from tests.helpers.packages import descriptor as described
from tests.treaty_tools.package.test_package import resource
from treaty_record import home
from treaty_tools import sources
from treaty_tools.cli import main
from treaty_tools.package import csv_file, descriptor
from treaty_tools.reporting.problem import BadData
from treaty_tools.reporting.terminal import safe
from treaty_tools.sources import toml_file

QUICK = examples(30, 150)
WHOLE = examples(2, 15)

COLUMNS = ["a", "b"]
BITS = st.lists(
    st.sampled_from([b"a", b"b", b",", b'"', b"\n", b"\r", b"\x00", b"\xff", b"\xef\xbb\xbf", b"a,b\n", b"\xc3\xa9"])
)
BYTES = st.one_of(st.binary(max_size=200), BITS.map(b"".join), BITS.map(lambda bits: b"a,b\n" + b"".join(bits)))
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(st.characters(), max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=6,
)


def told(read: Callable[..., object], *arguments: object) -> list[str]:
    """Return what a reader says of a file, nothing where it reads it."""
    try:
        read(*arguments)
    except BadData as error:
        return list(map(str, error.problems))
    return []


@QUICK
@given(BYTES)
@example(b"a,\rb\n1,2\n")
def test_any_bytes_are_read_as_csv_or_told(content: bytes) -> None:
    assert all(line.startswith("t.csv:") for line in told(csv_file.read, content, "t.csv", COLUMNS))


def test_a_file_of_more_cells_than_fit_into_memory_is_not_read() -> None:
    assert told(csv_file.read, b"a,b\n" + b",\n" * 20_000_001, "t.csv", COLUMNS) == [
        "t.csv:1: has more than 40,000,000 cells [csv]"
    ]


def test_a_file_of_nothing_but_lines_is_told_by_its_first_lines() -> None:
    lines = told(csv_file.read, b"a,b\n" + b"\n" * 2_000_000, "t.csv", COLUMNS)
    assert len(lines) == 1001
    assert lines[0] == "t.csv:2: is an empty line; remove it [csv]"
    assert lines[-1] == "t.csv:1002: and further lines have such errors; the first 1,000 are listed [csv]"


@pytest.mark.parametrize(
    ("more", "many"), [("".join(f",c{number}" for number in range(200_000)), 1001), (",c" * 200_000, 2)]
)
def test_a_header_of_any_length_is_told(more: str, many: int) -> None:
    lines = told(csv_file.read, f"a,b{more}\n".encode(), "t.csv", COLUMNS)
    assert len(lines) == many
    assert "t.csv:1: c" in lines[-1]


@QUICK
@given(
    st.one_of(
        BYTES,
        JSON.map(lambda value: json.dumps(value).encode()),
        JSON.map(lambda value: repr(value).encode("utf-8", "replace")),
    )
)
def test_any_bytes_are_read_as_a_descriptor_or_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "datapackage.json").write_bytes(content)
    (line,) = told(descriptor.resources, tmp_path / "datapackage.json") or ["datapackage.json:"]
    assert line.startswith("datapackage.json:")


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the keys that lead to each value within a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, below in inner for place in places(below, (*at, key)))]


@WHOLE
@given(data=st.data())
def test_any_change_of_the_descriptor_is_read_or_told(project: Path, data: st.DataObject) -> None:
    before = described(project)
    found = described(project)
    resources = [place for place in places(found) if place[:1] == ("resources",)]
    for _ in range(3):
        *way, last = data.draw(st.sampled_from(resources[1:]))
        at: Any = found
        try:
            for key in way:
                at = at[key]
            at[last] = data.draw(JSON)
        except (IndexError, KeyError, TypeError):
            continue
    describe(project, found)
    problems(project)
    describe(project, before)


@QUICK
@given(
    st.one_of(BYTES, JSON.map(lambda value: json.dumps(value).encode())),
    st.sampled_from(["actors", "claims", "events", "retirements", "articles/a", "package", "vocabulary"]),
)
def test_any_bytes_are_read_as_a_source_file_or_told(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    for problem in sources.read(tmp_path, home.contract()).problems:
        assert str(problem).startswith("scripts/sources/")
    path.unlink()


SOURCE_BITS = st.lists(
    st.sampled_from(
        [
            "[",
            "]",
            "[[",
            "]]",
            "{",
            "}",
            "=",
            ".",
            ",",
            "\n",
            '"',
            "'",
            '"""',
            "#",
            "a",
            "kcna",
            "names",
            "1",
            "0x" + "f" * 5000,
            "2024-11-12",
            "true",
            "nan",
            "\\",
            " ",
        ]
    ),
    max_size=30,
).map("".join)


@examples(40, 200)
@given(data=st.data())
def test_any_change_of_a_source_file_is_read_or_told(pristine: Path, tmp_path: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted((pristine / "scripts/sources").rglob("*.toml"))))
    lines = path.read_text("utf-8").splitlines()
    at = data.draw(st.integers(0, len(lines)))
    kept = data.draw(st.integers(0, 2))
    lines[at : at + kept] = [data.draw(SOURCE_BITS)]
    there = tmp_path / path.relative_to(pristine / "scripts/sources")
    there.parent.mkdir(exist_ok=True)
    there.write_text("\n".join(lines) + "\n", "utf-8")
    for problem in sources.read(tmp_path, home.contract()).problems:
        assert str(problem).startswith("scripts/sources/")
    there.unlink()


@pytest.mark.parametrize(
    ("content", "told_of_it"),
    [
        (b"[" + b"a." * 200_000 + b"a]\n" + b"b = 1\n" * 100, "1: is nested too deep"),
        (b"\n" + b" . ".join([b'"a"'] * 1000) + b" = 1\n", "2: is nested too deep"),
        (b"a = " + b"[" * 1_000_000, "1: is nested too deep"),
        (b"a = " + b"{a=" * 1_000_000, "1: is nested too deep"),
        (b'a = """' + b'x"' * 1_000_000, "1: is not valid TOML: Unterminated string (at end of document)"),
        (b"a = 1e99999999999\nb = 1e99999999999\na = 1\n", "3: is not valid TOML: Cannot overwrite a value"),
    ],
)
def test_a_source_file_without_end_is_told_at_once(tmp_path: Path, content: bytes, told_of_it: str) -> None:
    (tmp_path / "t.toml").write_bytes(content)
    (line,) = told(toml_file.read, tmp_path / "t.toml", "t.toml")
    assert line.startswith(f"t.toml:{told_of_it}")


def test_a_number_without_end_is_told(tmp_path: Path) -> None:
    (tmp_path / "actors.toml").write_text(f"[kcna]\nname = 0x{'f' * 5000}\n")
    assert list(map(str, sources.read(tmp_path, home.contract()).problems)) == [
        "scripts/sources/actors.toml:2: name: must be text in quotes, not an unquoted number of more than 18 digits "
        "[source-type]"
    ]


def test_pipes_are_not_waited_for(project: Path) -> None:
    (project / "data/actors.csv").unlink()
    os.mkfifo(project / "data/actors.csv")
    line = line_of(project, '"path": "data/actors.csv"')
    assert problems(project) == [
        f"datapackage.json:{line}: actors.path: 'data/actors.csv' is no regular file [resource]"
    ]
    (project / "datapackage.json").unlink()
    os.mkfifo(project / "datapackage.json")
    assert problems(project) == ["datapackage.json:1: is no regular file [descriptor]"]
    (project / "scripts/sources/events.toml").unlink()
    os.mkfifo(project / "scripts/sources/events.toml")
    assert list(map(str, sources.read(project / "scripts/sources", home.contract()).problems)) == [
        "scripts/sources/events.toml:1: is not a regular file; links and devices are not read [toml]"
    ]


@pytest.mark.parametrize("target", ["/dev/zero", "/etc/passwd", "elsewhere.json", "nowhere"])
def test_a_descriptor_that_is_a_link_is_not_followed(project: Path, target: str) -> None:
    (project / "datapackage.json").rename(project / "elsewhere.json")
    (project / "datapackage.json").symlink_to(target)
    assert problems(project) == ["datapackage.json:1: is a link, which is not followed [descriptor]"]


@pytest.mark.parametrize("target", ["/dev/zero", "/dev/stdin", "/proc/self/mem", "actors.csv"])
def test_devices_behind_links_are_not_opened(project: Path, target: str) -> None:
    (project / "data/actors.csv").unlink()
    (project / "data/actors.csv").symlink_to(target)
    line = line_of(project, '"path": "data/actors.csv"')
    assert problems(project) == [
        f"datapackage.json:{line}: actors.path: 'data/actors.csv' leads through a link, which is not followed "
        "[resource]"
    ]


@pytest.mark.parametrize(
    ("file", "size", "told_of_it"),
    [
        (
            "data/actors.csv",
            512,
            "datapackage.json:{line}: actors.path: 'data/actors.csv' is larger than 512 MiB [resource]",
        ),
        ("datapackage.json", 16, "datapackage.json:1: is larger than 16 MiB [descriptor]"),
    ],
)
def test_a_file_of_insane_size_is_not_read(project: Path, file: str, size: int, told_of_it: str) -> None:
    line = line_of(project, '"path": "data/actors.csv"')
    with (project / file).open("r+b") as sparse:
        sparse.truncate(size * 1024 * 1024 + 1)
    assert problems(project) == [told_of_it.format(line=line)]


@pytest.mark.parametrize(
    ("content", "told_of_it"),
    [
        (b"\xef\xbb\xbf{}", "1: is not JSON: Unexpected UTF-8 BOM (decode using utf-8-sig)"),
        ("{}".encode("utf-16"), "1: is not UTF-8"),
        (b'{"resources": [], "n": NaN}', "1: is not JSON: NaN is no number"),
        (b'{"resources": [], "n": -Infinity}', "1: is not JSON: -Infinity is no number"),
        (b'{"resources": [' + b"[" * 100_000, "1: is nested too deep"),
    ],
)
def test_json_that_only_python_reads_is_told(tmp_path: Path, content: bytes, told_of_it: str) -> None:
    (tmp_path / "datapackage.json").write_bytes(content)
    assert problems(tmp_path) == [f"datapackage.json:{told_of_it} [descriptor]"]


@pytest.mark.parametrize(
    ("properties", "told_of_it"),
    [
        ({"hash": ["sha256:00"]}, "has a hash in datapackage.json that is no text [hash]"),
        ({"hash": "shake_128:00"}, "has a hash of an unknown kind, 'shake_128' [hash]"),
        ({"hash": "sha256:"}, "is not the file that datapackage.json describes: its hash differs [hash]"),
        ({"hash": None, "bytes": True}, "has 47 bytes, not something that is no whole number [bytes]"),
        ({"hash": None, "bytes": [[1]]}, "has 47 bytes, not something that is no whole number [bytes]"),
        ({"hash": None, "rows": False}, "has 0 rows, not something that is no whole number [rows]"),
    ],
)
def test_sums_of_another_kind_are_told(project: Path, properties: dict[str, object], told_of_it: str) -> None:
    resource("retirements", **properties)(project)
    assert problems(project) == [f"data/retirements.csv:1: {told_of_it}"]


def with_field(package: Path, table: str, *fields: object, **schema: object) -> None:
    """Add fields to a table's schema, and change others of the schema's properties."""
    found = described(package)
    for there in found["resources"]:
        if there["name"] == table:
            there["schema"]["fields"] += fields
            there["schema"] |= schema
    describe(package, found)


@pytest.mark.parametrize(
    ("field", "told_of_it"),
    [
        ({"type": "string"}, "fields[5]: has no name that is text"),
        ({"name": 1, "type": "string"}, "fields[5]: has no name that is text"),
        (
            {"name": "own", "type": ["string"]},
            "own.type: ['string'] is not supported; expected one of string, date, integer, number, boolean",
        ),
        (
            {"name": "own", "type": "integer", "constraints": {"enum": ["1"]}},
            "own.constraints.enum: ['1'] is not supported; expected a list of distinct values, each a whole number of "
            "64 bits",
        ),
        (
            {"name": "own", "type": "string", "constraints": {"pattern": "((((a{99}){99}){99}){99})"}},
            "own.constraints.pattern: '((((a{99}){99}){99}){99})' is not supported; expected a regular expression that "
            "Python and Rust read alike",
        ),
    ],
)
def test_fields_of_another_kind_are_told(project: Path, field: object, told_of_it: str) -> None:
    with_field(project, "retirements", field)
    assert problems(project) == [f"datapackage.json:1: retirements.{told_of_it} [schema]"]


@pytest.mark.parametrize(
    ("key", "told_of_it"),
    [
        (None, "null is not supported; expected a list of columns"),
        ([], "[] is not supported; expected a list of columns"),
        ("other", "the table has no column 'other'"),
        ([["own"]], "a list is not supported; expected a list of columns"),
        ({"own": 1}, "an object is not supported; expected a list of columns"),
    ],
)
def test_a_table_of_its_own_has_a_key(project: Path, key: object, told_of_it: str) -> None:
    (project / "data/own.csv").write_bytes(b"own\n")
    schema = {"fields": [{"name": "own", "type": "string"}], "primaryKey": key}
    found = described(project)
    found["resources"].append({"name": "own", "path": "data/own.csv", "schema": schema})
    describe(project, found)
    assert problems(project) == [f"datapackage.json:1: own.primaryKey: {told_of_it} [schema]"]


@pytest.mark.parametrize(
    ("reference", "shown"),
    [
        ({"fields": ["own"], "reference": {"resource": ["actors"], "fields": ["actor_id"]}}, "an object"),
        ({"fields": [["own"]], "reference": {"resource": "actors", "fields": ["actor_id"]}}, "an object"),
        ({"fields": {"own": 1}, "reference": {"resource": "actors", "fields": {"actor_id": 1}}}, "an object"),
        ({"fields": ["own"], "reference": 1}, "an object"),
        (1, "1"),
    ],
)
def test_a_reference_of_another_kind_is_told(project: Path, reference: object, shown: str) -> None:
    (project / "data/own.csv").write_bytes(b"own\n")
    schema = {"fields": [{"name": "own", "type": "string"}], "primaryKey": ["own"], "foreignKeys": [reference]}
    found = described(project)
    found["resources"].append({"name": "own", "path": "data/own.csv", "schema": schema})
    describe(project, found)
    assert problems(project) == [
        f"datapackage.json:1: own.foreignKeys[0]: {shown} is not supported; expected an object with fields and a "
        "reference that has a resource and as many fields [schema]"
    ]


@WHOLE
@given(st.text(st.characters(), min_size=1, max_size=8))
def test_nothing_that_a_terminal_acts_on_is_printed(project: Path, wild: str) -> None:
    wild = "\x1b[31m\x9b1m\u202e" + wild.encode("utf-8", "replace").decode()
    edit(project, "actors", "kcna", kind=wild, note=wild)
    renew(project)
    result = CliRunner().invoke(main, ["validate", str(project)])
    assert result.exit_code == 1
    assert all(line == safe(line) for line in result.output.removesuffix("\n").split("\n"))


MEASURED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
from treaty_tools.__main__ import main
sys.argv = ["treaty", "validate", *sys.argv[1:]]
try:
    main()
finally:
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def measured(package: Path) -> tuple[list[str], int]:
    """Return what ``treaty validate`` prints of a package in a process of its own, and its peak memory in MiB."""
    run = subprocess.run(  # a processor minute at most
        [sys.executable, "-c", MEASURED, str(package)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1, run.stderr[-2000:]
    return run.stderr.splitlines(), int(run.stdout.split()[-1])


@pytest.mark.parametrize("rows", [20_000, pytest.param(200_000, marks=pytest.mark.slow)])
def test_every_fault_of_a_long_column_is_counted_in_little_memory(project: Path, rows: int) -> None:
    # 10^6 rows, measured by hand on two cores: see the numbers beside MOST.
    columns = text(project, "retirements").columns
    lines = "".join(f"events,gone-{number:07},1.0.0,=1,\n" for number in range(rows))
    (project / "data/retirements.csv").write_text(",".join(columns) + "\n" + lines)
    renew(project)
    told_of_it, peak = measured(project)
    assert told_of_it[0] == (
        "data/retirements.csv:2: reason: '=1' starts with = + - or @, so that spreadsheets run it as a formula "
        "[formula]"
    )
    assert f"{rows:,} errors" in told_of_it[-1]
    assert peak < 2000


@pytest.mark.parametrize("size", [1_000_000, pytest.param(100_000_000, marks=pytest.mark.slow)])
def test_a_large_cell_is_told_in_a_line(project: Path, size: int) -> None:
    columns = text(project, "retirements").columns
    row = f"events,gone,1.0.0,{' ' + 'a' * size},\n"
    (project / "data/retirements.csv").write_text(",".join(columns) + "\n" + row)
    renew(project)
    told_of_it, peak = measured(project)
    assert told_of_it[0] == (
        f"data/retirements.csv:2: reason: has {size + 1:,} bytes; a cell may have at most 1,000,000 [csv]"
    )
    assert len(told_of_it) == 2
    assert peak < 2000
