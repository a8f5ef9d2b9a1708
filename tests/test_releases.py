"""A release is found wherever it lies, and a stranger's archive gives its package and nothing else."""

import io
import json
import shutil
import stat
import zipfile
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from treaty_tools.cli import main
from treaty_tools.releases import archive, read_release, taking

from .packages import describe, descriptor
from .test_making_releases import commit, git


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
        ("0.2.0", "0.2.0"),
        ("v0.2.0", "0.2.0"),
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


def test_diff_and_validate_take_the_same_names(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "data")
    result = CliRunner().invoke(main, ["diff", "HEAD~2", "0.2.0"])
    assert (result.exit_code, result.output) == (0, "0.1.0 → 0.2.0: the tables are the same\n")
    result = CliRunner().invoke(main, ["validate", "--since", "0.2.0", "--rule", "version"])
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("name", ["nowhere", "0.9.9", "v9.9.9", "HEAD~99", "--help", "-", "a\nb", "nowhere.zip"])
def test_a_release_that_is_nowhere_is_misuse(repository: Path, name: str) -> None:
    with pytest.raises(click.BadParameter) as error:
        read_release(name, "OLD", repository)
    assert error.value.message == (
        f"{name} cannot be compared with: no folder, zip file, version or git revision is named so here"
    )


def refused(path: Path, room: Path) -> str:
    """Return why the package of a zip file is not taken out; nothing may then lie beside the room."""
    with pytest.raises(click.BadParameter) as error:
        read_release(str(path), "OLD", room)
    return error.value.message.removeprefix(f"{path} cannot be compared with: ")


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
    monkeypatch.setattr(taking, "LARGEST_TABLE", 2 * 1024 * 1024)
    monkeypatch.setattr(taking, "LARGEST_PACKAGE", 3 * 1024 * 1024)
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
    assert refused(path, tmp_path) == "odd.zip:1: is no zip file that can be read: File is not a zip file [resource]"
    zipped(path, ("other.json", b""))
    assert refused(path, tmp_path) == "datapackage.json:1: is not there [descriptor]"
    zipped(path, ("datapackage.json", naming("a.csv")), compression=zipfile.ZIP_LZMA)
    assert refused(path, tmp_path) == (
        "datapackage.json:1: is compressed in a way that is not read: use deflate [descriptor]"
    )
    zipped(path, ("datapackage.json", naming("a", "a/b")), ("a", b""), ("a/b", b""))
    assert refused(path, tmp_path).startswith("a/b:1: cannot be unpacked: ")
    with pytest.warns(UserWarning, match="Duplicate name"):
        zipped(path, ("datapackage.json", naming("a")), ("datapackage.json", naming("b")))
    assert refused(path, tmp_path) == "odd.zip:1: has 'datapackage.json' twice [resource]"
    zipped(path, ("datapackage.json", b"{"))
    assert refused(path, tmp_path).startswith("datapackage.json:1: is not JSON: ")


def test_a_cut_or_encrypted_archive_is_refused(pristine: Path, tmp_path: Path) -> None:
    path = zipped(tmp_path / "cut.zip", ("datapackage.json", (pristine / "datapackage.json").read_bytes()))
    content = bytearray(path.read_bytes())
    content[100:120] = bytes(20)
    path.write_bytes(content)
    assert refused(path, tmp_path).startswith("cut.zip:1: is no zip file that can be read: ")
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("datapackage.json", b"{}")
    content = bytearray(path.read_bytes())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + at] |= 1
    path.write_bytes(content)
    assert refused(path, tmp_path) == "datapackage.json:1: is encrypted [descriptor]"


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
