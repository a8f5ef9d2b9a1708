"""Files and the descriptor: what keeps a package from being read, each said once, and never a traceback."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner

from tests.helpers.packages import (
    Change,
    broken,
    case,
    describe,
    descriptor,
    edit,
    edited,
    line_of,
    problems,
)
from treaty_record.reading import schema
from treaty_tools.cli import main

Rewrite = Callable[[bytes], bytes]


def rewritten(table: str, rewrite: Rewrite) -> Change:
    """Change the bytes of a table's file."""

    def change(package: Path) -> None:
        path = package / f"data/{table}.csv"
        path.write_bytes(rewrite(path.read_bytes()))

    return change


def resource(table: str, **properties: object) -> Change:
    """Change properties of a table's resource; None takes one away."""

    def change(package: Path) -> None:
        found = descriptor(package)
        for there in found["resources"]:
            if there["name"] == table:
                there |= properties
                for gone in [name for name, value in properties.items() if value is None]:
                    del there[gone]
        describe(package, found)

    return change


def without(table: str) -> Change:
    """Take a table's resource away."""

    def change(package: Path) -> None:
        found = descriptor(package)
        describe(package, {**found, "resources": [there for there in found["resources"] if there["name"] != table]})

    return change


def fields(table: str, rewrite: Callable[[list[dict[str, Any]]], object]) -> Change:
    """Change the fields of a table's schema in place."""

    def change(package: Path) -> None:
        found = descriptor(package)
        for there in found["resources"]:
            if there["name"] == table:
                rewrite(there["schema"]["fields"])
        describe(package, found)

    return change


def header(names: str) -> Rewrite:
    """Return what puts another first line in place of a file's own."""
    return lambda content: names.encode() + b"\n" + content.partition(b"\n")[2]


CASES = [
    case(
        "data/actors.csv:1: begins with a byte order mark; save it as UTF-8 without one [encoding]",
        rewritten("actors", lambda content: b"\xef\xbb\xbf" + content),
    ),
    case(
        "data/actors.csv:1: has a carriage return; end lines by LF alone [encoding]",
        rewritten("actors", lambda content: content.replace(b"\n", b"\r\n")),
    ),
    case(
        "data/actors.csv:4: is not UTF-8 (byte 0xe9); save it as UTF-8 [encoding]",
        rewritten("actors", lambda content: content.replace(b"Korean Central", b"Cor\xe9en Central")),
    ),
    case(
        "data/retirements.csv:1: does not end its last line; add a line feed [encoding]",
        rewritten("retirements", lambda content: content.rstrip(b"\n")),
    ),
    case(
        "data/retirements.csv:1: replaced_by: is missing from the header [header]",
        rewritten("retirements", header("row_table,row_id,retired_in,reason")),
    ),
    case(
        "data/retirements.csv:1: why: is not a column of this table [header]",
        rewritten("retirements", header("row_table,row_id,retired_in,reason,replaced_by,why")),
    ),
    case(
        "data/retirements.csv:1: reason: is in the header more than once [header]",
        rewritten("retirements", header("row_table,row_id,retired_in,reason,reason,replaced_by")),
    ),
    case(
        "data/retirements.csv:1: has its columns in another order than row_table, row_id, retired_in, reason, "
        "replaced_by [header]",
        rewritten("retirements", header("row_table,row_id,reason,retired_in,replaced_by")),
    ),
    case(
        "data/actors.csv:3: has 10 cells, but the header has 11 [csv]",
        rewritten("actors", lambda content: content.replace(b"council,Federation Council of Russia", b"council")),
    ),
    case(
        "data/actors.csv:4: has 12 cells, but the header has 11 [csv]",
        rewritten("actors", lambda content: content.replace(b"kcna,", b"kcna,,", 1)),
    ),
    case(
        "data/actors.csv:3: is an empty line; remove it [csv]",
        rewritten("actors", lambda content: content.replace(b"federation-council", b"\nfederation-council", 1)),
    ),
    case(
        "data/retirements.csv:2: reason: has a quoted cell that is never closed; add the closing quote [csv]",
        rewritten("retirements", lambda content: content + b'events,x,1.0.0,"gone\n'),
    ),
    case(
        "data/retirements.csv:2: reason: has text after the closing quote of a cell; double the quotes within it [csv]",
        rewritten("retirements", lambda content: content + b'events,x,1.0.0,"gone"x,\n'),
    ),
]


@pytest.mark.parametrize(("changes", "problem"), CASES)
def test_a_file_is_rejected_by_its_rule_alone(project: Path, changes: Iterable[Change], problem: str) -> None:
    assert problems(broken(project, changes)) == [problem]


def test_an_empty_file_lacks_its_header(project: Path) -> None:
    broken(project, [rewritten("retirements", lambda _: b"")])
    assert problems(project) == [
        "data/retirements.csv:1: has no header; its first line must be "
        "row_table,row_id,retired_in,reason,replaced_by [header]"
    ]


def test_a_header_without_end_is_told(project: Path) -> None:
    rewritten("retirements", header("row_table,row_id,retired_in,reason,replaced_by," + "x" * 200_000))(project)
    resource("retirements", hash=None, bytes=None)(project)
    (problem,) = problems(project)
    assert problem.startswith("data/retirements.csv:1: xxx")
    assert problem.endswith("xxx: is not a column of this table [header]")


DESCRIBED = [
    case(
        "data/actors.csv:1: is not the file that datapackage.json describes: its hash differs [hash]",
        resource("actors", hash=f"sha256:{'0' * 64}"),
    ),
    case("data/actors.csv:1: has a hash of an unknown kind, 'crc32' [hash]", resource("actors", hash="crc32:00")),
    case("data/retirements.csv:1: has 47 bytes, not 50 [bytes]", resource("retirements", bytes=50)),
    case("data/retirements.csv:1: has 0 rows, not 1 [rows]", resource("retirements", rows=1)),
    case("datapackage.json:1: actors: is not among the resources [resource]", without("actors")),
    case(
        "datapackage.json:1: actors.name: 2 resources have this name; each needs its own [resource]",
        resource("names", name="actors"),
    ),
    case(
        "datapackage.json:1: actors.path: is missing; expected the path of a file within the package [resource]",
        resource("actors", path=None),
    ),
    case(
        "datapackage.json:1: actors.path: 5 is not supported; expected the path of a file within the package "
        "[resource]",
        resource("actors", path=5),
    ),
    *(
        case(
            f"datapackage.json:1: actors.path: {path!r} is not a path within the package [resource]",
            resource("actors", path=path),
        )
        for path in (
            "../data/actors.csv",
            "data/../data/actors.csv",
            "./data/actors.csv",
            "data//actors.csv",
            "/etc/passwd",
            "https://example.org/actors.csv",
            "data\\actors.csv",
            "C:/data/actors.csv",
            ".",
        )
    ),
    *(
        case(f"datapackage.json:1: actors.path: {path!r} is no regular file [resource]", resource("actors", path=path))
        for path in ("data", "data/players.csv", "data/actors.csv/actors.csv", "a" * 5000)
    ),
    case(
        "datapackage.json:1: actors.path: '\\x00' has a control character, U+0000; remove it [descriptor]",
        resource("actors", path="\x00"),
    ),
    case(
        "datapackage.json:1: actors.path: '\\ud800' has half of a surrogate pair, U+D800; remove it [descriptor]",
        resource("actors", path="\ud800"),
    ),
    case(
        "datapackage.json:1: actors.schema: 'actors.json' is a reference, which is not supported; write the schema "
        "here [schema]",
        resource("actors", schema="actors.json"),
    ),
    case(
        "datapackage.json:1: actors.fields[0]: 1 is not supported; expected an object with a name [schema]",
        resource("actors", schema={"fields": [1]}),
    ),
    case(
        "datapackage.json:1: actors.fields: the contract's column part_of is missing [schema]",
        fields("actors", lambda columns: columns.pop(4)),
    ),
    case(
        "data/actors.csv:1: age: is missing from the header [header]",
        fields("actors", lambda columns: columns.append({"name": "age", "type": "integer"})),
    ),
    case(
        "datapackage.json:1: passages.start.type: 'string' differs from the contract, which has 'integer' [schema]",
        fields("passages", lambda columns: columns[3].update(type="string")),
    ),
]


@pytest.mark.parametrize(("changes", "problem"), DESCRIBED)
def test_a_description_is_rejected_by_its_rule_alone(project: Path, changes: Iterable[Change], problem: str) -> None:
    for change in changes:
        change(project)
    assert set(problems(project)) - {"datapackage.json:1: names: is not among the resources [resource]"} == {problem}


def test_a_key_that_the_contract_does_not_have_is_told(project: Path) -> None:
    found = descriptor(project)
    found["resources"][2]["schema"]["primaryKey"] = "name"
    describe(project, found)
    assert problems(project) == [
        "datapackage.json:1: actors.primaryKey: 'name' differs from the contract, which has ['actor_id'] [schema]"
    ]


def test_a_key_may_be_given_as_one_name(project: Path) -> None:
    found = descriptor(project)
    found["resources"][2]["schema"]["primaryKey"] = "actor_id"
    describe(project, found)
    assert problems(project) == []


def test_a_file_changed_in_secret_is_told_besides_its_fault(project: Path) -> None:
    edit(project, "events", "exchange-of-instruments", status="Planned")
    assert problems(project) == [
        "data/events.csv:1: is not the file that datapackage.json describes: its hash differs [hash]",
        "data/events.csv:2: status: 'Planned' is not one of: occurred, alleged, planned; did you mean planned? [term]",
    ]


def test_lines_after_a_line_break_in_a_cell_stay_right(project: Path) -> None:
    edit(project, "actors", "choson-sinbo", note="one\n\ntwo")
    broken(project, [edited("actors", "federation-council", kind="house")])
    assert [problem.partition(": ")[0] for problem in problems(project)] == ["data/actors.csv:2", "data/actors.csv:5"]
    broken(project, [rewritten("actors", lambda content: content.replace(b"\nkcna,", b"\nkcna,,"))])
    assert problems(project) == ["data/actors.csv:6: has 12 cells, but the header has 11 [csv]"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "1: is not JSON: Expecting value"),
        (b'{\n"resources": [}', "2: is not JSON: Expecting value"),
        (b"\xff", "1: is not UTF-8"),
        (b"[" * 100_000, "1: is nested too deep"),
        (b'{"a":' * 100_000, "1: is nested too deep"),
        (b'{"bytes": ' + b"1" * 5000 + b"}", "1: is not JSON: it has a number of thousands of digits"),
        (b"[]", "1: has no list of resources"),
        (b"null", "1: has no list of resources"),
        (b"{}", "1: has no list of resources"),
        (b'{"resources": {}}', "1: has no list of resources"),
        (b'{"resources": ["a"]}', "1: has no list of resources"),
    ],
)
def test_a_descriptor_that_is_none_is_told(project: Path, content: bytes, message: str) -> None:
    (project / "datapackage.json").write_bytes(content)
    assert problems(project) == [f"datapackage.json:{message} [descriptor]"]


def test_a_folder_without_a_descriptor_is_no_package(tmp_path: Path) -> None:
    assert problems(tmp_path) == ["datapackage.json:1: is not there [descriptor]"]


def test_an_empty_list_of_resources_lacks_every_table(project: Path) -> None:
    tables = sorted(there["name"] for there in descriptor(project)["resources"])
    describe(project, {"name": "empty", "resources": []})
    assert problems(project) == [
        f"datapackage.json:1: {name}: is not among the resources [resource]" for name in tables
    ]


def test_links_are_not_followed(project: Path) -> None:
    (project / "data/actors.csv").rename(project / "elsewhere.csv")
    (project / "data/actors.csv").symlink_to(project / "elsewhere.csv")
    line = line_of(project, '"path": "data/actors.csv"')
    assert problems(project) == [
        f"datapackage.json:{line}: actors.path: 'data/actors.csv' leads through a link, which is not followed "
        "[resource]"
    ]


def test_folders_that_are_links_are_not_followed(project: Path) -> None:
    (project / "linked").symlink_to(project / "data")
    resource("actors", path="linked/actors.csv")(project)
    assert problems(project) == [
        "datapackage.json:1: actors.path: 'linked/actors.csv' leads through a link, which is not followed [resource]"
    ]


def test_a_package_is_named_by_its_folder_or_descriptor(project: Path) -> None:
    said = {
        CliRunner().invoke(main, ["validate", str(path)]).output for path in (project, project / "datapackage.json")
    }
    assert len(said) == 1
    assert said.pop().startswith("OK: ")


def test_faults_are_printed_with_a_count_and_the_way_out(project: Path) -> None:
    edit(project, "events", "exchange-of-instruments", title="red \x1b[31m")
    result = CliRunner().invoke(main, ["validate", str(project)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "data/events.csv:1: is not the file that datapackage.json describes: its hash differs [hash]\n"
        "data/events.csv:2: title: 'red \\x1b[31m' contains U+001B, a control character; remove it [control]\n"
        "2 errors; 'treaty rules' explains each rule\n"
    )


def as_parquet(package: Path) -> None:
    """Turn every table of a package into a Parquet file, typed."""
    found = descriptor(package)
    for resource in found["resources"]:
        frame = pl.read_csv(package / resource["path"], schema=schema(resource))
        (package / resource["path"]).unlink()
        resource["path"] = f"data/{resource['name']}.parquet"
        for sums in ("hash", "bytes", "rows", "format", "mediatype"):
            del resource[sums]
        frame.write_parquet(package / resource["path"])
    describe(package, found)


def test_a_package_in_parquet_is_checked_alike(project: Path) -> None:
    as_parquet(project)
    assert problems(project) == []
    events = pl.read_parquet(project / "data/events.parquet")
    changed = pl.when(pl.col("event_id") == events["event_id"][2]).then(pl.lit("2024-13")).otherwise("date")
    events.with_columns(date=changed).write_parquet(project / "data/events.parquet")
    assert problems(project) == [
        "data/events.parquet:3: date: '2024-13' is not a date in EDTF; write 2024-11-12, 2024-11 or 2024 [edtf]"
    ]


def test_what_is_no_parquet_is_told(project: Path) -> None:
    as_parquet(project)
    (project / "data/events.parquet").write_bytes(b"event_id,title\n")
    (problem,) = problems(project)
    assert problem.startswith("data/events.parquet:1: cannot be read as Parquet: ")
    assert problem.endswith(" [csv]")
