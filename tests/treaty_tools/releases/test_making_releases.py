"""treaty release: all of it or nothing, each version once, and nothing that was released is lost unsaid."""

import hashlib
import re
import shutil
import subprocess
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from tests.helpers.packages import describe, descriptor, problems
from treaty_tools.cli import main
from treaty_tools.releases.making.changelog import released, with_data
from treaty_tools.releases.making.plan import archive_of

ROOT = Path(__file__).parents[3]
COPIED = ("CITATION.cff", "LICENSE", "LICENSE-DATA.md", "README.md", "pyproject.toml", "uv.lock", ".gitignore")
PINNED = "docs/validating.md"
"""The page that says which version to pin."""
NAME = '[north-korea.names.bn-pyongyang]\nname = "পিয়ংইয়ং"\nlanguage = "bn"\nkind = "metonym"\n'
CHANGELOG = """\
# Changelog

## [Unreleased]

### Data

- Five articles.

### Tools

- A tool.
"""


def git(root: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Treaty Record contributors", "-c", "user.email=", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", "-C", root, *identity, *arguments], check=True, capture_output=True, text=True)
    return done.stdout


def commit(root: Path, message: str = "Change something") -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty-message", "--message", message)


def release(root: Path, version: str, *options: str) -> Result:
    return CliRunner().invoke(main, ["release", version, "-C", str(root), "--date", "2026-11-25", *options])


def lines(result: Result) -> list[str]:
    """Return what a release that was refused says, without the usage."""
    assert result.exit_code in (1, 2), result.output
    return [line for line in result.stderr.splitlines() if line and not line.startswith(("Usage:", "Try "))]


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(root).parts
    }


@pytest.fixture(scope="module")
def first(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository in which 0.1.0 is released; not to be changed."""
    root = shutil.copytree(pristine, tmp_path_factory.mktemp("releases") / "first")
    for name in COPIED:
        shutil.copy(ROOT / name, root)
    (root / PINNED).parent.mkdir()
    shutil.copy(ROOT / PINNED, root / PINNED)
    (root / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    git(root, "init", "--quiet")
    commit(root)
    assert release(root, "0.1.0").exit_code == 0
    commit(root, "Release 0.1.0")
    git(root, "tag", "v0.1.0")
    return root


@pytest.fixture
def repository(first: Path, tmp_path: Path) -> Path:
    """A copy of the repository, free to be changed."""
    return shutil.copytree(first, tmp_path / "repository")


def rebuilt(root: Path) -> None:
    """Build a project as a curator does, and commit."""
    result = CliRunner().invoke(main, ["build", "-C", str(root)])
    assert result.exit_code == 0, result.output
    commit(root)


def edited(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{text.count(old)} times {old!r} in {path}"
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def without_name(root: Path) -> None:
    """Take a name away, and what is said of it."""
    edited(root, "scripts/sources/actors.toml", NAME, "")
    for path in (root / "scripts/sources/articles").glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r' *"names/north-korea\.bn-pyongyang",?\n?', "", text), encoding="utf-8")


def retired(root: Path, version: str) -> None:
    (root / "scripts/sources/retirements.toml").write_text(
        f'["names/north-korea.bn-pyongyang"]\nretired_in = "{version}"\nreason = "A town is no state."\n'
        'replaced_by = "north-korea.bn"\n',
        encoding="utf-8",
    )


SECOND = """# Changelog

## [Unreleased]

## [0.2.0] - 2026-11-25

### Data

- Since 0.1.0:
  - `names`: 1 row replaced
    - `north-korea.bn-pyongyang` is retired, replaced by `north-korea.bn`: A town is no state.
  - `citations`: 1 row removed
  - `retirements`: 1 row added

## [0.1.0] - 2026-11-25

### Data

- Five articles.

### Tools

- A tool.
"""


def test_a_row_is_retired_by_a_minor_step_and_the_changelog_tells_it(repository: Path) -> None:
    without_name(repository)
    retired(repository, "0.2.0")
    rebuilt(repository)
    result = release(repository, "0.2.0")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "0.2.0, 2026-11-25, after 0.1.0",
        "  names: 1 row replaced",
        "  citations: 1 row removed",
        "  retirements: 1 row added",
        "wrote:",
        "  dist/treaty-record-0.2.0.zip",
        "  dist/SHA256SUMS",
        "  scripts/sources/package.toml",
        "  pyproject.toml",
        "  uv.lock",
        "  CITATION.cff",
        "  docs/validating.md",
        "  CHANGELOG.md",
        "  datapackage.json",
        "commit these files, and tag the commit with the version",
    ]
    assert (repository / "CHANGELOG.md").read_text(encoding="utf-8") == SECOND
    assert problems(repository) == []
    assert CliRunner().invoke(main, ["build", "--check", "-C", str(repository)]).exit_code == 0
    commit(repository, "Release 0.2.0")
    git(repository, "tag", "v0.2.0")
    result = CliRunner().invoke(main, ["validate", str(repository), "--since", "v0.1.0"])
    assert (result.exit_code, result.stderr) == (0, "")


def test_the_version_and_its_day_stand_in_every_file_after_a_trial_that_changes_nothing(repository: Path) -> None:
    edited(repository, "CHANGELOG.md", "## [Unreleased]\n", "## [Unreleased]\n\n### Tools\n\n- Another tool.\n")
    before = contents(repository)
    trial = release(repository, "1.10.0", "--check").stdout.splitlines()
    assert trial[:2] + trial[-1:] == ["1.10.0, 2026-11-25, after 0.1.0", "would write:", "nothing was written"]
    assert contents(repository) == before
    made = release(repository, "1.10.0").stdout.splitlines()
    assert made[2:-1] == trial[2:-1]
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (locked,) = [
        package
        for package in tomllib.loads((repository / "uv.lock").read_text(encoding="utf-8"))["package"]
        if package["name"] == project["name"]
    ]
    citation = yaml.safe_load((repository / "CITATION.cff").read_text(encoding="utf-8"))
    assert {project["version"], locked["version"], citation["version"]} == {"1.10.0"}
    assert str(citation["date-released"]) == "2026-11-25"
    assert re.findall(r"v\d+\.\d+\.\d+", (repository / PINNED).read_text(encoding="utf-8")) == ["v1.10.0"] * 2
    changed = git(repository, "diff", "--numstat").splitlines()
    added = {path: (int(more), int(less)) for more, less, path in (line.split("\t") for line in changed)}
    assert added.pop("CHANGELOG.md") == (6, 0)
    assert added.pop(PINNED) == (2, 2)
    assert set(added.values()) == {(1, 1)}


def versions(root: Path) -> dict[str, str]:
    """Return the version that each file of a project gives."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = tomllib.loads((root / "uv.lock").read_text(encoding="utf-8"))["package"]
    return {
        "pyproject.toml": project["version"],
        "uv.lock": next(package["version"] for package in lock if package["name"] == project["name"]),
        "CITATION.cff": yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))["version"],
        "datapackage.json": descriptor(root)["version"],
        PINNED: " ".join(re.findall(r"(?:@|rev: )v([0-9]\S*)", (root / PINNED).read_text(encoding="utf-8"))),
    }


@pytest.mark.slow
def test_a_pre_release_has_the_form_that_each_file_wants_and_leads_to_the_release(repository: Path) -> None:
    edited(repository, "CHANGELOG.md", "## [Unreleased]\n", "## [Unreleased]\n\n### Tools\n\n- Another tool.\n")
    commit(repository)
    for version, of_python in {"1.0.0-beta.1": "1.0.0b1", "1.0.0-rc.1": "1.0.0rc1", "1.0.0": "1.0.0"}.items():
        result = release(repository, version)
        assert result.exit_code == 0, result.output
        expected = dict.fromkeys(("CITATION.cff", "datapackage.json"), version) | {
            "pyproject.toml": of_python,
            "uv.lock": of_python,
        }
        assert versions(repository) == expected | {PINNED: f"{version} {version}"}
        assert (repository / f"dist/treaty-record-{version}.zip").is_file()
        assert problems(repository) == []
        commit(repository, f"Release {version}")
        git(repository, "tag", f"v{version}")
        edited(repository, "CHANGELOG.md", "## [Unreleased]\n", "## [Unreleased]\n\n### Tools\n\n- More.\n")
        commit(repository)
    assert release(repository, "1.0.1", "--check").stdout.startswith("1.0.1, 2026-11-25, after 1.0.0\n")


@pytest.mark.parametrize("version", ["1.0.0-rc1", "1.0.0-1", "1.0.0+build.5"])
def test_a_version_that_a_python_package_cannot_have_is_refused(repository: Path, version: str) -> None:
    assert lines(release(repository, version)) == [
        f"pyproject.toml:1: version: cannot be {version}: a Python package can have the pre-releases alpha.N, "
        "beta.N and rc.N, and no build metadata [version]",
        "1 error; nothing was written: correct these first",
    ]
    (repository / "pyproject.toml").unlink()
    (repository / "uv.lock").unlink()
    edited(repository, "CHANGELOG.md", "## [Unreleased]\n", "## [Unreleased]\n\n### Tools\n\n- Another tool.\n")
    commit(repository)
    assert release(repository, version).exit_code == 0


def test_the_archive_is_the_package_whenever_and_wherever_it_is_packed(first: Path, tmp_path: Path) -> None:
    path = first / "dist/treaty-record-0.1.0.zip"
    sums = (first / "dist/SHA256SUMS").read_text(encoding="utf-8")
    assert sums == f"{hashlib.sha256(path.read_bytes()).hexdigest()}  treaty-record-0.1.0.zip\n"
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "unpacked")
    beside = {"CITATION.cff", "LICENSE", "LICENSE-DATA.md", "README.md", "datapackage.json"}
    assert names == sorted(names)
    assert {name for name in names if not name.startswith("data/")} == beside
    assert problems(tmp_path / "unpacked") == []
    assert archive_of(first) == (path.name, path.read_bytes())
    again = shutil.copytree(first, tmp_path / "again")
    git(again, "tag", "--delete", "v0.1.0")
    git(again, "checkout", "--quiet", "HEAD~1")
    shutil.rmtree(again / "dist")
    assert release(again, "0.1.0").exit_code == 0
    assert contents(again) == contents(first)


def committed(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        edited(root, path, old, new)
        commit(root)

    return change


def keeping_its_name(root: Path, version: str) -> None:
    retired(root, version)
    rebuilt(root)


def dropping_a_name(root: Path, version: str | None = None) -> None:
    without_name(root)
    if version:
        retired(root, version)
    rebuilt(root)


@pytest.mark.parametrize(
    ("change", "version", "said"),
    [
        (
            dropping_a_name,
            "0.2.0",
            "data/retirements.csv:1: row_id: 'north-korea.bn-pyongyang' of names was in 0.1.0 but is missing: retire "
            "it here, or restore it [retired]",
        ),
        (
            lambda root: keeping_its_name(root, "0.2.0"),
            "0.2.0",
            "data/names.csv:5: name_id: 'north-korea.bn-pyongyang' was retired in 0.2.0, and ids are never reused: "
            "give the row another [reused]",
        ),
        (
            lambda root: dropping_a_name(root, "0.1.1"),
            "0.1.1",
            "datapackage.json:1: version: '0.1.1' is too low: 1 row of names went since 0.1.0; expected at least 0.2.0 "
            "[version]",
        ),
        (
            committed("data/names.csv", ",পিয়ংইয়ং,", ",পিয়ং,"),
            "0.2.0",
            "data/names.csv:1: differs from what the sources build: run 'treaty build' and commit [rebuilt]",
        ),
        (
            committed("scripts/sources/package.toml", 'version = "0.1.0"', ""),
            "0.2.0",
            "scripts/sources/package.toml:1: version: is missing [version]",
        ),
        (lambda root: None, "0.2", "Error: '0.2' is not a version such as 1.2.3 or 1.2.3-rc.1 (Semantic Versioning)"),
        (lambda root: None, "0.1.0", "Error: 0.1.0 is already released: there is a tag v0.1.0"),
        (without_name, "0.2.0", "Error: not committed: scripts/sources/actors.toml"),
        (
            lambda root: None,
            "0.2.0",
            "Error: CHANGELOG.md describes no changes, and the tables have not changed",
        ),
        (
            committed("CHANGELOG.md", "[Unreleased]", "[Soon]"),
            "0.2.0",
            "Error: CHANGELOG.md has no section '## [Unreleased]'",
        ),
        (
            lambda root: git(root, "tag", "--delete", "v0.1.0"),
            "0.1.0",
            "Error: CHANGELOG.md already has a section on 0.1.0",
        ),
    ],
)
def test_what_is_no_release_is_refused_and_nothing_is_written(
    repository: Path, change: Callable[[Path], object], version: str, said: str
) -> None:
    change(repository)
    before = contents(repository)
    told = lines(release(repository, version))
    assert told[0].startswith(said)
    if said.endswith("]"):
        assert told == [said, "1 error; nothing was written: correct these first"]
    assert contents(repository) == before


def test_a_folder_outside_git_has_no_releases(project: Path) -> None:
    assert lines(release(project, "0.2.0")) == [
        f"Error: {project} is not in a git repository, where earlier releases are looked up"
    ]


def test_what_cannot_be_written_leaves_all_as_it_was(repository: Path) -> None:
    edited(repository, "CHANGELOG.md", "## [Unreleased]\n", "## [Unreleased]\n\n### Tools\n\n- Another tool.\n")
    (repository / "dist/SHA256SUMS").unlink()
    (repository / "dist/SHA256SUMS").mkdir()
    before = contents(repository)
    sums = repository / "dist/SHA256SUMS"
    message = "is not a regular file, and one is needed there: move it elsewhere; nothing was written"
    assert lines(release(repository, "0.1.1")) == [f"Error: {sums} {message}"]
    assert contents(repository) == before


@pytest.mark.parametrize("path", ["README.md", "LICENSE", "dist", "scripts/sources/package.toml"])
def test_a_release_neither_packs_nor_writes_through_a_link(repository: Path, tmp_path: Path, path: str) -> None:
    edited(repository, "CHANGELOG.md", "## [Unreleased]\n", "## [Unreleased]\n\n### Tools\n\n- Another tool.\n")
    (repository / path).rename(tmp_path / "elsewhere")
    (repository / path).symlink_to(tmp_path / "elsewhere")
    commit(repository)
    before = contents(repository)
    told = f"is a link to {tmp_path / 'elsewhere'}; files are not written through links: remove it"
    for options in ((), ("--check",)):
        refused = release(repository, "0.1.1", *options)
        assert refused.exit_code == 1
        assert refused.stderr == f"Error: {repository / path} {told}; nothing was written\n"
    assert contents(repository) == before


def test_checksums_of_other_files_are_not_replaced(repository: Path) -> None:
    edited(repository, "CHANGELOG.md", "## [Unreleased]\n", "## [Unreleased]\n\n### Tools\n\n- Another tool.\n")
    path = repository / "dist/SHA256SUMS"
    path.write_text(f"{'0' * 64}  other-1.0-py3-none-any.whl\n", encoding="utf-8")
    before = contents(repository)
    told = f"Error: 'treaty release' did not make {path}: move it elsewhere"
    assert lines(release(repository, "0.1.1")) == [told]
    assert contents(repository) == before


def test_the_archive_holds_the_tables_of_a_package_s_own_and_no_other_files(repository: Path) -> None:
    edited(repository, "CHANGELOG.md", "## [Unreleased]\n", "## [Unreleased]\n\n### Tools\n\n- Another tool.\n")
    for name in ("photos", "notes"):
        (repository / f"data/{name}.csv").write_text("photo_id\none\n", encoding="utf-8")
    found = descriptor(repository)
    schema = {"fields": [{"name": "photo_id", "type": "string"}], "primaryKey": ["photo_id"]}
    photos = {"name": "photos", "path": "data/photos.csv", "schema": schema}
    describe(repository, {**found, "resources": [*found["resources"], photos]})
    rebuilt(repository)
    made = release(repository, "0.2.0")
    assert made.exit_code == 0, made.output
    path = repository / "dist/treaty-record-0.2.0.zip"
    with zipfile.ZipFile(path) as archive:
        assert "data/photos.csv" in archive.namelist()
        assert "data/notes.csv" not in archive.namelist()
    assert archive_of(repository) == (path.name, path.read_bytes())


def test_a_package_about_another_subject_is_released_too(tmp_path: Path) -> None:
    root = tmp_path / "bridges"
    assert CliRunner().invoke(main, ["init", str(root)]).exit_code == 0
    git(root, "init", "--quiet")
    commit(root)
    result = release(root, "0.1.0")
    assert result.exit_code == 0, result.output
    assert (root / "dist/bridges-0.1.0.zip").is_file()
    assert git(root, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("body", "made"),
    [
        ("", "### Data\n\n- New."),
        ("### Tools\n\n- A.", "### Data\n\n- New.\n\n### Tools\n\n- A."),
        ("### Data\n\n### Tools\n\n- A.", "### Data\n\n- New.\n\n### Tools\n\n- A."),
        ("### Tools\n\n- A.\n\n### Data\n\n- B.", "### Tools\n\n- A.\n\n### Data\n\n- B.\n- New."),
    ],
)
def test_what_changed_stands_under_data(body: str, made: str) -> None:
    assert with_data(body, ["- New."]) == made
    assert with_data(body, []) == body


def test_links_and_older_sections_stay_below() -> None:
    text = "# C\n\n## [Unreleased]\n\n- A.\n\n[Unreleased]: https://example.org\n"
    assert released(text, "1.0.0", "2026-11-25", []) == (
        "# C\n\n## [Unreleased]\n\n## [1.0.0] - 2026-11-25\n\n- A.\n\n[Unreleased]: https://example.org\n"
    )
