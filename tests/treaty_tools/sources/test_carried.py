"""Builds keep the tables and columns that a package declares beyond the contract, and every other file."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.helpers.packages import describe, descriptor, problems
from treaty_record import home
from treaty_record.contract import Column, Contract, TableSchema, by_name
from treaty_record.publishing import profile
from treaty_tools.cli import main
from treaty_tools.sources.build import rebuild
from treaty_tools.sources.new_project import template

FIELDS = [{"name": "photo_id", "type": "string"}, {"name": "event_id", "type": "string"}]
REFERENCE = {"fields": ["event_id"], "reference": {"resource": "events", "fields": ["event_id"]}}
PHOTOS = {
    "name": "photos",
    "type": "table",
    "path": "data/photos.csv",
    "schema": {"fields": FIELDS, "primaryKey": ["photo_id"], "foreignKeys": [REFERENCE]},
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new package; not to be changed."""
    root = tmp_path_factory.mktemp("made") / "bridges"
    for path, content in template("bridges").items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    rebuild(root)
    return root


@pytest.fixture
def bridges(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "bridges")


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["build", "-C", str(root), *arguments])


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def resource(root: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(r for r in descriptor(root)["resources"] if r["name"] == name)
    return found


def declared(root: Path, **more: object) -> None:
    """Declare a table of photographs, as the README says, and write its file."""
    (root / "data/photos.csv").write_text("photo_id,event_id\none,bridge-closes\n", encoding="utf-8")
    found = descriptor(root)
    describe(root, {**found, "resources": [*found["resources"], PHOTOS | more]})


def with_column(root: Path, table: str, key: str, cell: str, **more: object) -> None:
    """Give a table a column of the package's own, with one cell, in the row whose line begins with a key."""
    found = descriptor(root)
    schema = next(r for r in found["resources"] if r["name"] == table)["schema"]
    schema["fields"].append({"name": "budget", "type": "integer", **more})
    describe(root, found)
    path = root / f"data/{table}.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    assert sum(row.startswith(f"{key},") for row in rows) == 1
    lines = [f"{header},budget", *(f"{row},{cell if row.startswith(f'{key},') else ''}" for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_table_of_its_own_is_carried_with_the_hash_that_its_file_has(bridges: Path) -> None:
    declared(bridges, title="Photographs")
    result = run(bridges)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("1 file changed\nrows:\n")
    found = resource(bridges, "photos")
    assert {key: found[key] for key in PHOTOS} == PHOTOS
    assert (found["title"], found["rows"], found["bytes"]) == ("Photographs", 1, 36)
    assert found["hash"].startswith("sha256:")
    assert problems(bridges) == []
    assert run(bridges, "--check").exit_code == 0
    before = files(bridges)
    assert run(bridges).stdout.startswith("nothing changed\n")
    assert files(bridges) == before
    (bridges / "data/photos.csv").write_text("photo_id,event_id\none,\ntwo,\n", encoding="utf-8")
    assert run(bridges).exit_code == 0
    assert (resource(bridges, "photos")["rows"], problems(bridges)) == (2, [])


def test_a_column_of_its_own_is_carried_by_key_when_rows_are_added(bridges: Path) -> None:
    with_column(bridges, "vocabulary", "events.type,closure", "1200", constraints={"minimum": 0})
    assert run(bridges).exit_code == 0
    assert problems(bridges) == []
    terms = bridges / "scripts/sources/vocabulary.toml"
    text = terms.read_text(encoding="utf-8")
    terms.write_text(text.replace("closure =", 'blasting = { definition = "It is blown up." }\nclosure ='), "utf-8")
    assert run(bridges).exit_code == 0
    lines = (bridges / "data/vocabulary.csv").read_text(encoding="utf-8").splitlines()
    cells = {line.rpartition(",")[0]: line.rpartition(",")[2] for line in lines}
    assert sorted(cells.values())[-2:] == ["1200", "budget"]
    assert [cell for row, cell in cells.items() if row.startswith("events.type,closure,")] == ["1200"]
    assert [cell for row, cell in cells.items() if row.startswith("events.type,blasting,")] == [""]
    assert resource(bridges, "vocabulary")["schema"]["fields"][-1] == {
        "name": "budget",
        "type": "integer",
        "constraints": {"minimum": 0},
    }
    assert (problems(bridges), run(bridges, "--check").exit_code) == ([], 0)


def broken(root: Path) -> None:
    declared(root)
    (root / "datapackage.json").write_bytes(b"<<<<<<< HEAD\n{\n")


def renamed(root: Path) -> None:
    with_column(root, "actors", "city-council", "1200")
    for path in sorted((root / "scripts/sources").rglob("*.toml")):
        path.write_text(path.read_text(encoding="utf-8").replace("city-council", "town-council"), encoding="utf-8")


def test_a_table_in_several_files_is_kept_with_its_row_count(bridges: Path) -> None:
    declared(bridges, path=["data/photos-1.csv", "data/photos-2.csv"])
    (bridges / "data/photos.csv").rename(bridges / "data/photos-1.csv")
    (bridges / "data/photos-2.csv").write_text("photo_id,event_id\ntwo,\n", encoding="utf-8")
    assert run(bridges).exit_code == 0
    kept = resource(bridges, "photos")
    assert (kept["path"], kept["rows"]) == (["data/photos-1.csv", "data/photos-2.csv"], 2)
    assert not kept.keys() & {"hash", "bytes"}
    assert problems(bridges) == []
    assert run(bridges, "--check").exit_code == 0


def undeclared(root: Path) -> None:
    found = descriptor(root)
    with_column(root, "actors", "city-council", "1200")
    describe(root, found)


def missing(root: Path) -> None:
    declared(root)
    (root / "data/photos.csv").unlink()


def foreign(root: Path) -> None:
    shutil.rmtree(root / "data")
    describe(root, {"name": "other", "resources": [PHOTOS]})
    (root / "data").mkdir()
    (root / "data/photos.csv").write_text("photo_id,event_id\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            missing,
            "datapackage.json:1: photos.path: 'data/photos.csv' is no regular file, so the build cannot keep it; "
            "correct the path or delete the resource [resource]",
        ),
        (
            lambda root: declared(root, path="../photos.csv"),
            "datapackage.json:1: photos.path: '../photos.csv' is not a path within the package, so the build cannot "
            "keep it; correct the path or delete the resource [resource]",
        ),
        (
            lambda root: declared(root, path="data/events.csv"),
            "datapackage.json:1: photos.path: 'data/events.csv' is a file that the build writes, so the build cannot "
            "keep it; correct the path or delete the resource [resource]",
        ),
        (
            broken,
            "datapackage.json:1: is not JSON: Expecting value, so the build would lose the table data/photos.csv "
            "if it is declared here; restore the descriptor [descriptor]",
        ),
        (
            renamed,
            "data/actors.csv:2: budget: '1200' belongs to 'city-council', which the sources no longer build; clear "
            "the cell or move it to another row [rebuilt]",
        ),
        (
            undeclared,
            "data/actors.csv:1: budget: is not declared, so the build would lose it; add it to the fields of actors in "
            "datapackage.json or delete it here [header]",
        ),
        (
            foreign,
            "datapackage.json:1: already exists and was not written by 'treaty build'; move it elsewhere [rebuilt]",
        ),
    ],
)
def test_what_a_build_would_lose_it_refuses_before_it_writes(
    bridges: Path, change: Callable[[Path], object], said: str
) -> None:
    change(bridges)
    before = files(bridges)
    result = run(bridges)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == said
    assert files(bridges) == before


def test_a_descriptor_that_cannot_be_read_is_rebuilt_if_nothing_can_be_lost(bridges: Path) -> None:
    before = files(bridges)
    (bridges / "datapackage.json").write_bytes(b"<<<<<<< HEAD\n{\n")
    assert run(bridges).exit_code == 0
    assert files(bridges) == before


def test_files_that_no_build_made_are_left_alone_and_named(bridges: Path) -> None:
    for path in ("notes.md", "raw/interviews.csv", ".git/HEAD", ".gitattributes", "deleted/keep"):
        (bridges / "data" / path).parent.mkdir(parents=True, exist_ok=True)
        (bridges / "data" / path).write_text("mine", encoding="utf-8")
    before = files(bridges)
    remark = "not built from the sources, left unchanged: "
    for arguments in ((), ("--check",)):
        result = run(bridges, *arguments)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.splitlines()[1] == f"{remark}4 files"
    (bridges / "data/raw/interviews.csv").unlink()
    before.pop("data/raw/interviews.csv")
    assert run(bridges).stdout.splitlines()[1] == (f"{remark}data/.gitattributes, data/deleted/keep, data/notes.md")
    assert files(bridges) == before


def test_a_table_that_the_contract_no_longer_has_is_removed_if_it_is_as_it_was_built(bridges: Path) -> None:
    def earlier(root: Path) -> None:
        """Let the last build have followed a contract with one more table."""
        declared(root)
        assert run(root).exit_code == 0
        columns = by_name(Column(field["name"], field["type"]) for field in FIELDS)
        earlier_profile(root, TableSchema("photos", columns, ("photo_id",)))

    earlier(bridges)
    checked = run(bridges, "--check")
    assert "data/photos.csv:1: is no longer built from the sources [rebuilt]" in checked.stderr.splitlines()
    result = run(bridges)
    assert result.stdout.startswith("3 files changed, data/photos.csv removed\n")
    assert not (bridges / "data/photos.csv").exists()
    earlier(bridges)
    (bridges / "data/photos.csv").write_text("mine", encoding="utf-8")
    assert run(bridges).exit_code == 0
    assert (bridges / "data/photos.csv").read_text(encoding="utf-8") == "mine"


def earlier_profile(root: Path, table: TableSchema, version: str = profile.VERSION) -> None:
    """Make a package look as if it had been built when the contract had another table or other columns."""
    contract = Contract({**home.contract().tables, table.name: table})
    path = f"data/schemas/profile-{version}.json"
    (root / profile.PATH).rename(root / path)
    (root / path).write_text(json.dumps(profile.profile(contract)), encoding="utf-8")
    describe(root, {**descriptor(root), "$schema": path})


@pytest.mark.parametrize("version", [profile.VERSION, "0.9"])
def test_a_column_that_the_contract_no_longer_has_is_not_the_packages_own(bridges: Path, version: str) -> None:
    before = files(bridges)
    with_column(bridges, "events", "bridge-closes", "1200")
    events = home.contract().tables["events"]
    earlier_profile(bridges, events.with_columns(Column("budget", "integer")), version)
    assert run(bridges).exit_code == 0
    after = files(bridges)
    assert {path: after[path] for path in before} == before


def test_the_contract_that_earlier_builds_wrote_among_the_data_is_removed(bridges: Path) -> None:
    path = bridges / "data/schemas/contract.json"
    path.write_text('{"models_sha256": "0", "tables": {}, "vocabularies": {}}', encoding="utf-8")
    checked = run(bridges, "--check")
    assert checked.stderr.splitlines()[0] == (
        "data/schemas/contract.json:1: is no longer built from the sources [rebuilt]"
    )
    assert run(bridges).stdout.startswith("1 file changed, data/schemas/contract.json removed\n")
    assert not path.exists()


@pytest.mark.parametrize("content", ['{"tables": {}}', "[]", "[" * 100_000, "\xff"])
def test_a_file_of_that_name_that_no_build_wrote_is_left_alone(bridges: Path, content: str) -> None:
    path = bridges / "data/schemas/contract.json"
    path.write_text(content, encoding="latin-1")
    result = run(bridges)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[1] == ("not built from the sources, left unchanged: data/schemas/contract.json")
    assert path.read_text(encoding="latin-1") == content


def test_a_link_in_the_place_of_data_is_refused_and_its_target_left_alone(bridges: Path, tmp_path: Path) -> None:
    (bridges / "data").rename(tmp_path / "elsewhere")
    (bridges / "data").symlink_to("../elsewhere")
    (tmp_path / "elsewhere/survey.csv").write_text("mine", encoding="utf-8")
    (tmp_path / "elsewhere/actors.csv").unlink()
    before = files(tmp_path)
    said = f"{bridges / 'data'} is a link to ../elsewhere; files are not written through links: remove it"
    result = run(bridges)
    assert (result.exit_code, result.stderr) == (1, f"Error: {said}\n")
    checked = run(bridges, "--check")
    assert checked.stderr.splitlines()[0] == f"data/articles.csv:1: {said} [rebuilt]"
    assert files(tmp_path) == before
