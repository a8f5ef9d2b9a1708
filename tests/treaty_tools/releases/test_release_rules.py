"""Level 5: from one release to the next nothing disappears, no id is used twice, and the version fits."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import packaging.version
import polars as pl
import pytest
from click.testing import CliRunner

from tests.helpers.packages import (
    Change,
    added,
    case,
    derive,
    describe,
    descriptor,
    drop,
    dropped,
    edit,
    edited,
    renew,
    text,
    write,
)
from treaty_record import home
from treaty_record.values.version import Version, parts, pep_440
from treaty_tools.cli import main
from treaty_tools.package.reading import read_package
from treaty_tools.releases import read_release
from treaty_tools.releases.difference import Release, compare
from treaty_tools.releases.difference.version import MAJOR, MINOR, PATCH, changes

NAME = "north-korea.bn-pyongyang"
OTHER = "north-korea.bn"
REASON = "Nobody is to be called by the name of a town."


def version(number: object) -> Change:
    return lambda package: describe(package, descriptor(package) | {"version": number})


def without(table: str, key: str) -> Change:
    """Remove a row and its citations."""

    def change(package: Path) -> None:
        drop(package, table, key)
        of_another = (pl.col("row_table") != table) | (pl.col("row_id") != key)
        write(package, "citations", text(package, "citations").filter(of_another))

    return change


def retired(key: str, retired_in: str, replaced_by: str | None = None) -> Change:
    return added(
        "retirements", row_table="names", row_id=key, retired_in=retired_in, reason=REASON, replaced_by=replaced_by
    )


CASES = [
    case(
        f"data/retirements.csv:1: row_id: '{NAME}' of names was in 0.1.0 but is missing: retire it here, or restore it "
        "[retired]",
        without("names", NAME),
        version("0.2.0"),
    ),
    case(
        f"data/names.csv:5: name_id: '{NAME}' was retired in 0.2.0, and ids are never reused: give the row another "
        "[reused]",
        retired(NAME, "0.2.0"),
        version("0.2.0"),
    ),
    case(
        "data/retirements.csv:2: replaced_by: 'north-korea.xx' is not in names [retirement]",
        without("names", NAME),
        retired(NAME, "0.2.0", "north-korea.xx"),
        version("0.2.0"),
    ),
    case(
        f"data/retirements.csv:2: replaced_by: '{NAME}' is not in names [retirement]",
        without("names", NAME),
        retired(NAME, "0.2.0", NAME),
        version("0.2.0"),
    ),
    case(
        "data/retirements.csv:2: retired_in: '0.10.0' is later than this version, 0.9.0 [retirement]",
        without("names", NAME),
        retired(NAME, "0.10.0"),
        version("0.9.0"),
    ),
    case(
        "data/retirements.csv:2: retired_in: '0.1.0' is not later than 0.1.0, which has the row [retirement]",
        without("names", NAME),
        retired(NAME, "0.1.0"),
        version("0.2.0"),
    ),
    case(
        "datapackage.json:1: version: '0.1.0' is too low: 1 row of names changed since 0.1.0; expected at least 0.1.1 "
        "[version]",
        edited("names", OTHER, kind="native"),
    ),
    case(
        "datapackage.json:1: version: '0.1.9' is too low: 1 row of names went since 0.1.0; expected at least 0.2.0 "
        "[version]",
        without("names", NAME),
        retired(NAME, "0.1.9", OTHER),
        version("0.1.9"),
    ),
    case("datapackage.json:1: version: '0.0.9' is lower than the last release, 0.1.0 [version]", version("0.0.9")),
    case(
        "datapackage.json:1: version: '1.0' is not supported; expected a version such as 1.2.3 or 1.2.3-rc.1 (Semantic "
        "Versioning) [descriptor]",
        version("1.0"),
    ),
    case(
        "datapackage.json:1: version: 1 is not supported; expected a version such as 1.2.3 or 1.2.3-rc.1 (Semantic "
        "Versioning) [descriptor]",
        version(1),
    ),
]


def messages(package: Path, since: Path, *options: str) -> list[str]:
    result = CliRunner().invoke(main, ["validate", str(package), "--since", str(since), *options])
    assert result.exit_code == (1 if result.stderr else 0)
    return result.stderr.splitlines()[:-1]


def changed(package: Path, changes: Iterable[Change]) -> Path:
    """Change a package, derive its cells again and describe its files, so that nothing but the change is wrong."""
    for change in changes:
        change(package)
    renew(package)
    derive(package)
    renew(package)
    return package


@pytest.mark.parametrize(("changes", "problem"), CASES)
def test_a_release_is_rejected_by_its_rule_alone(
    project: Path, pristine: Path, changes: Iterable[Change], problem: str
) -> None:
    assert messages(changed(project, changes), pristine) == [problem]


def test_a_release_like_the_last_is_one(project: Path, pristine: Path) -> None:
    result = CliRunner().invoke(main, ["validate", str(project), "--since", str(pristine / "datapackage.json")])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.output.endswith(" rules (levels 1 to 5)\n")


def test_rows_retired_with_a_minor_step_are_well(project: Path, pristine: Path) -> None:
    retire = [without("names", NAME), retired(NAME, "0.2.0", OTHER), version("0.2.0")]
    assert messages(changed(project, retire), pristine) == []


def test_a_retirement_stays_and_its_id_is_never_used_again(project: Path, pristine: Path, tmp_path: Path) -> None:
    old = changed(project, [without("names", NAME), retired(NAME, "0.2.0"), version("0.2.0")])
    assert messages(pristine, old) == [
        f"data/names.csv:5: name_id: '{NAME}' was retired in 0.2.0, and ids are never reused: give the row another "
        "[reused]",
        "datapackage.json:1: version: '0.1.0' is lower than the last release, 0.2.0 [version]",
    ]
    new = shutil.copytree(old, tmp_path / "new")
    changed(new, [dropped("retirements", f"names {NAME}"), version("0.3.0")])
    assert messages(new, old) == [
        f"data/retirements.csv:1: row_id: '{NAME}' of names was retired in the last release, but its retirement is "
        f"missing: restore it [retired]"
    ]


def test_a_misspelt_key_hides_what_is_missed_by_it(project: Path, pristine: Path) -> None:
    edit(project, "names", NAME, name_id="North-Korea")
    version("0.2.0")(project)
    renew(project)
    assert {line.rpartition("[")[2] for line in messages(project, pristine)} == {"pattern]"}


def test_a_package_that_cannot_be_read_is_not_compared(project: Path, pristine: Path) -> None:
    (project / "data/names.csv").write_bytes(b"")
    assert not any(line.endswith(("[retired]", "[version]")) for line in messages(project, pristine))


def test_only_the_last_release_is_looked_at_where_that_is_wanted(project: Path, pristine: Path) -> None:
    changed(project, [edited("names", OTHER, name=" x"), version("0.2.0")])
    assert messages(project, pristine, "--rule", "version") == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda old: edit(old, "events", "treaty-signing", title="x"), "data/events.csv:1: is not the file that "),
        (lambda old: (old / "datapackage.json").unlink(), "datapackage.json:1: is not there [descriptor]"),
        (version("soon"), "datapackage.json:1: version: 'soon' is not supported; expected a version such as 1.2.3 or "),
        (version(""), "datapackage.json:1: version: '' is not supported; expected a version such as 1.2.3 or "),
        (
            lambda old: describe(old, {name: value for name, value in descriptor(old).items() if name != "version"}),
            "datapackage.json:1: version: is missing; the profile requires it [descriptor]",
        ),
    ],
)
def test_a_last_release_that_is_none_is_misuse(project: Path, pristine: Path, change: Change, why: str) -> None:
    change(project)
    result = CliRunner().invoke(main, ["validate", str(pristine), "--since", str(project)])
    assert (result.exit_code, result.stdout) == (2, "")
    expected = f"Error: Invalid value for '--since': {project} cannot be compared: {why}"
    assert result.stderr.splitlines()[-1].startswith(expected)


def test_an_own_table_and_another_contract_are_compared_as_they_declare_themselves(
    project: Path, pristine: Path
) -> None:
    """The last release may have had other columns and tables than the contract has now."""
    frame = text(project, "events")
    write(project, "events", frame.rename({"place": "town"}).with_columns(weather=pl.lit(None, pl.String)))
    found = descriptor(project)
    for resource in found["resources"]:
        for field in resource["schema"]["fields"]:
            if resource["name"] == "events" and field["name"] == "place":
                field["name"] = "town"
            if resource["name"] == "claims" and field["name"] == "figure_low":
                field |= {"type": "string", "constraints": {}}
        if resource["name"] == "events":
            resource["schema"]["fields"].append({"name": "weather", "type": "string"})
    schema = {"fields": [{"name": "town", "type": "string"}], "primaryKey": "town"}
    (project / "data/towns.csv").write_text("town\nPyongyang\n")
    found["resources"].append({"name": "towns", "path": "data/towns.csv", "schema": schema})
    describe(project, found)
    renew(project)
    old = read_release(str(project), "OLD", project)
    read = read_package(pristine, home.contract())
    assert [change for change in changes(compare(old, Release(read))) if change[0] != PATCH] == [
        (MAJOR, "the table towns went"),
        (MAJOR, "the column events.town was renamed to place"),
        (MAJOR, "the column events.weather went"),
        (MAJOR, "the column claims.figure_low became number"),
    ]
    assert messages(pristine, project) == [
        "datapackage.json:1: version: '0.1.0' is too low: the table towns went since 0.1.0; expected at least 1.0.0 "
        "[version]"
    ]


def rows_changed(old: Path, new: Path) -> list[tuple[int, str]]:
    read = read_package(new, home.contract())
    return list(changes(compare(read_release(str(old), "OLD", old), Release(read))))


def test_citations_and_moved_rows_are_corrections_and_a_lost_term_is_more(project: Path, pristine: Path) -> None:
    citations = text(project, "citations")
    write(project, "citations", citations.slice(1))
    write(project, "vocabulary", text(project, "vocabulary").slice(1))
    write(project, "actors", text(project, "actors").reverse())
    renew(project)
    assert rows_changed(pristine, project) == [
        (PATCH, "the rows of actors moved"),
        (PATCH, "1 row of citations changed"),
        (MAJOR, "1 row of vocabulary went"),
    ]
    assert (MINOR, "1 row of vocabulary came") in rows_changed(project, pristine)


ORDERED = [
    *("1.0.0-0", "1.0.0-9", "1.0.0-10", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta"),
    *("1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1-a", "1.0.1", "1.1.0", "1.10.0", "2.0.0"),
]
"""Versions as Semantic Versioning orders them: its own example, and numbers of several digits."""


def read(number: str) -> Version:
    found = parts(number)
    assert found is not None, number
    assert str(found) == number
    return found


def test_versions_are_ordered_as_semantic_versioning_says() -> None:
    versions = [read(number) for number in ORDERED]
    assert sorted(reversed(versions)) == versions
    assert len(set(versions)) == len(versions)
    assert read("1.0.0+build.5") == read("1.0.0+001.b")
    assert read("1.0.0-rc.1+b") < read("1.0.0")


@pytest.mark.parametrize(
    "number",
    [
        *("1.2", "1.2.3.4", "01.2.3", "1.2.3-", "1.2.3-rc.01", "1.2.3-rc..1", "1.2.3+", "1.2.3+a+b", "v1.2.3"),
        *("১.২.৩", "", "1.2.3\n", "1.2.3-\u0430", "1.2.3 ", f"1.2.3-{'x' * 100}"),
    ],
)
def test_other_versions_are_none(number: str) -> None:
    assert parts(number) is None


def test_a_python_package_has_the_same_version_in_the_same_order() -> None:
    written = [(version, found) for number in ORDERED if (found := pep_440(version := read(number)))]
    assert [found for _, found in written] == [
        *("1.0.0a1", "1.0.0b2", "1.0.0b11", "1.0.0rc1", "1.0.0", "1.0.1", "1.1.0", "1.10.0", "2.0.0")
    ]
    assert [found for _, found in written] == [str(packaging.version.Version(found)) for _, found in written]
    assert [found for _, found in sorted(written, key=lambda pair: packaging.version.Version(pair[1]))] == [
        found for _, found in written
    ]
    assert pep_440(read("1.0.0+build.5")) is None


RETITLED = edited("names", OTHER, kind="native")


@pytest.mark.parametrize(
    ("then", "now", "asked"),
    [
        ("0.1.0", "0.1.1-rc.1", None),
        ("0.1.0", "0.1.0-rc.1", "'0.1.0-rc.1' is lower than the last release, 0.1.0"),
        ("0.1.0", "0.1.0+2", "'0.1.0+2' is too low: 1 row of names changed since 0.1.0; expected at least 0.1.1"),
        ("1.0.0-rc.1", "1.0.0-rc.2", None),
        ("1.0.0-rc.1", "1.0.0", None),
        (
            "1.0.0-rc.1",
            "1.0.0-rc.1",
            "'1.0.0-rc.1' is too low: 1 row of names changed since 1.0.0-rc.1; expected at least 1.0.0-rc.2",
        ),
        (
            "1.0.0-beta",
            "1.0.0-beta",
            "'1.0.0-beta' is too low: 1 row of names changed since 1.0.0-beta; expected at least 1.0.0-beta.1",
        ),
    ],
)
def test_a_pre_release_is_a_step_of_its_own(
    project: Path, pristine: Path, tmp_path: Path, then: str, now: str, asked: str | None
) -> None:
    old = changed(shutil.copytree(pristine, tmp_path / "old"), [version(then)])
    expected = [] if asked is None else [f"datapackage.json:1: version: {asked} [version]"]
    assert messages(changed(project, [RETITLED, version(now)]), old) == expected


def test_a_pre_release_of_a_smaller_step_asks_for_a_larger_one(project: Path, pristine: Path, tmp_path: Path) -> None:
    old = changed(shutil.copytree(pristine, tmp_path / "old"), [version("0.1.1-rc.1")])
    retire = [without("names", NAME), retired(NAME, "0.2.0", OTHER)]
    assert messages(changed(project, [*retire, version("0.2.0-rc.1")]), old) == []
    assert messages(changed(project, [version("0.1.1")]), old)[-1:] == [
        "datapackage.json:1: version: '0.1.1' is too low: 1 row of names went since 0.1.1-rc.1; expected at least "
        "0.2.0 "
        "[version]"
    ]


def test_a_version_that_is_missing_is_asked_for(project: Path, pristine: Path) -> None:
    describe(project, {name: value for name, value in descriptor(project).items() if name != "version"})
    assert messages(project, pristine) == [
        "datapackage.json:1: version: is missing: add a version such as 1.2.3 or 1.2.3-rc.1 (Semantic Versioning) "
        "[version]",
        "datapackage.json:1: version: is missing; the profile requires it [descriptor]",
    ]
