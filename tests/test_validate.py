"""What treaty validate tells, to whom, and how much of it."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import polars as pl
import pytest
from click.testing import CliRunner, Result

from treaty_tools.validate import command

from .packages import edit, renew, text, write

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "docs/validation-report.schema.json").read_bytes())


@pytest.fixture
def broken(project: Path) -> Path:
    """A package with faults of two levels: a date that is none, and notes that begin like formulas."""
    edit(project, "events", "treaty-signing", date="2024-13")
    write(project, "claims", text(project, "claims").with_columns(note=pl.lit("=1, 50%: x")))
    edit(project, "claims", "treaty-mutual-aid", figure="12")
    renew(project)
    return project


def told(package: Path, *options: str) -> Result:
    return CliRunner().invoke(command, [str(package), *options])


def report(package: Path, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(told(package, "--format", "json", *options).output)
    jsonschema.validate(found, SCHEMA)
    return found


def test_a_good_package_is_told_what_it_keeps(project: Path) -> None:
    result = told(project)
    assert result.exit_code == 0
    assert result.output.endswith(" keep 54 rules of levels 1 to 4\n")
    assert report(project) == {"valid": True, "faults": 0, "by_rule": {}, "not_shown": {}, "problems": []}


def test_the_report_for_programs_counts_what_it_does_not_show(broken: Path) -> None:
    claims = len(text(broken, "claims"))
    found = report(broken, "--max-shown", "2")
    assert found["by_rule"] == {"edtf": 1, "formula": claims}
    assert found["not_shown"] == {"formula": claims - 2}
    assert [problem["rule"] for problem in found["problems"]] == ["formula", "formula", "edtf"]
    assert [problem["line"] for problem in found["problems"][:2]] == [2, 3]
    assert len(report(broken, "--max-shown", "0")["problems"]) == claims + 1


def test_people_are_told_how_many_more_there_are(broken: Path) -> None:
    claims = len(text(broken, "claims"))
    lines = told(broken, "--max-shown", "1").output.splitlines()
    assert lines[-2:] == [
        f"... and {claims - 1} more [formula]",
        f"{claims + 1} faults; 'treaty rules' says what each rule is for",
    ]


def test_only_wanted_rules_are_told(broken: Path) -> None:
    assert report(broken, "--rule", "edtf")["by_rule"] == {"edtf": 1}
    assert report(broken, "--rule", "visible", "--rule", "measure")["valid"]


def test_rules_above_a_level_are_not_told(project: Path) -> None:
    edit(project, "claims", "treaty-mutual-aid", measure="treaty-articles")
    renew(project)
    assert report(project)["by_rule"] == {"measure": 1}
    assert report(project, "--level", "3")["valid"]
    assert told(project, "--level", "1").output.endswith(" rules of level 1\n")


def test_github_shows_faults_at_their_lines(broken: Path) -> None:
    lines = told(broken, "--format", "github", "--rule", "formula", "--max-shown", "1").output.splitlines()
    assert lines == [
        "::error file=data/claims.csv,line=2,title=formula::note: '=1, 50%25: x' begins with a character that a "
        "spreadsheet would run as a formula"
    ]


def test_an_unknown_rule_is_misuse(project: Path) -> None:
    result = told(project, "--rule", "edft")
    assert (result.exit_code, result.output.splitlines()[-1]) == (
        2,
        "Error: no rule 'edft': 'treaty rules' lists them",
    )
