"""A newcomer's way: the wheel is installed in an empty environment, and every line of a new package's README is run."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GIT = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")


def run(*command: str | Path, at: Path, environment: Mapping[str, str]) -> str:
    """Run a program and return what it prints; assert that it succeeds."""
    done = subprocess.run(list(map(str, command)), cwd=at, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{shlex.join(map(str, command))}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def commands(readme: str) -> list[str]:
    """Return the command lines of a README, which are indented, without their comments."""
    lines = re.findall(r"^(?: {4}| {7})(\S.*)$", readme, re.M)
    return [re.sub(r"\s{2,}#.*$", "", line) for line in lines]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An empty environment with the wheel of these tools and what it needs, in the locked versions."""
    folder = tmp_path_factory.mktemp("walkthrough")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "UV_P"))}
    found = {**kept, "VIRTUAL_ENV": str(folder / "venv")}
    found["PATH"] = f"{folder / 'venv/bin'}{os.pathsep}{kept['PATH']}"
    run(
        "uv",
        "build",
        "--quiet",
        "--wheel",
        "--out-dir",
        folder,
        ROOT,
        at=ROOT,
        environment=kept,
    )
    run("uv", "venv", "--quiet", "--python", sys.executable, folder / "venv", at=folder, environment=found)
    (wheel,) = folder.glob("*.whl")
    locked = ("uv", "export", "--quiet", "--frozen", "--extra", "tools", "--no-dev", "--no-emit-project", "--no-hashes")
    run(*locked, "--output-file", folder / "locked.txt", at=ROOT, environment=kept)
    found["UV_CONSTRAINT"] = str(folder / "locked.txt")
    install = ("uv", "pip", "install", "--quiet", f"treaty-record[tools] @ {wheel.as_uri()}")
    run(*install, at=folder, environment=found)
    return found


@pytest.mark.slow
def test_every_line_of_a_new_package_s_readme_works(environment: dict[str, str], tmp_path: Path) -> None:
    run("treaty", "init", "bridges", at=tmp_path, environment=environment)
    root = tmp_path / "bridges"
    lines = commands((root / "README.md").read_text(encoding="utf-8"))
    assert [line.split()[:2] for line in lines] == [
        ["pip", "install"],
        *(["treaty", name] for name in ("build", "validate", "show", "rules", "site", "release")),
    ]
    for git in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "Start")):
        run("git", *GIT, *git, at=root, environment=environment)
    told = ""
    for line in lines:
        words = shlex.split(line)
        told = run(*(("uv", *words) if words[0] == "pip" else words), at=root, environment=environment)
    assert told.splitlines()[-1] == "commit these files, and tag the commit with the version"
    assert "RELEASING" not in told
    assert (root / "site/index.html").is_file()
    assert (root / "dist/bridges-0.1.0.zip").is_file()


@pytest.mark.slow
def test_its_workflow_installs_what_its_readme_does(environment: dict[str, str], tmp_path: Path) -> None:
    run("treaty", "init", "bridges", at=tmp_path, environment=environment)
    workflow = (tmp_path / "bridges/.github/workflows/validate.yml").read_text(encoding="utf-8")
    readme = (tmp_path / "bridges/README.md").read_text(encoding="utf-8")
    (named,) = re.findall(r"pip install 'treaty-record\[tools\] (@ \S+\.whl)'", readme)
    assert f"pipx install 'treaty-record[check] {named}'" in workflow
