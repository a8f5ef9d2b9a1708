"""Nothing of a stranger's repository runs when its package is compared or released, and git's refusals are shown."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.treaty_tools.releases.test_making_releases import commit, git
from treaty_tools.cli import main
from treaty_tools.releases import git as running
from treaty_tools.releases.repository import around

MISSING = "1" * 40
"""The hash of an object that no repository has."""
COMMANDS = (
    ("validate", "--since", "v0.1.0"),
    ("diff", MISSING),
    ("diff", "lost"),
    ("release", "0.2.0", "--check"),
)
HOOKS = ("post-index-change", "reference-transaction", "post-checkout", "pre-auto-gc", "fsmonitor-watchman")


@dataclass(frozen=True)
class Attack:
    """Settings and attributes of a repository by which a program of its own runs, and a command of git that does so."""

    settings: Mapping[str, str]
    """``PROGRAM`` stands for the path of the program."""
    control: tuple[str, ...] = ("status",)
    attributes: str = ""
    prepare: Callable[[Path], object] = field(default=lambda root: None)
    """What else is done to the repository."""


def include(root: Path) -> None:
    """Set a filter in a file that the configuration includes."""
    text = f'[filter "trap"]\n\tclean = "{program(root)}"\n'
    (root / ".git/more").write_text(text, encoding="utf-8")


def submodule(root: Path) -> None:
    """Put in a submodule that brings its own settings."""
    inner = root / "inner"
    inner.mkdir()
    git(inner, "init", "--quiet")
    (inner / "file").write_text("x")
    commit(inner)
    git(inner, "config", "core.fsmonitor", str(program(root)))
    git(root, "-c", "advice.addEmbeddedRepo=false", "add", "inner")
    git(root, "commit", "--quiet", "--message", "Add a submodule")


def promising(url: str, **settings: str) -> dict[str, str]:
    """Return settings of a partial clone, which fetches a missing object when it is asked for."""
    given = {f"remote.o.{name}": value for name, value in settings.items()}
    return {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "o",
        "remote.o.url": url,
        "remote.o.promisor": "true",
        "protocol.allow": "always",
        "protocol.file.allow": "always",
        "protocol.ext.allow": "always",
        "protocol.ssh.allow": "always",
    } | given


FETCH = ("cat-file", "-p", MISSING)
ATTACKS = {
    "fsmonitor": Attack({"core.fsmonitor": "PROGRAM"}),
    "hooks": Attack({"core.hooksPath": "hooks"}),
    "clean filter": Attack({"filter.trap.clean": "PROGRAM"}, attributes="* filter=trap\n"),
    "required filter": Attack(
        {"filter.trap.clean": "PROGRAM", "filter.trap.required": "true"}, attributes="* filter=trap\n"
    ),
    "filter process": Attack({"filter.Trap.more.process": "PROGRAM"}, attributes="* filter=Trap.more\n"),
    "filter by the name of another setting": Attack(
        {"filter.a=b.clean": "PROGRAM", "filter.a.clean": ""}, attributes="* filter=a=b\n"
    ),
    "included filter": Attack({"include.path": "more"}, attributes="* filter=trap\n", prepare=include),
    "textconv": Attack({"diff.trap.textconv": "PROGRAM"}, ("log", "-p"), attributes="* diff=trap\n"),
    "external diff": Attack({"diff.external": "PROGRAM"}, ("diff", "HEAD~1")),
    "alias": Attack({"alias.trap": "!PROGRAM", "alias.rev-parse": "!PROGRAM", "alias.status": "!PROGRAM"}, ("trap",)),
    "submodule": Attack({"status.submoduleSummary": "true"}, prepare=submodule),
    "promisor": Attack(promising(".", uploadpack="PROGRAM;false"), FETCH),
    "promisor by ext": Attack(promising("ext::PROGRAM"), FETCH),
    "promisor by ssh": Attack(promising("ssh://localhost/x") | {"core.sshCommand": "PROGRAM"}, FETCH),
}


def program(root: Path) -> Path:
    return root.parent / "program"


def marker(root: Path) -> Path:
    return root.parent / "it-ran"


@pytest.fixture(scope="module")
def bridges(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small package, released and changed, with a program that leaves a mark; not to be changed."""
    root = tmp_path_factory.mktemp("safety") / "bridges"
    assert CliRunner().invoke(main, ["init", str(root)]).exit_code == 0
    git(root, "init", "--quiet")
    commit(root)
    git(root, "tag", "v0.1.0")
    (root / "README.md").write_text("Bridges\n", encoding="utf-8")
    commit(root)
    program(root).write_text(f"#!/bin/sh\ntouch '{marker(root)}'\nexit 1\n", encoding="utf-8")
    program(root).chmod(0o755)
    return root


@pytest.fixture
def hostile(bridges: Path, tmp_path: Path) -> Path:
    """A copy of the package, free to be changed."""
    root = shutil.copytree(bridges, tmp_path / "bridges")
    program(root).write_text(f"#!/bin/sh\ntouch '{marker(root)}'\nexit 1\n", encoding="utf-8")
    program(root).chmod(0o755)
    return root


def armed(root: Path, attack: Attack) -> None:
    """Set the attack up in a repository, with every file looking changed to git."""
    (root / ".git/info/attributes").write_text(attack.attributes, encoding="utf-8")
    (root / "hooks").mkdir()
    for hook in HOOKS:
        shutil.copy(program(root), root / "hooks" / hook)
    commit(root)
    attack.prepare(root)
    (root / ".git/refs/tags/lost").write_text(f"{MISSING}\n")
    for name, value in attack.settings.items():
        git(root, "config", name, value.replace("PROGRAM", str(program(root))))
    for path in root.glob("data/*.csv"):
        os.utime(path, (0, 0))
    marker(root).unlink(missing_ok=True)


def lines(*arguments: str) -> list[str]:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output.splitlines()


@pytest.mark.parametrize("name", ATTACKS)
def test_the_attack_works_on_git_as_it_is(hostile: Path, name: str) -> None:
    armed(hostile, ATTACKS[name])
    subprocess.run(["git", "-C", hostile, *ATTACKS[name].control], capture_output=True, check=False)
    assert marker(hostile).exists()


QUICK = ("fsmonitor", "included filter", "filter by the name of another setting", "promisor")
"""Attacks of four kinds that every run tries: on the status, on files, on how filters are turned off, on fetching."""


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in ATTACKS]
)
def test_nothing_of_a_repository_runs(hostile: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    armed(hostile, ATTACKS[name])
    monkeypatch.chdir(hostile)
    answers = {command: lines(*command) for command in COMMANDS}
    assert not marker(hostile).exists()
    assert answers["validate", "--since", "v0.1.0"][-1].endswith(" rules (levels 1 to 5)")
    assert answers["diff", MISSING][-1].startswith(f"Error: Invalid value for 'OLD': {MISSING} ")
    if "another setting" in name:
        assert answers["release", "0.2.0", "--check"][-1] == (
            "Error: the filter 'a=b' cannot be turned off: its name has a '='"
        )
    else:
        assert answers["release", "0.2.0", "--check"][-1] == "nothing was written"


def test_an_older_git_fetches_nothing_either(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before 2.39.4, git did not know how to do without a missing object; then no transport is allowed."""
    monkeypatch.setattr(
        running, "ENVIRONMENT", {k: v for k, v in running.ENVIRONMENT.items() if k != "GIT_NO_LAZY_FETCH"}
    )
    for name in ("promisor", "promisor by ext", "promisor by ssh"):
        root = shutil.copytree(hostile, hostile.parent / name / "bridges")
        shutil.copy(program(hostile), program(root))
        armed(root, ATTACKS[name])
        monkeypatch.chdir(root)
        assert lines("diff", MISSING)[-1].startswith(f"Error: Invalid value for 'OLD': {MISSING} ")
        assert not marker(hostile).exists()


def embedded(hostile: Path) -> Path:
    """Return a clone of a repository in which the folder of the package is itself a bare repository."""
    source = hostile.parent / "source"
    shutil.copytree(hostile, source / "pkg", ignore=shutil.ignore_patterns(".git"))
    for name, text in {"HEAD": "ref: refs/heads/main\n", "objects/x": "", "refs/tags/v0.1.0": f"{MISSING}\n"}.items():
        (source / "pkg" / name).parent.mkdir(parents=True, exist_ok=True)
        (source / "pkg" / name).write_text(text, encoding="utf-8")
    settings = {**ATTACKS["promisor"].settings, "core.bare": "true", "core.fsmonitor": "PROGRAM"}
    for name, value in settings.items():
        git(
            hostile,
            "config",
            "--file",
            str(source / "pkg/config"),
            name,
            value.replace("PROGRAM", str(program(hostile))),
        )
    git(source, "init", "--quiet")
    commit(source)
    git(source, "tag", "v0.1.0")
    clone = hostile.parent / "clone"
    git(source, "clone", "--quiet", str(source), str(clone))
    assert (clone / "pkg/refs/tags/v0.1.0").read_text() == f"{MISSING}\n"
    return clone


def test_a_package_that_is_itself_a_bare_repository_is_data(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clone = embedded(hostile)
    monkeypatch.chdir(clone)
    same = ["0.1.0 → 0.1.0: the tables are the same"]
    assert lines("diff", "v0.1.0", "pkg") == lines("diff", "HEAD", "pkg") == same
    assert lines("validate", "pkg", "--since", "v0.1.0")[-1].endswith(" rules (levels 1 to 5)")
    assert lines("diff", MISSING, "pkg")[-1].endswith(
        f"the repository {clone} has no tag, branch or commit of this name"
    )
    monkeypatch.chdir(clone / "pkg")
    assert lines("diff", "v0.1.0") == same
    assert lines("release", "0.2.0", "--check")[-1] == "nothing was written"
    assert not marker(hostile).exists()
    subprocess.run(["git", "-C", clone / "pkg", *FETCH], capture_output=True, check=False)
    assert marker(hostile).exists(), "git itself no longer takes such a folder for a repository"


def test_a_bare_repository_outside_any_other_is_not_one_either(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = hostile.parent / "alone"
    shutil.copytree(embedded(hostile) / "pkg", alone)
    monkeypatch.chdir(alone)
    for folder in ((), (".git",)):  # an empty .git would let an older git take the folder around it
        alone.joinpath(*folder).mkdir(exist_ok=True)
        assert lines("validate", "--since", "v0.1.0")[-1].startswith("Error: Invalid value for '--since': v0.1.0 ")
        assert lines("release", "0.2.0", "--check")[-1].startswith("Error: ")
    assert not marker(hostile).exists()


def test_a_repository_with_its_files_elsewhere_is_refused(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (hostile.parent / "elsewhere").mkdir()
    git(hostile, "config", "core.worktree", str(hostile.parent / "elsewhere"))
    monkeypatch.chdir(hostile)
    assert lines("release", "0.2.0")[-1] == f"Error: {hostile / '.git'} is the repository of another folder"


def test_variables_of_another_repository_or_program_do_not_reach_git(
    hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git sets some for hooks, and a CI job may be given others."""
    given = {
        "GIT_DIR": "/nowhere",
        "GIT_INDEX_FILE": "/nowhere",
        "GIT_WORK_TREE": "/nowhere",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": str(program(hostile)),
        "GIT_EXTERNAL_DIFF": str(program(hostile)),
        "GIT_PAGER": str(program(hostile)),
        "GIT_SSH_COMMAND": str(program(hostile)),
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(hostile)
    assert lines("diff", "v0.1.0") == ["0.1.0 → 0.1.0: the tables are the same"]
    assert lines("release", "0.2.0", "--check")[-1] == "nothing was written"
    assert not marker(hostile).exists()


def test_git_is_not_looked_for_in_the_checkout(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(program(hostile), hostile / "git")
    commit(hostile)
    monkeypatch.chdir(hostile)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}{os.environ['PATH']}")
    subprocess.run(["git", "status"], capture_output=True, check=False)
    assert marker(hostile).exists()
    marker(hostile).unlink()
    assert lines("diff", "v0.1.0") == ["0.1.0 → 0.1.0: the tables are the same"]
    assert not marker(hostile).exists()


# what git refuses, and why


def why(name: str = "v0.1.0") -> str:
    (line,) = lines("diff", name)[-1:]
    return line.removeprefix(f"Error: Invalid value for 'OLD': {name} ")


def test_a_repository_of_another_owner_is_refused_in_gits_words(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, wrapped = shutil.which("git"), hostile.parent / "bin/git"
    wrapped.parent.mkdir()
    wrapped.write_text(f'#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec {real} "$@"\n', encoding="utf-8")
    wrapped.chmod(0o755)
    monkeypatch.setenv("PATH", str(wrapped.parent))
    monkeypatch.setenv("HOME", str(hostile.parent))
    monkeypatch.chdir(hostile)
    said = (
        f"git: detected dubious ownership in repository at '{hostile}'. To add an exception for this directory, call: "
        f"git config --global --add safe.directory {hostile}"
    )
    assert why() == f"cannot be compared: {said}"
    assert lines("release", "0.2.0")[-1] == f"Error: {said}"
    git_of_user = f"[safe]\n\tdirectory = {hostile}\n"
    (hostile.parent / ".gitconfig").write_text(git_of_user, encoding="utf-8")
    assert lines("diff", "v0.1.0") == ["0.1.0 → 0.1.0: the tables are the same"]


def test_a_machine_without_git_says_so(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(hostile / "data"))
    monkeypatch.chdir(hostile)
    assert why() == "cannot be compared: git is not installed, or not on PATH"
    assert lines("release", "0.2.0")[-1] == "Error: git is not installed, or not on PATH"


def test_a_broken_repository_is_refused_in_gits_words(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (hostile / ".git/HEAD").unlink()
    monkeypatch.chdir(hostile)
    assert why() == "cannot be compared: git: not a git repository (or any of the parent directories): .git"


def test_a_shallow_clone_names_what_it_lacks(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shallow = hostile.parent / "shallow"
    git(hostile, "clone", "--quiet", "--depth", "1", f"file://{hostile}", str(shallow))
    monkeypatch.chdir(shallow)
    remedy = "run 'git fetch --unshallow --tags', or give actions/checkout 'fetch-depth: 0'"
    lacking = f"this clone is shallow and lacks older history: {remedy}"
    assert why() == f"is unknown: the repository {shallow} has no tag v0.1.0; {lacking}"
    assert why("HEAD~1") == (
        f"is unknown: the repository {shallow} has no tag, branch or commit of this name; {lacking}"
    )
    assert lines("release", "0.2.0")[-1] == (
        "Error: this clone is shallow, so that earlier releases may be missing: run 'git fetch --unshallow --tags'"
    )


def test_a_partial_clone_fetches_nothing_and_says_what_is_missing(
    hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(hostile, "config", "uploadpack.allowFilter", "true")
    partial = hostile.parent / "partial"
    git(hostile, "clone", "--quiet", "--filter=blob:none", f"file://{hostile}", str(partial))
    (hostile / "datapackage.json").write_text("{}", encoding="utf-8")
    commit(hostile)
    git(partial, "fetch", "--quiet", "origin")
    missing = git(hostile, "rev-parse", "HEAD:datapackage.json").strip()
    monkeypatch.chdir(partial)
    assert why("origin/HEAD") == (
        f"cannot be compared: git: could not fetch {missing} from promisor remote. This clone is partial "
        "(git clone --filter), and nothing is fetched here: use a whole clone"
    )


def test_a_commit_without_the_package_is_named(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(hostile, hostile / "later", ignore=shutil.ignore_patterns(".git"))
    monkeypatch.chdir(hostile)
    assert lines("diff", "v0.1.0", "later")[-1] == (
        "Error: Invalid value for 'OLD': v0.1.0 cannot be compared: that commit has no folder 'later'"
    )


def test_a_call_of_git_ends_in_time(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "SECONDS", 0)
    with pytest.raises(running.GitError, match="git took longer than 0 seconds"):
        around(hostile)
