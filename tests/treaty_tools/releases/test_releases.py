"""A release is found wherever it lies, and a stranger's archive gives its package and nothing else."""

import io
import json
import shutil
import stat
import tarfile
import zipfile
from pathlib import Path
from typing import Literal

import click
import pytest
from click.testing import CliRunner

from tests.helpers.packages import describe, descriptor, edit, renew
from tests.treaty_tools.releases.test_making_releases import commit, git
from treaty_tools.cli import main
from treaty_tools.releases import archive, extract, read_release
from treaty_tools.releases.naming import shown
from treaty_tools.reporting.terminal import safe


def packed(folder: Path, below: str = "") -> bytes:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and ".git" not in path.parts]
    return archive.pack({below + path.relative_to(folder).as_posix(): path.read_bytes() for path in files})


@pytest.fixture(scope="module")
def repository(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in a folder of a repository, of which each version lies elsewhere; not to be changed."""
    top = tmp_path_factory.mktemp("found")
    root = shutil.copytree(pristine, top / "within/project", dirs_exist_ok=True)
    git(top, "init", "--quiet")
    commit(top)
    git(top, "tag", "v0.1.0")
    (root / "dist").mkdir()
    for version in ("0.1.0", "0.2.0", "0.3.0"):
        describe(root, descriptor(root) | {"version": version})
        if version == "0.2.0":
            (root / "dist/treaty-record-0.2.0.zip").write_bytes(packed(root))
        commit(top)
    (root / "folder.zip").write_bytes(packed(root, "treaty-record-main/"))
    return root


@pytest.mark.parametrize(
    ("name", "version"),
    [
        (".", "0.3.0"),
        ("datapackage.json", "0.3.0"),
        ("folder.zip", "0.3.0"),
        ("dist/treaty-record-0.2.0.zip", "0.2.0"),
        ("./dist/treaty-record-0.2.0.zip", "0.2.0"),
        ("0.1.0", "0.1.0"),
        ("v0.1.0", "0.1.0"),
        ("HEAD~1", "0.2.0"),
        ("HEAD", "0.3.0"),
    ],
)
def test_a_release_is_found_by_its_name(
    repository: Path, name: str, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    release = read_release(name, "OLD", repository)
    assert release.version == version
    assert len(release.tables["events"]) > 10
    assert ("events", "n_origins") in release.derived


def said(*arguments: str) -> list[str]:
    """Return what a command prints, the last line of it if it was misused."""
    result = CliRunner().invoke(main, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    lines = [line for line in result.output.splitlines() if line]
    return lines[-1:] if result.exit_code == 2 else lines


def test_diff_and_validate_take_the_same_names(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "data")
    assert said("diff", "HEAD~2", "0.1.0") == ["0.1.0 → 0.1.0: the tables are the same"]
    assert said("validate", "--since", "v0.1.0", "--rule", "version")[-1].endswith(" 1 rule (levels 1 to 5)")
    for name in ("project", "./project", "project/datapackage.json", str(repository)):
        monkeypatch.chdir(repository.parent)
        assert said("diff", "HEAD~1", name) == ["0.2.0 → 0.3.0: the tables are the same"]
        assert said("validate", name, "--since", "HEAD~1")[-1].endswith(" rules (levels 1 to 5)")
    assert said("diff", "./project", "HEAD~1") == ["0.3.0 → 0.2.0: the tables are the same"]


NOWHERE = "has no tag, branch or commit of this name"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("nowhere", NOWHERE),
        ("HEAD~99", NOWHERE),
        ("--help", NOWHERE),
        ("-", NOWHERE),
        ("a\nb", NOWHERE),
        ("a\x1b[31mb", NOWHERE),
        ("x" * 1000, NOWHERE),
        ("0.9.9", "has no tag v0.9.9"),
        ("v9.9.9-rc.1", "has no tag v9.9.9-rc.1"),
        ("0.2.0", "has no tag v0.2.0; to compare with dist/treaty-record-0.2.0.zip, name that file"),
        ("dist", f"{NOWHERE}; to name the file or folder, write ./dist"),
        ("data/events.csv", f"{NOWHERE}; to name the file or folder, write ./data/events.csv"),
    ],
)
def test_a_release_that_is_nowhere_is_misuse(
    repository: Path, name: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    with pytest.raises(click.BadParameter) as error:
        read_release(name, "OLD", repository)
    shown = safe(name if len(name) <= 100 else f"{name[:100]}...")
    assert error.value.message == f"{shown} is unknown: the repository {repository.parents[1]} {why}"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "'' is not the name of a package, version or revision (0 characters)"),
        (
            "x" * 5000,
            f"{'x' * 100}... is not the name of a package, version or revision (5,000 characters)",
        ),
        ("nowhere.zip", "nowhere.zip does not exist"),
        ("./nowhere", "./nowhere does not exist"),
        (f"./{'x' * 300}", f"./{'x' * 98}... cannot be opened: File name too long"),
        (
            "./data/events.csv",
            "./data/events.csv is not a package: give a package's folder, its datapackage.json or a zip file of it",
        ),
        (
            "/dev/null",
            "/dev/null is not a regular file: give a package's folder, its datapackage.json or a zip file of it",
        ),
    ],
)
def test_a_path_that_has_no_package_is_misuse(
    repository: Path, name: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    for role, arguments in (
        ("OLD", ["diff", name]),
        ("NEW", ["diff", "HEAD", name]),
        ("--since", ["validate", "--since", name]),
    ):
        assert said(*arguments) == [f"Error: Invalid value for '{role}': {why}"]


def test_a_folder_or_file_never_stands_in_for_a_version_or_revision(
    pristine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pull request can bring any folder; whatever it is called, the change is compared with what git knows."""
    root = shutil.copytree(pristine, tmp_path / "project")
    git(root, "init", "--quiet")
    commit(root)
    git(root, "tag", "v0.1.0")
    git(root, "branch", "stable")
    edit(root, "names", "north-korea.bn", kind="native")
    renew(root)
    for name in ("v0.1.0", "0.1.0", "stable", "v0.2.0", "0.2.0", "main/next"):
        shutil.copytree(pristine, root / name)
        shutil.copytree(root / "data", root / name / "data", dirs_exist_ok=True)
        shutil.copy(root / "datapackage.json", root / name)
    (root / "dist").mkdir()
    (root / "dist/treaty-record-0.2.0.zip").write_bytes(packed(root / "v0.2.0"))
    monkeypatch.chdir(root)
    for name in ("v0.1.0", "0.1.0", "stable"):
        assert "'0.1.0' is too low: 1 row of names changed since 0.1.0" in said("validate", "--since", name)[0]
        assert "names: 1 cell changed in 1 row" in said("diff", name)
        assert said("diff", "HEAD", name) == ["0.1.0 → 0.1.0: the tables are the same"]
        assert said("validate", "--since", f"./{name}")[-1].endswith(" rules (levels 1 to 5)")
    for name in ("v0.2.0", "0.2.0", "main/next"):
        assert f"the repository {root} has no " in said("validate", "--since", name)[0]
        assert f"to name the file or folder, write ./{name}" in said("diff", name)[0]


def test_outside_a_repository_a_word_is_a_folder_and_a_version_is_not(
    pristine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("old", "1.0.0"):
        shutil.copytree(pristine, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert said("diff", "old", "old") == ["0.1.0 → 0.1.0: the tables are the same"]
    assert said("diff", "1.0.0", "old") == [
        "Error: Invalid value for 'OLD': 1.0.0 is unknown: old is not in a git repository; "
        "to name the file or folder, write ./1.0.0"
    ]
    assert said("diff", "older", "old") == [
        "Error: Invalid value for 'OLD': older is unknown: no such path exists, and old is not in a git repository"
    ]


def refused(path: Path, room: Path) -> str:
    """Return why the package of a file is not unpacked."""
    with pytest.raises(click.BadParameter) as error:
        read_release(str(path), "OLD", room)
    return error.value.message.removeprefix(f"{shown(str(path))} cannot be compared: ")


def zipped(path: Path, *files: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as made:
        for name, content in files:
            made.writestr(name, content)
    return path


def naming(*paths: object) -> bytes:
    return json.dumps({"version": "0.1.0", "resources": [{"name": "a", "path": path} for path in paths]}).encode()


def test_an_archive_gives_nothing_but_what_its_package_names(tmp_path: Path) -> None:
    escaping = ["../escaped", "/escaped", "..\\escaped", "a/../../escaped", "C:escaped", "a\x00b", 7, None]
    path = zipped(
        tmp_path / "a.zip",
        ("datapackage.json", naming(*escaping, "data/a.csv")),
        *((str(name), b"x") for name in escaping if isinstance(name, str) and "\x00" not in name),
        ("data/a.csv", b"a\n1\n"),
        ("data/b.csv", b"not named"),
    )
    room = tmp_path / "room"
    room.mkdir()
    archive.unpack(path, room)
    assert sorted(found.relative_to(tmp_path).as_posix() for found in tmp_path.rglob("*") if found.is_file()) == [
        "a.zip",
        "room/data/a.csv",
        "room/datapackage.json",
    ]


def test_bombs_are_refused_before_they_go_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "LARGEST_TABLE", 2 * 1024 * 1024)
    monkeypatch.setattr(extract, "LARGEST_PACKAGE", 3 * 1024 * 1024)
    monkeypatch.setattr(archive, "MOST_FILES", 20)
    much = b"0" * (2 * 1024 * 1024 + 1)
    path = zipped(tmp_path / "table.zip", ("datapackage.json", naming("a.csv")), ("a.csv", much))
    assert path.stat().st_size < 10_000
    assert refused(path, tmp_path) == "a.csv:1: is larger than 2 MiB [resource]"
    names = ["a.csv", "b.csv", "c.csv"]
    tables = [(name, much[: 1024 * 1024 + 1]) for name in names]
    path = zipped(tmp_path / "many.zip", ("datapackage.json", naming(*names)), *tables)
    assert refused(path, tmp_path) == "c.csv:1: is larger than 0 MiB [resource]"
    path = zipped(tmp_path / "files.zip", *((str(n), b"") for n in range(21)))
    assert refused(path, tmp_path) == "files.zip:1: has more than 20 files [resource]"
    monkeypatch.setattr(archive, "LARGEST_ARCHIVE", 0)
    assert refused(path, tmp_path) == "files.zip:1: is larger than 0 MiB [resource]"


def test_odd_archives_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.zip"
    path.write_bytes(b"PK nothing of the kind")
    assert refused(path, tmp_path) == "odd.zip:1: cannot be read as a zip file: File is not a zip file [resource]"
    zipped(path, ("other.json", b""))
    assert refused(path, tmp_path) == "odd.zip:1: contains no datapackage.json: pack the package's folder [resource]"
    zipped(path, ("a/datapackage.json", b"{}"), ("b/datapackage.json", b"{}"))
    assert (
        refused(path, tmp_path) == "odd.zip:1: contains more than one package: 'a/', 'b/'; pack one of them [resource]"
    )
    for kind, name in ((zipfile.ZIP_LZMA, "LZMA"), (zipfile.ZIP_BZIP2, "bzip2")):
        zipped(path, ("datapackage.json", naming("a.csv")), compression=kind)
        assert refused(path, tmp_path) == (
            f"datapackage.json:1: is compressed with {name}, which is not supported: pack it with Deflate, as "
            "most tools do [descriptor]"
        )
    zipped(path, ("datapackage.json", naming("a", "a/b")), ("a", b""), ("a/b", b""))
    assert refused(path, tmp_path).startswith("a/b:1: cannot be unpacked: ")
    with pytest.warns(UserWarning, match="Duplicate name"):
        zipped(path, ("datapackage.json", naming("a")), ("datapackage.json", naming("b")))
    assert refused(path, tmp_path) == "odd.zip:1: has 'datapackage.json' twice: pack each file once [resource]"
    zipped(path, ("datapackage.json", b"{"))
    assert refused(path, tmp_path).startswith("datapackage.json:1: is not JSON: ")


def test_a_cut_or_encrypted_archive_is_refused(pristine: Path, tmp_path: Path) -> None:
    path = zipped(tmp_path / "cut.zip", ("datapackage.json", (pristine / "datapackage.json").read_bytes()))
    content = bytearray(path.read_bytes())
    content[100:120] = bytes(20)
    path.write_bytes(content)
    assert refused(path, tmp_path).startswith("cut.zip:1: cannot be read as a zip file: ")
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("datapackage.json", b"{}")
    content = bytearray(path.read_bytes())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + at] |= 1
    path.write_bytes(content)
    assert refused(path, tmp_path) == "datapackage.json:1: is encrypted: pack it without a password [descriptor]"


def test_archives_are_read_as_peoples_tools_make_them(pristine: Path, tmp_path: Path) -> None:
    """Finder's, with what macOS adds; a README beside the folder; an example below it; old .NET's backslashes."""
    files = [(path, path.relative_to(pristine).as_posix()) for path in pristine.rglob("*") if path.is_file()]
    folder = [(f"bridges/{name}", path.read_bytes()) for path, name in files]
    finder = [("__MACOSX/bridges/._datapackage.json", b"x"), ("__MACOSX/._bridges", b"x"), ("bridges/.DS_Store", b"x")]
    example = [("bridges/examples/datapackage.json", b"{}"), ("desktop.ini", b"x"), ("README.txt", b"Read me")]
    back = [(name.replace("/", "\\"), content) for name, content in folder]
    for added in ([*folder, *finder], [*folder, *example], back):
        release = read_release(str(zipped(tmp_path / "made.zip", *added)), "OLD", tmp_path)
        assert release.version == "0.1.0"
        assert len(release.tables["events"]) > 10


def test_names_that_macos_writes_are_those_of_the_descriptor(tmp_path: Path) -> None:
    """Decomposed UTF-8, and no flag that says so."""
    name = "data/e\u0301ve\u0301nements.csv".encode()
    path = zipped(tmp_path / "a.zip", ("datapackage.json", naming("data/événements.csv")), ("y" * len(name), b"a\n"))
    path.write_bytes(path.read_bytes().replace(b"y" * len(name), name))
    room = tmp_path / "room"
    room.mkdir()
    archive.unpack(path, room)
    assert (room / "data/événements.csv").read_bytes() == b"a\n"


def test_a_name_that_is_not_what_its_flag_says_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("datapackage.json", b"{}"), ("naïve.txt", b"x"))
    path.write_bytes(path.read_bytes().replace("naïve".encode(), b"na\xff\xfeve"))
    assert refused(path, tmp_path) == (
        "a.zip:1: has a file name marked as UTF-8 that is not UTF-8: pack it again [resource]"
    )


def tarred(path: Path, mode: Literal["w", "w:gz", "w:bz2", "w:xz"]) -> Path:
    with tarfile.open(path, mode) as made:
        made.addfile(tarfile.TarInfo("datapackage.json"))
    return path


def test_other_archives_are_called_what_they_are(tmp_path: Path) -> None:
    made = {
        tarred(tmp_path / "a.tar", "w"): "a tar archive",
        tarred(tmp_path / "a.tar.gz", "w:gz"): "compressed with gzip, as .tar.gz is",
        tarred(tmp_path / "a.tar.bz2", "w:bz2"): "compressed with bzip2, as .tar.bz2 is",
        tarred(tmp_path / "a.tar.xz", "w:xz"): "compressed with xz, as .tar.xz is",
        tarred(tmp_path / "gzip.zip", "w:gz"): "compressed with gzip, as .tar.gz is",
        tmp_path / "a.7z": "a 7z archive",
        tmp_path / "a.rar": "a RAR archive",
    }
    (tmp_path / "a.7z").write_bytes(b"7z\xbc\xaf\x27\x1c\x00\x04")
    (tmp_path / "a.rar").write_bytes(b"Rar!\x1a\x07\x01\x00")
    for path, kind in made.items():
        why = f"{path} is {kind}, which is not supported: unpack it, or pack it as a zip file"
        assert said("diff", str(path), str(path))[-1].endswith(why)
        assert said("validate", str(path)) == [f"Error: Invalid value for 'PACKAGE': {why}"]


def test_a_resource_with_a_list_of_paths_is_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("datapackage.json", naming(["a.csv", "b.csv", 7])), ("b.csv", b"a\n"))
    room = tmp_path / "room"
    room.mkdir()
    archive.unpack(path, room)
    assert sorted(found.name for found in room.iterdir()) == ["b.csv", "datapackage.json"]


def test_a_zip_file_is_validated_and_its_errors_are_named_within_it(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(packed(project, "folder/"))
    assert said("validate", str(path))[-1].startswith(said("validate", str(project))[-1])
    edit(project, "events", "treaty-signing", date="2024-13")
    renew(project)
    path.write_bytes(packed(project))
    (found,) = json.loads("\n".join(said("validate", str(path), "--format", "json")))["problems"]
    assert (found["path"], found["rule"]) == ("package.zip/data/events.csv", "edtf")
    path.write_bytes(b"")
    assert said("validate", str(path))[0] == (
        "package.zip:1: cannot be read as a zip file: File is not a zip file [resource]"
    )


def test_what_is_empty_is_not_taken_for_the_current_folder_or_for_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    assert said("validate", "") == ["Error: Invalid value for '[PACKAGE]': '' is not a path"]
    unnamed = "'' is not the name of a package, version or revision (0 characters)"
    assert said("validate", "--since", "") == [f"Error: Invalid value for '--since': {unnamed}"]


def test_what_is_not_a_package_is_not_validated(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    expected = "give a package's folder, its datapackage.json or a zip file of it"
    (project / "folder/datapackage.json").mkdir(parents=True)
    for path, why in {
        "data/events.csv": f"is not a package: {expected}",
        "folder/datapackage.json": f"is a folder, not a file: {expected}",
        "/dev/zero": f"is not a regular file: {expected}",
        "nowhere": "does not exist",
    }.items():
        assert said("validate", path) == [f"Error: Invalid value for 'PACKAGE': {safe(path)} {why}"]


def test_a_link_in_a_repository_is_not_followed(repository: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(repository.parents[1], tmp_path / "copy", symlinks=True)
    root = copied / "within/project"
    (tmp_path / "secret.csv").write_bytes((root / "data/actors.csv").read_bytes())
    (root / "data/actors.csv").unlink()
    (root / "data/actors.csv").symlink_to(tmp_path / "secret.csv")
    assert stat.S_ISLNK((root / "data/actors.csv").lstat().st_mode)
    commit(copied)
    with pytest.raises(click.BadParameter, match=r"'data/actors.csv' is no regular file \[resource\]"):
        read_release("HEAD", "OLD", root)


def test_an_archive_in_memory_is_the_same_bytes_again() -> None:
    files = {"b": b"2", "a": b"1"}
    packed = archive.pack(files)
    assert packed == archive.pack(dict(reversed(files.items())))
    assert zipfile.ZipFile(io.BytesIO(packed)).namelist() == ["a", "b"]
