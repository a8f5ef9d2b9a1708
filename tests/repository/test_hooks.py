"""What other projects run of this one: the pre-commit hook and the GitHub action."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.helpers.packages import edit, renew

ROOT = Path(__file__).parents[2]
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
VALIDATING = (ROOT / "docs/validating.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["datapackage.json", "packages/one/datapackage.json", "data/events.csv", "x.parquet"])
def test_the_hook_runs_where_a_package_changes(path: str) -> None:
    assert re.search(HOOK["files"], path)


@pytest.mark.parametrize("path", ["README.md", "data/README.md", "scripts/sources/events.toml"])
def test_the_hook_leaves_other_files_alone(path: str) -> None:
    assert not re.search(HOOK["files"], path)


def test_the_hook_checks_the_package_around_it(project: Path) -> None:
    found = run(HOOK["entry"].split(), project)
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith("OK: ")


def run(command: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    return subprocess.run(
        command, cwd=folder, env=kept | {"PATH": path} | environment, capture_output=True, encoding="utf-8", check=False
    )


def act(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the action's last step as GitHub would, with the tools that are installed here."""
    (step,) = (step for step in ACTION["runs"]["steps"] if step["name"] == "Validate")
    given = {name: described["default"] for name, described in ACTION["inputs"].items()} | inputs
    runner = folder.parent / "runner"
    (runner / "treaty").mkdir(parents=True, exist_ok=True)
    if not (runner / "treaty/bin").exists():
        (runner / "treaty/bin").symlink_to(Path(sys.executable).parent, target_is_directory=True)
    environment = {
        name: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda match: given[match[1]], value)
        for name, value in step["env"].items()
    }
    script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return run(script, folder, RUNNER_TEMP=str(runner), GITHUB_WORKSPACE=str(folder), **environment)


def test_the_action_passes_a_good_package_and_shows_faults_at_their_lines(project: Path) -> None:
    folder = project.rename(project.parent / "-a b")
    repository = folder.parent
    assert act(repository, package="-a b").returncode == 0
    edit(folder, "events", "treaty-signing", date="2024-13")
    renew(folder)
    found = act(repository, package="-a b/datapackage.json")
    assert found.returncode == 1
    assert re.fullmatch(
        r"::error file=-a b/data/events\.csv,line=\d+,title=edtf::date: '2024-13' is not a date in EDTF; "
        r"write 2024-11-12, 2024-11 or 2024\n",
        found.stdout,
    )


def test_the_action_compares_with_the_last_release(project: Path, pristine: Path) -> None:
    assert act(project, since=str(pristine)).stdout.endswith(" rules (levels 1 to 5)\n")


def installing(folder: Path, script: str) -> bool:
    """Run the action's first step in a checkout with modules of its own, without the web; tell whether one ran."""
    folder.mkdir()
    for module in ("venv", "ensurepip", "pip", "shutil", "logging", "hatchling"):
        (folder / f"{module}.py").write_text("open('it-ran', 'w')\nraise SystemExit(1)\n")
    runner = folder.parent / f"{folder.name}-runner"
    given = {"RUNNER_TEMP": str(runner), "PYTHON": sys.executable, "TOOLS": str(ROOT), "PIP_NO_INDEX": "1"}
    done = run(["bash", "-c", script], folder, **given)
    ran = (folder / "it-ran").exists()
    assert ran or "No matching distribution found" in done.stderr
    return ran


@pytest.mark.slow
def test_the_action_installs_without_a_module_of_the_checkout(tmp_path: Path) -> None:
    (step,) = (step for step in ACTION["runs"]["steps"] if step["name"] == "Install")
    assert not installing(tmp_path / "stranger", step["run"])
    assert installing(tmp_path / "control", step["run"].replace(" -I ", " "))


def test_the_action_runs_without_a_module_of_the_checkout(project: Path) -> None:
    (project / "click.py").write_text("open('it-ran', 'w')\n")
    assert act(project).returncode == 0
    assert not (project / "it-ran").exists()
    (step,) = (step for step in ACTION["runs"]["steps"] if step["name"] == "Validate")
    assert step["env"]["PYTHONSAFEPATH"] == "1"


def test_the_action_installs_what_the_lock_file_has() -> None:
    locked = {package["name"]: package for package in tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]}
    text = (ROOT / ".github/requirements/action.txt").read_text("utf-8").replace("\\\n", " ")
    pinned = {line.partition("==")[0]: line.split() for line in text.splitlines()}
    for name, (requirement, *rest) in pinned.items():
        package = locked[name]
        hashes = {file["hash"] for file in [*package.get("wheels", []), package["sdist"]]}
        assert requirement == f"{name}=={package['version']}"
        assert {word.removeprefix("--hash=") for word in rest if word.startswith("--hash=")} == hashes
        assert {needed["name"] for needed in package.get("dependencies", [])} <= {*pinned, "colorama", "tzdata"}
    extra = locked["treaty-record"]["optional-dependencies"]["check"]
    assert {"polars", "hatchling"} | {needed["name"] for needed in extra} <= set(pinned)


def test_the_docs_have_the_inputs_and_the_hook() -> None:
    assert f"id: {HOOK['id']}" in VALIDATING
    (step,) = re.findall(r"^ *- uses: \S+@v\S+ .*\n *with:\n((?: +\w+: .*\n)+)", VALIDATING, flags=re.MULTILINE)
    assert set(yaml.safe_load(step)) <= set(ACTION["inputs"])
