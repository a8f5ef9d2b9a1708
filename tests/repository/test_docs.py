"""What the texts for people say is what the program does."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import duckdb
import polars as pl
import pytest
import yaml
from click.testing import CliRunner

import treaty_record
from treaty_record import home
from treaty_tools.cli import COMMANDS, main

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
READING = (ROOT / "docs/reading.md").read_text(encoding="utf-8")


def blocks(language: str, text: str = README) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_docs_and_has_help(name: str) -> None:
    assert f"\n## treaty {name}\n" in (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    shown = CliRunner().invoke(main, [name, "--help"])
    assert shown.exit_code == 0
    assert shown.output.startswith(f"Usage: treaty {name} ")
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.help
    assert command.epilog
    assert shown.output.splitlines()[-1].startswith(f"  Example: treaty {name}")
    assert all(option.help for option in command.params if isinstance(option, click.Option))


def test_help_lists_every_command() -> None:
    shown = CliRunner().invoke(main, ["--help"]).output
    assert re.findall(r"^  (\w+) ", shown, flags=re.MULTILINE) == list(COMMANDS)


def test_the_page_of_rules_is_current() -> None:
    page = CliRunner().invoke(main, ["rules", "--markdown"]).output
    assert (ROOT / "docs/rules.md").read_text(encoding="utf-8") == page, (
        "run 'uv run treaty rules --markdown > docs/rules.md'"
    )
    assert "(docs/rules.md)" in README


def test_the_generated_blocks_of_the_docs_are_current() -> None:
    pages = ["README.md", "CONTRIBUTING.md", "docs/commands.md"]
    command = ["-m", "cogapp", "--check", "-I", "scripts/docs", *pages]
    checked = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, f"run 'uv run cog -r -I scripts/docs {' '.join(pages)}'"


def test_the_findings_of_the_package_are_those_of_the_data() -> None:
    printed = subprocess.run(
        [sys.executable, "scripts/docs/findings.py"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert home.descriptor()["findings"] == printed.stdout.splitlines()


def test_readme_has_the_two_commands() -> None:
    assert blocks("sh") == ["pip install uv && uv run treaty build\nuv run pytest\n"]


ROWS = 30_000
"""More rows than any reader samples to guess how a file is written."""


def plain_rows(columns: list[str], many: int) -> pl.DataFrame:
    """Return rows of text that need no quotes, most cells empty."""
    keys = [f"event-{number:05}" for number in range(many)]
    cells = {name: keys if name in ("event_id", "title") else [None] * many for name in columns}
    return pl.DataFrame(cells, schema=dict.fromkeys(columns, pl.String))


@pytest.mark.parametrize("recipe", [block for block in blocks("python", READING) if "data/events.csv" in block])
def test_recipes_keep_cells_as_they_are(recipe: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    events = pl.read_csv(ROOT / "data/events.csv", infer_schema=False)
    changed = pl.when(pl.col("event_id") == "choe-son-hui-visits-moscow")
    real = events.with_columns(
        title=changed.then(pl.lit("NA")).otherwise("title"), place=changed.then(pl.lit("010")).otherwise("place")
    )
    pl.concat([plain_rows(events.columns, ROWS), real]).write_csv(tmp_path / "data/events.csv")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    duckdb.set_default_connection(duckdb.connect())
    exec(recipe, names)
    duckdb.set_default_connection(duckdb.connect())  # the recipe leaves rows to fetch on the one that it used
    frame = names["events"]
    table = frame if isinstance(frame, pl.DataFrame) else pl.from_pandas(frame)  # type: ignore[call-overload]
    row = table.filter(pl.col("event_id") == "choe-son-hui-visits-moscow").row(0, named=True)
    assert (row["title"], row["place"], row["date"], row["note"]) == ("NA", "010", "2024-11", None)
    assert table.tail(len(real)).equals(real)
    assert len(table) == ROWS + len(real)


@pytest.mark.parametrize(
    "recipe",
    [block for text in (README, READING) for block in blocks("python", text) if "data/events.csv" not in block],
)
def test_python_blocks_give_rows_or_print_them(recipe: str, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}
    exec(recipe, names)
    frame = names.get("events", names.get("citations"))
    assert (isinstance(frame, pl.DataFrame) and frame.height) or capsys.readouterr().out


def test_the_page_of_questions_shows_what_its_blocks_give(tmp_path: Path) -> None:
    page = shutil.copy(ROOT / "docs/questions.md", tmp_path)
    subprocess.run([sys.executable, "-W", "error", ROOT / "scripts/docs/notebook.py", page], check=True)
    same = Path(page).read_text(encoding="utf-8") == (ROOT / "docs/questions.md").read_text(encoding="utf-8")
    assert same, "run 'uv run python scripts/docs/notebook.py docs/questions.md'"
    assert "(docs/questions.md)" in README


@pytest.mark.parametrize(
    "name", ["timeline", "figures", "reported_range", "contradictions", "evidence", "who_cites_whom"]
)
def test_every_question_is_in_the_readme_and_on_its_page(name: str) -> None:
    assert f"| `{name}(" in README
    assert f"treaty_record.{name}(" in (ROOT / "docs/questions.md").read_text(encoding="utf-8")
    assert name in treaty_record.__all__


def test_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    descriptor = home.descriptor()
    assert project["version"] == citation["version"] == descriptor["version"]
    assert citation["title"] == descriptor["title"]
    assert [author["name"] for author in citation["authors"]] == ["Treaty Record contributors"]


def test_licences_are_told_with_their_scope() -> None:
    assert [licence["name"] for licence in home.descriptor()["licenses"]] == [
        "CC-BY-4.0",
        "LicenseRef-quotation",
        "MIT",
    ]
    for path in ("LICENSE", "LICENSE-DATA.md"):
        assert (ROOT / path).is_file()
