"""Other people's packages: terms, columns and tables of their own, where their descriptor declares them."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner

from treaty_tools.build import build
from treaty_tools.cli import main
from treaty_tools.problem import BadData

from .packages import describe, descriptor, edit, problems, renew, text, write


@pytest.fixture
def bridge(tmp_path: Path) -> Path:
    """A package about another subject, as ``treaty init`` makes it."""
    folder = tmp_path / "old-bridge"
    result = CliRunner().invoke(main, ["init", str(folder)])
    assert (result.exit_code, result.output) == (0, f"11 tables in {folder}; read {folder / 'README.md'}\n")
    return folder


def test_a_new_package_is_what_its_sources_build_and_keeps_every_rule(bridge: Path) -> None:
    assert problems(bridge) == []
    checked = CliRunner().invoke(main, ["build", "--check", "-C", str(bridge)])
    assert checked.exit_code == 0
    shown = CliRunner().invoke(main, ["show", "bridge-closes", "--package", str(bridge)])
    assert shown.output.startswith("events/bridge-closes\n")
    assert "# old-bridge\n" in (bridge / "README.md").read_text(encoding="utf-8")


def test_frictionless_finds_a_new_package_valid(bridge: Path) -> None:
    from frictionless import Package

    report = Package(str(bridge / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])


def test_a_package_is_not_started_over_another(bridge: Path) -> None:
    result = CliRunner().invoke(main, ["init", str(bridge)])
    assert (result.exit_code, result.output.splitlines()[-1]) == (
        2,
        f"Error: {bridge} already has .gitattributes, .github/workflows/validate.yml, .gitignore, README.md, "
        "scripts/sources/actors.toml and 26 other files: name another folder",
    )


def test_own_terms_are_as_closed_as_ours(bridge: Path) -> None:
    edit(bridge, "events", "bridge-closes", type="signing")
    renew(bridge)
    assert problems(bridge) == ["data/events.csv:2: type: 'signing' is not one of: closure, reopening [term]"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            '["events.status"]\nrumoured = { definition = "Somebody heard so." }\n',
            "1: events.status: is no column with terms of its own: these are actors.kind, claims.measure, "
            "events.type, participants.role [source-key]",
        ),
        ('["events.type"]\nfire = { }\n', '2: fire: needs a definition: write { definition = "..." } [source-type]'),
        (
            '["events.type"]\nfire = { definition = "It burns.", color = "red" }\n',
            "2: fire: has color, which is not a key of a term: it has definition, unit, plover [source-type]",
        ),
    ],
)
def test_terms_that_cannot_be_are_refused_at_their_line(bridge: Path, typed: str, told: str) -> None:
    (bridge / "scripts/sources/vocabulary.toml").write_text(typed, encoding="utf-8")
    with pytest.raises(BadData) as caught:
        build(bridge)
    assert f"scripts/sources/vocabulary.toml:{told}" in str(caught.value).splitlines()


def declare(package: Path, table: str, field: dict[str, Any]) -> None:
    found = descriptor(package)
    (resource,) = (resource for resource in found["resources"] if resource["name"] == table)
    resource["schema"]["fields"].append(field)
    describe(package, found)


def with_column(package: Path, values: list[str | None], **constraints: object) -> Path:
    frame = text(package, "events")
    write(package, "events", frame.with_columns(pl.Series("deaths", values, pl.String)))
    declare(package, "events", {"name": "deaths", "type": "integer", "constraints": constraints})
    renew(package)
    return package


def test_a_declared_column_is_checked_as_declared(bridge: Path) -> None:
    assert problems(with_column(bridge, ["3"], minimum=0)) == []
    edit(bridge, "events", "bridge-closes", deaths="-3")
    renew(bridge)
    assert problems(bridge) == ["data/events.csv:2: deaths: -3 is less than 0 [minimum]"]


def test_a_column_that_is_not_declared_is_refused(bridge: Path) -> None:
    write(bridge, "events", text(bridge, "events").with_columns(deaths=pl.lit("3")))
    renew(bridge)
    assert problems(bridge) == ["data/events.csv:1: deaths: is no column of this table [header]"]


@pytest.mark.parametrize(
    ("field", "told"),
    [
        (
            {"name": "Deaths", "type": "integer"},
            "events.Deaths.name: 'Deaths' is not supported; expected lower-case letters, digits and underscores",
        ),
        (
            {"name": "deaths", "type": "geopoint"},
            "events.deaths.type: 'geopoint' is not supported; expected one of string, date, integer, boolean",
        ),
        (
            {"name": "deaths", "type": "string", "constraints": {"pattern": "("}},
            "events.deaths.constraints.pattern: '(' is not supported; expected a regular expression that Python and "
            "Rust read alike",
        ),
    ],
)
def test_a_column_that_cannot_be_declared_so_is_refused(bridge: Path, field: dict[str, Any], told: str) -> None:
    declare(bridge, "events", field)
    assert problems(bridge) == [f"datapackage.json:1: {told} [schema]"]


def with_table(package: Path, content: str) -> Path:
    (package / "data/photos.csv").write_text(content, encoding="utf-8")
    found = descriptor(package)
    schema = {
        "fields": [{"name": "photo_id", "type": "string"}, {"name": "event_id", "type": "string"}],
        "primaryKey": ["photo_id"],
        "foreignKeys": [{"fields": ["event_id"], "reference": {"resource": "events", "fields": ["event_id"]}}],
    }
    found["resources"].append({"name": "photos", "path": "data/photos.csv", "schema": schema})
    describe(package, found)
    return package


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("a,bridge-closes\n", []),
        ("a,bridge-opens\n", ["data/photos.csv:2: event_id: 'bridge-opens' is not in events [foreign-key]"]),
        ("a,\na,\n", ["data/photos.csv:3: photo_id: 'a' is the key of an earlier row too [key]"]),
    ],
)
def test_a_declared_table_is_checked_with_its_keys(bridge: Path, rows: str, told: list[str]) -> None:
    assert problems(with_table(bridge, f"photo_id,event_id\n{rows}")) == told


def test_a_declared_table_may_refer_to_a_key_of_any_form(bridge: Path) -> None:
    with_table(bridge, "photo_id,event_id\na,\nb,c\n")
    found = descriptor(bridge)
    schema = found["resources"][-1]["schema"]
    schema["foreignKeys"] = [{"fields": ["event_id"], "reference": {"resource": "", "fields": ["photo_id"]}}]
    describe(bridge, found)
    assert problems(bridge) == ["data/photos.csv:3: event_id: 'c' is not in photos [foreign-key]"]
