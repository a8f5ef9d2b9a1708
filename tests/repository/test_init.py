"""treaty init: a new package, also in the clone of a new repository, and never over other files."""

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.helpers.packages import descriptor, problems
from treaty_tools.cli import main


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["init", *map(str, arguments)])


def git(*arguments: str | Path) -> None:
    identity = ("-c", "user.name=Treaty Record contributors", "-c", "user.email=", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def said(result: Result) -> str:
    return result.output.splitlines()[-1]


def test_a_package_survives_a_clone_that_converts_line_ends(tmp_path: Path) -> None:
    root, clone = tmp_path / "bridges", tmp_path / "clone"
    assert run(root).exit_code == 0
    git("-C", root, "init", "--quiet")
    git("-C", root, "add", "--all")
    git("-C", root, "commit", "--quiet", "--message", "Start")
    git("-c", "core.autocrlf=true", "clone", "--quiet", root, clone)
    assert problems(clone) == []
    assert CliRunner().invoke(main, ["build", "--check", "-C", str(clone)]).exit_code == 0


def test_the_clone_of_a_new_repository_becomes_a_package_and_keeps_its_files(tmp_path: Path) -> None:
    root = tmp_path / "My_Events"
    kept = {"README.md": "# Mine\n", "LICENSE": "Mine.\n", ".gitignore": "*.bak\n", ".git/HEAD": "ref\n"}
    for path, content in kept.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    result = run(root, "--name", "bridges")
    assert (result.exit_code, result.output) == (
        0,
        f"not replaced: .gitignore, README.md\nCreated 11 tables in {root}; start with {root / 'README.md'}\n",
    )
    assert {path: (root / path).read_text(encoding="utf-8") for path in kept} == kept
    assert (descriptor(root)["name"], problems(root)) == ("bridges", [])


def test_files_that_are_not_in_the_way_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("mine", encoding="utf-8")
    assert run(tmp_path, "--name", "bridges").exit_code == 0
    assert (tmp_path / "notes.md").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("other", ["notes.md", "scripts/sources/actors.toml"])
def test_files_in_the_way_are_named_and_nothing_is_written(other: str, tmp_path: Path) -> None:
    root = tmp_path / "bridges"
    for path in ("README.md", other):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("mine", encoding="utf-8")
    result = run(root)
    taken = "README.md" if other == "notes.md" else f"README.md, {other}"
    assert (result.exit_code, said(result)) == (2, f"Error: {root} already has {taken}: name another folder")
    assert {path.name for path in root.rglob("*") if path.is_file()} == {"README.md", Path(other).name}


def test_a_folder_whose_name_cannot_be_a_package_s_needs_a_name(tmp_path: Path) -> None:
    result = run(tmp_path / "My Events")
    expected = "lower-case words and digits joined by hyphens"
    message = f"Error: 'my events' cannot be a package's name ({expected}): choose one with --name"
    assert (result.exit_code, said(result)) == (2, message)
    assert not (tmp_path / "My Events").exists()
    assert run(tmp_path / "My Events", "--name", "My Events").exit_code == 2


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bridges").symlink_to("none")
    result = run(tmp_path / "bridges")
    message = f"Error: {tmp_path / 'bridges'} is a broken link: remove it, or name another folder"
    assert (result.exit_code, said(result)) == (1, message)
    assert not (tmp_path / "none").exists()
