"""Other people's packages: terms, columns and tables of their own, where their descriptor declares them."""

from collections.abc import Iterable
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
    keys,
    problems,
    problems_by_key,
    renew,
    text,
    write,
)
from treaty_tools.cli import main
from treaty_tools.reporting.problem import BadData
from treaty_tools.sources.build import build


@pytest.fixture
def bridge(tmp_path: Path) -> Path:
    """A package about another subject, as ``treaty init`` makes it."""
    folder = tmp_path / "old-bridge"
    result = CliRunner().invoke(main, ["init", str(folder)])
    assert (result.exit_code, result.output) == (
        0,
        f"Created 11 tables in {folder}; start with {folder / 'README.md'}\n",
    )
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
            "1: events.status: is not a column that can have its own terms; did you mean events.type? [source-key]",
        ),
        ('["events.type"]\nfire = { }\n', '2: fire: has no definition; write { definition = "..." } [source-type]'),
        (
            '["events.type"]\nfire = { definition = "It burns.", color = "red" }\n',
            "2: color: is not a key of a term; expected one of definition, unit, plover, broader [source-key]",
        ),
    ],
)
def test_terms_that_cannot_be_are_refused_at_their_line(bridge: Path, typed: str, told: str) -> None:
    (bridge / "scripts/sources/vocabulary.toml").write_text(typed, encoding="utf-8")
    with pytest.raises(BadData) as caught:
        build(bridge)
    assert f"scripts/sources/vocabulary.toml:{told}" in str(caught.value).splitlines()


VOCABULARY = "scripts/sources/vocabulary.toml"


def source(package: Path, file: str, *changes: tuple[str, str]) -> None:
    """Replace words of a source file."""
    path = package / "scripts/sources" / file
    content = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in content
        content = content.replace(old, new)
    path.write_text(content, encoding="utf-8")


def refused(package: Path) -> list[str]:
    """Return what a build reports."""
    with pytest.raises(BadData) as caught:
        build(package)
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (
            '["claims.kind"]\nmeasurement = { definition = "Gives a measured figure." }\n',
            "measurement: has no broader term; name the one whose rules it follows: report, allegation, confirmation, "
            "denial, estimate, pledge, provision, assessment, criticism, demand, no comment [source-type]",
        ),
        (
            '["claims.measur"]\nx = { definition = "X." }\n',
            "claims.measur: is not a column that can have its own terms",
        ),
        ('["events.type".fire]\ndefinition = 5\n', "definition: must be text in quotes, not the unquoted value 5"),
        ("[[\n", "is not valid TOML: "),
    ],
)
def test_one_wrong_line_of_the_vocabulary_spoils_that_line_alone(bridge: Path, wrong: str, told: str) -> None:
    path = bridge / VOCABULARY
    path.write_text(path.read_text(encoding="utf-8") + wrong, encoding="utf-8")
    (line,) = refused(bridge)
    assert told in line
    assert line.startswith(f"{VOCABULARY}:")


def test_cells_with_a_term_whose_definition_is_wrong_are_not_reported_too(bridge: Path) -> None:
    source(bridge, "vocabulary.toml", ('closure = { definition = "A road', 'closure = { defintion = "A road'))
    (line,) = refused(bridge)
    assert line.startswith(f"{VOCABULARY}:")
    assert "closure: has no definition" in line


def test_a_package_without_measures_has_no_measure(bridge: Path) -> None:
    path = bridge / VOCABULARY
    path.write_text(path.read_text(encoding="utf-8").partition('["claims.measure"]')[0], encoding="utf-8")
    message = "'vehicles-per-day' is not a term: the package has none for this column; define it in vocabulary.toml"
    assert refused(bridge) == [f"scripts/sources/claims.toml:4: measure: {message} [term]"]


def test_an_own_kind_follows_the_rules_of_its_core_term(bridge: Path) -> None:
    path = bridge / VOCABULARY
    own = '["claims.kind"]\nrebuttal = { definition = "Says that a report is wrong.", broader = "denial" }\n'
    path.write_text(path.read_text(encoding="utf-8") + own, encoding="utf-8")
    article = "articles/examplenews-20240305-bridge.toml"
    source(bridge, article, ('kind = "estimate", modality = "asserted"', 'kind = "rebuttal", modality = "asserted"'))
    message = "is a denial, but answers no claim: relate it to one, or say in the note what it denies"
    (line,) = refused(bridge)
    assert line.startswith(f"scripts/sources/{article}:")
    assert line.endswith(f"kind: {message} [denial]")
    source(bridge, "claims.toml", ("statement =", 'note = "Denies a report of fewer."\nstatement ='))
    assert CliRunner().invoke(main, ["build", "-C", str(bridge)]).exit_code == 0
    assert problems(bridge) == []
    assert text(bridge, "events").filter(event_id="bridge-closes")["disputed"].to_list() == ["true"]
    edit(bridge, "vocabulary", "claims.kind rebuttal", broader="denials")
    renew(bridge)
    assert any("broader: 'denials' is not a core term of claims.kind" in line for line in problems(bridge))


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
    assert problems(bridge) == ["data/events.csv:1: deaths: is not a column of this table [header]"]


@pytest.mark.parametrize(
    ("field", "told"),
    [
        (
            {"name": "Deaths", "type": "integer"},
            "events.Deaths.name: 'Deaths' is not supported; expected lower-case letters, digits and underscores",
        ),
        (
            {"name": "deaths", "type": "geopoint"},
            "events.deaths.type: 'geopoint' is not supported; expected one of string, date, integer, number, boolean",
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
        (
            "a,tunnel-floods\n",
            ["data/photos.csv:2: event_id: 'tunnel-floods' is not in events [foreign-key]"],
        ),
        (
            "a,\na,\n",
            [
                "data/photos.csv:3: photo_id: 'a' is already the key of an earlier row (data/photos.csv:2); "
                "keep one of them [key]"
            ],
        ),
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


BANQUET, EXCHANGE = "state-banquet-in-pyongyang", "exchange-of-instruments"


def column(cells: dict[str, str], type_: str = "string", **constraints: object) -> Change:
    """Give the events a column of their own, with cells by their rows' keys."""

    def change(package: Path) -> None:
        frame = text(package, "events")
        own = pl.Series("own", [cells.get(key) for key in keys(frame, "events")], pl.String)
        write(package, "events", frame.with_columns(own))
        declare(package, "events", {"name": "own", "type": type_, "constraints": constraints})

    return change


def refers(resource: str, fields: str) -> Change:
    """Let the events' own column refer to a table."""

    def change(package: Path) -> None:
        found = descriptor(package)
        events = next(there for there in found["resources"] if there["name"] == "events")
        key = {"fields": ["own"], "reference": {"resource": resource, "fields": [fields]}}
        events["schema"]["foreignKeys"].append(key)
        describe(package, found)

    return change


def photos(rows: str, **schema: object) -> Change:
    """Add a table of photos, each of an event."""

    def change(package: Path) -> None:
        with_table(package, f"photo_id,event_id\n{rows}")
        found = descriptor(package)
        found["resources"][-1]["schema"] |= {"foreignKeys": [], **schema}
        describe(package, found)

    return change


CASES = [
    case(
        f"data/events.csv:{BANQUET}: own: 'a' already occurs in an earlier row [unique]",
        column({EXCHANGE: "a", BANQUET: "a"}, unique=True),
    ),
    case(
        f"data/events.csv:{EXCHANGE}: own: 7 is greater than 5 [maximum]",
        column({EXCHANGE: "7"}, "integer", maximum=5),
    ),
    case(
        f"data/events.csv:{EXCHANGE}: own: 5 is not less than 5 [maximum]",
        column({EXCHANGE: "5"}, "integer", exclusiveMaximum=5),
    ),
    case(
        f"data/events.csv:{EXCHANGE}: own: 5 is not greater than 5 [minimum]",
        column({EXCHANGE: "5"}, "integer", exclusiveMinimum=5),
    ),
    case(
        f"data/events.csv:{EXCHANGE}: own: 2024-11-11 is less than 2024-11-12 [minimum]",
        column({EXCHANGE: "2024-11-11", BANQUET: "2024-11-12"}, "date", minimum="2024-11-12"),
    ),
    case(
        f"data/events.csv:{EXCHANGE}: own: 'long' has more characters than 2 [length]",
        column({EXCHANGE: "long", BANQUET: "ab"}, maxLength=2),
    ),
    case(
        f"data/events.csv:{EXCHANGE}: own: 'ab' has fewer characters than 3 [length]",
        column({EXCHANGE: "ab", BANQUET: "abc"}, minLength=3),
    ),
    case(
        f"data/events.csv:{EXCHANGE}: own: '3' is not one of: 1, 2 [term]",
        column({EXCHANGE: "3", BANQUET: "2"}, "integer", enum=[1, 2]),
    ),
    case(
        f"data/events.csv:{EXCHANGE}: own: 'false' is not one of: true [term]",
        column({EXCHANGE: "false", BANQUET: "true"}, "boolean", enum=[True]),
    ),
    case(
        f"data/events.csv:{EXCHANGE}: own: '2024-11-11' is not one of: 2024-11-12 [term]",
        column({EXCHANGE: "2024-11-11", BANQUET: "2024-11-12"}, "date", enum=["2024-11-12"]),
    ),
    case(
        f"data/events.csv:{EXCHANGE}: own: 'bc' does not match the pattern 'a|b' [pattern]",
        column({EXCHANGE: "bc", BANQUET: "a"}, pattern="a|b"),
    ),
    case(
        f"data/events.csv:{EXCHANGE}: own: 'nope' is not in actors [foreign-key]",
        column({EXCHANGE: "nope", BANQUET: "kcna"}),
        refers("actors", "actor_id"),
    ),
    case(
        f"data/events.csv:{EXCHANGE}: own: 'nope' is not in actors.name [foreign-key]",
        column({EXCHANGE: "nope", BANQUET: "Reuters"}),
        refers("actors", "name"),
    ),
]


@pytest.mark.parametrize(("changes", "problem"), CASES)
def test_what_a_package_declares_is_enforced(project: Path, changes: Iterable[Change], problem: str) -> None:
    assert problems_by_key(broken(project, changes)) == [problem]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            photos("a,x\nb,\nc,x\nd,y\ne,\n", uniqueKeys=[["event_id"]]),
            ["data/photos.csv:4: event_id: 'x' already occurs in an earlier row [unique]"],
        ),
        (
            photos(",x\n"),
            ["data/photos.csv:2: photo_id: is empty, but every row needs a value [required]"],
        ),
        (
            photos(
                "a,kcna\nkcna,\n",
                foreignKeys=[
                    {
                        "fields": ["photo_id", "event_id"],
                        "reference": {"resource": "citations", "fields": ["row_id", "passage_id"]},
                    }
                ],
            ),
            [
                "data/photos.csv:2: event_id: 'a kcna' is not in citations.row_id, passage_id [foreign-key]",
                "data/photos.csv:3: event_id: 'kcna' is not in citations.row_id, passage_id [foreign-key]",
            ],
        ),
        (
            photos("a,\nb,a\nc,d\n", foreignKeys=[{"fields": "event_id", "reference": {"fields": "photo_id"}}]),
            ["data/photos.csv:4: event_id: 'd' is not in photos [foreign-key]"],
        ),
    ],
)
def test_keys_of_a_declared_table_are_enforced(project: Path, change: Change, told: list[str]) -> None:
    change(project)
    assert problems(project) == told


def test_a_reference_is_checked_though_the_column_it_leads_to_has_gaps_and_repeats(project: Path) -> None:
    key = {"fields": ["photo_id"], "reference": {"resource": "photos", "fields": ["event_id"]}}
    photos("a,a\nb,a\nc,\nd,c\n", foreignKeys=[key])(project)
    assert problems(project) == [
        "data/photos.csv:3: photo_id: 'b' is not in photos.event_id [foreign-key]",
        "data/photos.csv:5: photo_id: 'd' is not in photos.event_id [foreign-key]",
    ]


def test_a_file_that_is_no_table_is_the_one_described(project: Path) -> None:
    found = descriptor(project)
    found["resources"].append({"name": "readme", "path": "data/README.md", "bytes": 3, "hash": "sha256:00"})
    describe(project, found)
    assert problems(project) == [
        "data/README.md:1: is not the file that datapackage.json describes: its hash differs [hash]"
    ]


def test_what_is_declared_does_not_keep_a_package_from_being_exported(project: Path, tmp_path: Path) -> None:
    title = text(project, "events")["title"][0]
    composite = {"fields": ["photo_id", "event_id"], "reference": {"resource": "events", "fields": ["event_id", "own"]}}
    broken(project, [column({EXCHANGE: title}, unique=True, maxLength=200), refers("events", "title")])
    described = {"title": "Photos", "description": "Of events."}
    photos(f"{EXCHANGE},{title}\n", uniqueKeys=[["photo_id", "event_id"]], foreignKeys=[composite])(project)
    found = descriptor(project)
    found["resources"][-1] |= described
    describe(project, found)
    assert problems(project) == []
    formats = [f"--to={name}" for name in ("csv", "sqlite", "duckdb", "xlsx", "croissant", "ro-crate", "prov", "jsonl")]
    result = CliRunner().invoke(main, ["export", *formats, "--package", str(project), str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    assert problems(tmp_path / "out" / f"{descriptor(project)['name']}-csv") == []
