"""What treaty validate tells, to whom, and how much of it."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import polars as pl
import pytest
from click.testing import CliRunner, Result

from tests.helpers.packages import Change, added, edit, edited, renew, text, write
from treaty_record import home
from treaty_tools.cli import main
from treaty_tools.package.reading import read_package
from treaty_tools.releases.validation import found_in, running
from treaty_tools.reporting.found import FURTHER, MOST_DESCRIBED, Found, faults
from treaty_tools.reporting.github import annotation
from treaty_tools.reporting.problem import Problem
from treaty_tools.rules import RULES
from treaty_tools.rules.findings import findings

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "docs/validation-report.schema.json").read_bytes())
LAST = "; to compare with the last release (level 5), name it with --since\n"


@pytest.fixture
def broken(project: Path) -> Path:
    """A package with faults of two rules: a date that is none, and notes that begin like formulas."""
    edit(project, "events", "treaty-signing", date="2024-13")
    write(project, "claims", text(project, "claims").with_columns(note=pl.lit("=1, 50%: x")))
    edit(project, "claims", "treaty-mutual-aid", figure="12")
    renew(project)
    return project


def told(package: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["validate", str(package), *options])


def report(package: Path, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(told(package, "--format", "json", *options).output)
    jsonschema.validate(found, SCHEMA)
    return found


def test_the_schema_of_the_report_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_a_good_package_is_told_what_it_keeps(project: Path) -> None:
    result = told(project)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.output.endswith(f" pass {len(running(4))} rules (levels 1 to 4){LAST}")
    found = report(project)
    assert (found["valid"], found["errors"], found["by_rule"], found["problems"]) == (True, 0, {}, [])
    assert found["left_out"] == {"not_shown": {}, "other_rules": {}, "levels": [5]}


def test_the_report_for_programs_counts_what_it_does_not_show(broken: Path) -> None:
    claims = len(text(broken, "claims"))
    result = told(broken, "--format", "json")
    assert (result.exit_code, result.stderr) == (1, "")
    found = report(broken, "--max-shown", "2")
    assert found["by_rule"] == {"edtf": 1, "formula": claims}
    assert found["left_out"]["not_shown"] == {"formula": claims - 2}
    assert [problem["rule"] for problem in found["problems"]] == ["formula", "formula", "edtf"]
    assert [problem["line"] for problem in found["problems"][:2]] == [2, 3]
    assert len(report(broken, "--max-shown", "0")["problems"]) == claims + 1


def test_people_are_told_how_many_more_there_are(broken: Path) -> None:
    claims = len(text(broken, "claims"))
    result = told(broken, "--max-shown", "1")
    assert result.stdout == ""
    assert result.stderr.splitlines()[-2:] == [
        f"... and {claims - 1} more [formula]",
        f"{claims + 1} errors; 'treaty rules' explains each rule",
    ]


def test_faults_are_coloured_where_that_is_wanted(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = told(broken, "--rule", "edtf").stderr
    assert coloured.startswith("\x1b[1mdata/events.csv:")
    assert "\x1b[2m[edtf]\x1b[0m" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[1;31m" in coloured
    assert "31m" not in told(broken, "--rule", "edtf").stderr


def test_only_wanted_rules_are_told(broken: Path) -> None:
    found = report(broken, "--rule", "edtf")
    assert (found["valid"], found["by_rule"]) == (False, {"edtf": 1})
    assert found["left_out"]["other_rules"] == {"formula": len(text(broken, "claims"))}
    assert [problem["rule"] for problem in found["problems"]] == ["edtf"]
    result = told(broken, "--rule", "visible", "--rule", "measure")
    others = len(text(broken, "claims")) + 1
    assert result.exit_code == 0
    assert result.output.endswith(f" pass 2 rules (levels 1 to 4); {others} errors of other rules not shown{LAST}")


def test_what_could_not_be_read_is_told_whatever_is_wanted(project: Path) -> None:
    (project / "data/events.csv").write_bytes(b"\xff")
    assert report(project, "--rule", "visible")["by_rule"] == {"encoding": 1, "hash": 1}


LEVELLED: list[Change] = [
    edited("actors", "choson-sinbo", kind="newspaper"),
    edited("claims", "treaty-mutual-aid", measure="treaty-articles"),
    edited("events", "june-2024-summit", date="2024-06/2024-05"),
    edited("claims", "putin-near-alliance", claimant_id="nobody"),
    added("actors", like="kcna", actor_id="kcna-2"),
]


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_lower_level_tells_what_a_whole_run_tells_of_it(project: Path, level: int) -> None:
    for change in LEVELLED:
        change(project)
    renew(project)
    whole = {rule: n for rule, n in report(project)["by_rule"].items() if RULES[rule].level <= level}
    assert report(project, "--level", str(level))["by_rule"] == whole
    assert len({RULES[rule].level for rule in whole}) == level


def test_rules_above_a_level_are_not_told(project: Path) -> None:
    edit(project, "claims", "treaty-mutual-aid", measure="treaty-articles")
    renew(project)
    assert report(project)["by_rule"] == {"measure": 1}
    assert report(project, "--level", "3")["left_out"] == {"not_shown": {}, "other_rules": {}, "levels": [4, 5]}
    assert told(project, "--level", "1").output.endswith(" rules (level 1)\n")


def test_github_shows_faults_at_their_lines(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(broken.parent))
    result = told(broken, "--format", "github", "--rule", "formula", "--max-shown", "1")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.splitlines() == [
        "::error file=project/data/claims.csv,line=2,title=formula::note: '=1, 50%25: x' starts with = + - or @, so "
        "that spreadsheets run it as a formula",
        f"::error title=formula::... and {len(text(broken, 'claims')) - 1} more",
    ]


def test_github_names_files_from_where_it_runs(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.chdir(broken)
    (line,) = CliRunner().invoke(main, ["validate", "--format", "github", "--rule", "edtf"]).output.splitlines()
    assert line.startswith("::error file=data/events.csv,line=")


def test_a_strangers_text_gives_github_no_commands() -> None:
    problem = Problem("data/a,b:c%.csv", 2, "note", "50%\r\n::add-mask::x \x1b[31m", "control")
    assert annotation(problem) == (
        "::error file=data/a%2Cb%3Ac%25.csv,line=2,title=control::"
        r"note: 50%25\r\n::add-mask::x \x1b[31m"
    )


def test_the_report_for_programs_is_ascii_whatever_names_columns_have(project: Path) -> None:
    path = project / "datapackage.json"
    found = json.loads(path.read_bytes())
    found["resources"][0]["schema"]["fields"].append({"name": "ক\ud800", "type": "string"})
    path.write_text(json.dumps(found))
    assert told(project, "--format", "json").output.isascii()
    (problem,) = report(project)["problems"]
    assert problem["rule"] == "descriptor"
    assert problem["message"].encode()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--rule", "edft"], "no rule 'edft' (did you mean 'edtf'?): 'treaty rules' lists them"),
        (["--rule", "x"], "no rule 'x': 'treaty rules' lists them"),
        (["--rule", "measure", "--level", "2"], "rule 'measure' is of level 4, above --level 2"),
        (["--rule", "retired"], "rule 'retired' compares with the last release: name it with --since"),
        (["--level", "5"], "level 5 compares with the release that --since names: give both or neither"),
    ],
)
def test_what_cannot_be_told_is_misuse(project: Path, options: list[str], message: str) -> None:
    result = told(project, *options)
    assert (result.exit_code, result.output.splitlines()[-1]) == (2, f"Error: {message}")


def test_of_many_faults_the_first_by_file_and_line_are_shown_and_doubles_count_once(project: Path) -> None:
    read = read_package(project, home.contract())

    def found(table: str, *rows: int) -> tuple[str, Found]:
        numbers = pl.DataFrame({"_row": rows}, schema={"_row": pl.Int64})
        return "noted", Found(table, faults(numbers, "note", "is wrong"))

    many = [found("events", 5, 3, 3), found("claims", 2, -1), found("claims", 2), found("events", 4)]
    made = findings(read, iter(many), {"noted"}, 3)
    assert made.counts == {"noted": 5}
    assert made.not_shown == {"noted": 2}
    assert [(problem.path, problem.line) for problem in made.problems] == [
        ("data/claims.csv", 1),
        ("data/claims.csv", 4),
        ("data/events.csv", 5),
    ]


def test_what_is_not_shown_of_a_later_table_is_counted_without_a_word_of_python(project: Path) -> None:
    for table in ("actors", "names"):
        write(project, table, text(project, table).with_columns(name=pl.format("={}", "name")))
    renew(project)
    result = told(project, "--rule", "formula", "--max-shown", "1")
    number = len(text(project, "actors")) + len(text(project, "names"))
    assert result.stderr.splitlines()[1:] == [
        f"... and {number - 1:,} more [formula]",
        f"{number:,} errors; 'treaty rules' explains each rule",
    ]


def test_of_very_many_faults_the_first_are_described_and_all_are_counted(project: Path) -> None:
    header = ",".join(text(project, "retirements").columns)
    rows = "".join(f"events,gone-{number:06},1.0.0,=1,\n" for number in range(MOST_DESCRIBED + 5))
    (project / "data/retirements.csv").write_text(f"{header}\n{rows}", encoding="utf-8")
    renew(project)
    read = read_package(project, home.contract())
    found = findings(read, found_in(read), ["formula"])
    assert found.counts == {"formula": MOST_DESCRIBED + 5}
    assert [problem.message for problem in found.problems[-6:]] == [
        "'=1' starts with = + - or @, so that spreadsheets run it as a formula",
        *[FURTHER] * 5,
    ]
