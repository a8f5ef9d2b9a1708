"""The writer: all or nothing, nothing of anybody else's, and never through a link."""

import errno
import fcntl
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.examples import examples
from treaty_tools import export
from treaty_tools.cli import main
from treaty_tools.commands import init
from treaty_tools.export.exported_package import ExportedPackage
from treaty_tools.package.package import Package
from treaty_tools.quotes import fill
from treaty_tools.releases.making import make
from treaty_tools.releases.making.plan import Plan
from treaty_tools.site import folder
from treaty_tools.sources import build
from treaty_tools.web import fetch, health_report
from treaty_tools.web.outcome import Answer, Page
from treaty_tools.writing import STAGING, NotWritten, write_file, writing
from treaty_tools.writing.manifest import text

Files = dict[str, bytes]

STEPS = ("fsync", "rename", "replace")
"""Calls of the system at which a run is killed, or refused."""
CHANGING = (*STEPS, "link", "mkdir", "open", "rmdir", "unlink")
"""Calls that a killed process makes no more."""


class Killed(BaseException):
    """The process is gone."""


def files(root: Path) -> Files:
    """Return every file below a folder, by path, but git's."""
    found = (path for path in sorted(root.rglob("*")) if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def fill_folder(root: Path, content: Mapping[str, bytes]) -> None:
    for path, held in content.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(held)


@contextmanager
def killed(monkeypatch: pytest.MonkeyPatch, number: int) -> Iterator[None]:
    """Let a process be killed at its nth step: from then on it changes nothing, whatever it would clean up."""
    steps = count(1)
    dead = False

    def dying(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            nonlocal dead
            dead = dead or (name in STEPS and next(steps) == number)
            if dead:
                raise Killed(name)
            return real(*arguments, **named)

        return call

    with monkeypatch.context() as patch:
        for name in CHANGING:
            patch.setattr(os, name, dying(name, getattr(os, name)))
        yield


def put(root: Path, new: Mapping[str, bytes], gone: tuple[str, ...] = ()) -> None:
    """Write files as a command does, and remove others."""
    with writing(root, "treaty test") as draft:
        for path in gone:
            draft.remove(path)
        for path, content in new.items():
            draft.add(path, content)
        draft.commit()


OLD = {"a.csv": b"old a", "data/b.csv": b"old b", "data/c.csv": b"c", "data/deep/d.csv": b"old d", "z.json": b"old z"}
NEW = {"a.csv": b"new a", "data/b.csv": b"new b", "data/c.csv": b"c", "new/folder/e.csv": b"e", "z.json": b"new z"}
GONE = ("data/deep/d.csv",)
OTHERS = {"notes.md": b"mine", "data/.gitattributes": b"mine", "data/raw/x.csv": b"mine"}


def write_test(root: Path) -> None:
    put(root, NEW, GONE)


# Killed at every step, the next run mends it


def site(root: Path) -> None:
    kept = {path: content for path, content in NEW.items() if path not in GONE}
    folder.write(root, kept.items())


def old_site(root: Path) -> None:
    folder.write(root, OLD.items())


def exporting(content: Mapping[str, bytes]) -> Callable[[ExportedPackage, Path], Path]:
    def write(package: ExportedPackage, out: Path) -> Path:
        fill_folder(out / "bridges-csv", content)
        (out / "bridges.sqlite").write_bytes(content["a.csv"])
        return out / "bridges-csv"

    return write


BRIDGES = ExportedPackage(Package(), {"name": "bridges", "resources": []}, {}, {})
SOURCE = "scripts/sources/articles/x-20240305-a.toml"
ARTICLE = b"[article]\ntitle = 'A bridge'\n\n[passage.a]\nplace = 'title'\nquote = 'bridge'\n"
PAGE = b"<html><body><article><p>" + b"Some words of an article. " * 20 + b"</p></article></body></html>"


def old_project(root: Path) -> None:
    fill_folder(root, OLD | {SOURCE: ARTICLE})


def built(root: Path) -> None:
    with writing(root, build.COMMAND) as draft:
        outdated = {"data/deep/d.csv": text_sha256(OLD["data/deep/d.csv"])}
        build.write(draft, build.Built(Package(), NEW, outdated))


def text_sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def called(*arguments: str) -> None:
    """Run a command in this process; one that is killed has no time to say so."""
    result = CliRunner().invoke(main, arguments)
    if "(Killed: " in result.output:
        raise Killed
    assert result.exit_code == 0, result.output


def released(root: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(make, "prepare", lambda root, stamp: Plan(dict(NEW), None))
        called("release", "1.0.0", "-C", str(root))


def filled(root: Path) -> None:
    (root / "texts").mkdir(exist_ok=True)
    fill.fill(root, "x-20240305-a", root / "texts")


def fetched(root: Path) -> None:
    answer = Answer("answers", address="page.html", page=Page(PAGE, None))
    run = fetch.Texts(root, {"a": fetch.Record()})
    run.keep("a", answer)
    assert run.written == {"a"}


def reported(root: Path) -> None:
    write_file(root / "health.csv", health_report.as_csv([]), "treaty health")


def started(root: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(init, "project", lambda name: (dict(NEW), 11))
        called("init", str(root), "--name", "bridges")


def project_with_text(root: Path) -> None:
    fill_folder(root, OLD | {SOURCE: ARTICLE, "texts/x-20240306-b.txt": b"A bridge has been closed.\n"})


def drafted(root: Path) -> None:
    text = str(root / "texts/x-20240306-b.txt")
    if (root / SOURCE.replace("x-20240305-a", "x-20240306-b")).exists():
        called("fix", "-C", str(root))  # a further draft would refuse to replace it; any command mends the rest
        return
    called("draft", "x-20240306-b", "--text", text, "--texts", str(root / "texts"), "-C", str(root))


MENDABLE = {f"scripts/sources/{name}.toml": b"[a]\r\nnote = 'of  two words '\r\n" for name in ("actors", "events")}


def mended(root: Path) -> None:
    called("fix", "-C", str(root))


WRITERS: dict[str, tuple[Callable[[Path], object], Callable[[Path], object]]] = {
    "the writer": (old_project, write_test),
    "build": (old_project, built),
    "release": (old_project, released),
    "site": (old_site, site),
    "a first site": (lambda root: None, site),
    "export": (
        lambda root: export.export(BRIDGES, [exporting(OLD)], root),
        lambda root: export.export(BRIDGES, [exporting(NEW)], root),
    ),
    "locate --fill": (old_project, filled),
    "fetch": (lambda root: fill_folder(root, {"a.txt": b"old"}), fetched),
    "health": (lambda root: fill_folder(root, {"health.csv": b"old"}), reported),
    "init": (lambda root: None, started),
    "draft": (project_with_text, drafted),
    "fix": (lambda root: fill_folder(root, OLD | MENDABLE), mended),
}
"""Everything that writes, with what makes the state before."""


@pytest.mark.parametrize("name", WRITERS)
def test_a_run_killed_at_any_step_loses_nothing_and_the_next_one_mends_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, write = WRITERS[name]
    others = {} if name in ("a first site", "init") else OTHERS
    reference = tmp_path / "reference"
    states: list[Files] = []
    for step in (before, write):
        reference.mkdir(exist_ok=True)
        step(reference)
        states.append(files(reference) | others)
    old, new = states
    assert old != new
    for number in count(1):
        root = tmp_path / str(number)
        root.mkdir()
        before(root)
        fill_folder(root, others)
        try:
            with killed(monkeypatch, number):
                write(root)
        except Killed:
            assert_nothing_lost(root, old, new)
            write(root)
            assert files(root) == new
        else:
            assert number > 3, "the run has steps at which it is killed"
            assert files(root) == new
            return


def assert_nothing_lost(root: Path, old: Files, new: Files) -> None:
    """Assert that every file is whole, old or new, and that those of both states are there."""
    there = {path: content for path, content in files(root).items() if not path.startswith(f"{STAGING}/")}
    assert old.keys() & new.keys() <= there.keys()
    assert all(content in (old.get(path), new.get(path)) for path, content in there.items())


@pytest.mark.parametrize("first", range(1, 30, 3))
def test_a_recovery_that_is_killed_too_is_finished_by_the_next_run(
    first: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for second in count(1):
        root = tmp_path / str(second)
        fill_folder(root, OLD | OTHERS)
        with pytest.raises(Killed), killed(monkeypatch, first):  # noqa: PT012
            write_test(root)
            raise Killed
        try:
            with killed(monkeypatch, second):
                put(root, {})
        except Killed:
            put(root, {})
        else:
            return
        new = {path: content for path, content in (OLD | NEW | OTHERS).items() if path not in GONE}
        assert files(root) in (OLD | OTHERS, new)


def test_what_an_interrupted_run_left_is_undone_and_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fill_folder(tmp_path, OLD)
    interrupt(tmp_path, monkeypatch)
    assert files(tmp_path)["a.csv"] == b"new a"
    capsys.readouterr()
    put(tmp_path, {})
    assert files(tmp_path) == OLD
    assert capsys.readouterr().err == f"{tmp_path}: an interrupted 'treaty test' was undone first\n"


def interrupt(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave a folder as a run does that is killed when some files are in place and some are not."""
    for number in count(1):
        with pytest.raises(Killed), killed(monkeypatch, number):
            write_test(root)
        now = files(root)
        if now["a.csv"] == NEW["a.csv"] and now["z.json"] == OLD["z.json"]:
            return


def test_a_file_changed_since_an_interrupted_run_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_folder(tmp_path, OLD)
    interrupt(tmp_path, monkeypatch)
    (tmp_path / "a.csv").write_bytes(b"edited by hand")
    put(tmp_path, {})
    assert files(tmp_path) == OLD | {"a.csv": b"edited by hand"}


# Refused by the system


def failing(monkeypatch: pytest.MonkeyPatch, number: int, code: int) -> None:
    """Let the nth step of a process be refused."""
    steps = count(1)
    for name in STEPS:
        real = getattr(os, name)

        def step(*arguments: Any, _real: Callable[..., Any] = real, **named: Any) -> Any:
            if next(steps) == number:
                raise OSError(code, os.strerror(code))
            return _real(*arguments, **named)

        monkeypatch.setattr(os, name, step)


def message_of(write: Callable[[Path], object], root: Path) -> str | None:
    """Return what is said of a change that is refused, None of one that is made."""
    try:
        write(root)
    except NotWritten as error:
        return error.message
    return None


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_what_the_system_refuses_changes_nothing_and_is_said_in_one_sentence(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = 0
    for number in count(1):
        root = tmp_path / str(number)
        fill_folder(root, OLD | OTHERS)
        with monkeypatch.context() as patch:
            failing(patch, number, code)
            said = message_of(write_test, root)
        if said is None:
            break
        refused += 1
        assert said == f"{root}: {os.strerror(code)}; nothing was changed"
        assert files(root) == OLD | OTHERS
    assert refused > 10


def test_errors_that_have_no_number_are_said_too(tmp_path: Path) -> None:
    with pytest.raises(NotWritten) as raised, writing(tmp_path / "out", "treaty test"):
        raise OSError("polars says no")
    assert raised.value.message == f"{tmp_path / 'out'}: polars says no; nothing was changed"
    assert not (tmp_path / "out").exists()


# Links and other things in the way


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "root", tmp_path / "elsewhere"
    fill_folder(root, {"data/a.csv": b"a"})
    fill_folder(elsewhere, {"a.csv": b"theirs"})
    for place, target in (("data", elsewhere), ("data/a.csv", elsewhere / "a.csv"), ("data/a.csv", tmp_path / "none")):
        moved = (root / place).rename(tmp_path / "moved")
        (root / place).symlink_to(target)
        with pytest.raises(NotWritten) as raised:
            put(root, {"b": b"b", "data/a.csv": b"new"})
        assert raised.value.message == (
            f"{root / place} is a link to {target}; files are not written through links: remove it"
        )
        (root / place).unlink()
        moved.rename(root / place)
    assert (files(root), files(elsewhere)) == ({"data/a.csv": b"a"}, {"a.csv": b"theirs"})


def test_the_folder_itself_may_be_reached_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    put(tmp_path / "link", NEW)
    assert files(tmp_path / "real") == NEW
    (tmp_path / "nowhere").symlink_to("none")
    with pytest.raises(NotWritten, match="nowhere is a broken link: remove it, or name another folder"):
        put(tmp_path / "nowhere", NEW)


def test_a_link_under_the_name_of_the_staging_folder_is_not_followed(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "root", tmp_path / "elsewhere"
    fill_folder(elsewhere, {"new/0": b"theirs"})
    root.mkdir()
    (root / STAGING).symlink_to(elsewhere)
    with pytest.raises(NotWritten, match=f"{STAGING} is not a folder that treaty made: move it elsewhere"):
        put(root, NEW)
    assert files(elsewhere) == {"new/0": b"theirs"}


@pytest.mark.parametrize(
    "path", ["../x", "/x", ".git/config", "a/.GIT/hooks/pre-commit", "a//b", "./a", f"{STAGING}/x", "a\\b", ""]
)
def test_a_path_that_no_command_writes_is_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="is not a path that treaty writes to"):
        put(tmp_path, {path: b""})
    assert files(tmp_path) == {}


@pytest.mark.parametrize(
    "journal",
    [
        "",
        "[]",
        '{"command": "x", "folders": []}',
        *(
            json.dumps({"command": "x", "folders": [], "changes": [{"path": path, "old": None, "new": None}]})
            for path in ("../victim", "/etc/x", ".git/config", "data/.git/HEAD")
        ),
        json.dumps({"command": "x", "folders": ["../victim"], "changes": []}),
    ],
)
def test_a_journal_that_no_command_wrote_is_refused_and_nothing_is_touched(journal: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    fill_folder(tmp_path, {"victim": b"v"})
    fill_folder(root, {f"{STAGING}/journal": journal.encode(), f"{STAGING}/old/0": b"evil", "a": b"a"})
    before = files(tmp_path)
    with pytest.raises(NotWritten, match="is not a journal that treaty wrote: inspect"):
        put(root, NEW)
    assert files(tmp_path) == before


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(NotWritten) as raised:
        put(tmp_path, NEW)
    assert raised.value.message == (
        f"{tmp_path / 'a.csv'} is not a regular file, and one is needed there: move it elsewhere"
    )


# Any files


NAMES = st.sampled_from(["a", "b", "c.csv", "d"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)


def without_clashes(content: Files) -> Files:
    """Return files none of which has a place inside another."""
    return {path: held for path, held in content.items() if not any(path.startswith(f"{other}/") for other in content)}


FOLDERS = st.dictionaries(PATHS, st.binary(max_size=3), max_size=8).map(without_clashes)


@examples(30, 100)
@given(old=FOLDERS, new=FOLDERS, others=FOLDERS, number=st.integers(1, 40), link=st.none() | PATHS)
def test_any_change_is_made_whole_or_not_at_all_and_leaves_other_files_alone(
    tmp_path_factory: pytest.TempPathFactory, old: Files, new: Files, others: Files, number: int, link: str | None
) -> None:
    root = tmp_path_factory.mktemp("any")
    mine = {f"mine/{path}": content for path, content in others.items()}
    fill_folder(root, {f"made/{path}": content for path, content in old.items()} | mine)
    if link and not (root / "made" / link).exists() and (root / "made" / link).parent.is_dir():
        (root / "made" / link).symlink_to(root / "mine")
    before = files(root)
    wanted = {f"made/{path}": content for path, content in new.items()}
    gone = tuple(f"made/{path}" for path in old.keys() - new.keys())
    with pytest.MonkeyPatch.context() as patch:
        try:
            with killed(patch, number):
                put(root, wanted, gone)
        except (Killed, NotWritten):
            put(root, {})  # the next run of anything
            now = files(root)
            assert now in (before, {path: held for path, held in before.items() if path not in gone} | wanted)
        else:
            assert files(root) == {path: held for path, held in before.items() if path not in gone} | wanted
    assert not (root / STAGING).exists()


# One at a time


def test_two_processes_do_not_write_in_one_folder_at_the_same_time(tmp_path: Path) -> None:
    held = os.open(tmp_path, os.O_RDONLY)
    with writing(tmp_path, "treaty test"), pytest.raises(BlockingIOError):
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(held)


def test_a_file_that_changes_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    fill_folder(tmp_path, OLD)
    with writing(tmp_path, "treaty test") as draft:
        draft.add("a.csv", b"new a")
        draft.add("z.json", b"new z")
        (tmp_path / "a.csv").write_bytes(b"edited by hand")
        with pytest.raises(NotWritten) as raised:
            draft.commit()
    message = "was changed by another program meanwhile; nothing was written: run the command again"
    assert raised.value.message == f"{tmp_path / 'a.csv'} {message}"
    assert files(tmp_path) == OLD | {"a.csv": b"edited by hand"}


def test_a_file_keeps_its_permissions_and_its_content_if_that_is_the_same(tmp_path: Path) -> None:
    fill_folder(tmp_path, OLD)
    (tmp_path / "a.csv").chmod(0o640)
    before = (tmp_path / "data/c.csv").stat()
    put(tmp_path, NEW)
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o640
    after = (tmp_path / "data/c.csv").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


# What a folder's manifest lists


def test_a_site_replaces_and_removes_what_it_made_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old_site(tmp_path)
    fill_folder(tmp_path, OTHERS)
    (tmp_path / "data/c.csv").write_bytes(b"edited, and no longer made")
    folder.write(tmp_path, {path: content for path, content in NEW.items() if path != "data/c.csv"}.items())
    made = {path: content for path, content in NEW.items() if path != "data/c.csv"}
    assert files(tmp_path) == made | OTHERS | {
        "data/c.csv": b"edited, and no longer made",
        ".treaty-site": text("treaty site", {path: text_sha256(content) for path, content in made.items()}),
    }
    assert capsys.readouterr().err == (f"{tmp_path}: replacing a.csv, data/b.csv, z.json, removing data/deep/d.csv\n")


def test_a_file_that_a_site_did_not_make_is_replaced_only_if_asked_for(tmp_path: Path) -> None:
    old_site(tmp_path)
    fill_folder(tmp_path, {"new/folder/e.csv": b"mine"})
    before = files(tmp_path)
    with pytest.raises(click.UsageError) as raised:
        site(tmp_path)
    assert raised.value.message == (
        f"'treaty site' did not make {tmp_path}/new/folder/e.csv: move it elsewhere, or use --take-over"
    )
    assert files(tmp_path) == before
    folder.write(tmp_path, NEW.items(), take_over=True)
    assert files(tmp_path)["new/folder/e.csv"] == b"e"


def test_a_site_of_before_there_were_manifests_is_replaced_as_far_as_it_is_known(tmp_path: Path) -> None:
    page = b"<meta http-equiv='Content-Security-Policy' " + folder.POLICY + b">"
    fill_folder(tmp_path, {".treaty-site": b"Made by treaty site.\n", "events/a.html": page, "index.html": b"old"})
    fill_folder(tmp_path, {"events/mine.html": b"<p>mine</p>", "CNAME": b"example.org"})
    folder.write(tmp_path, [("index.html", b"new")])
    assert files(tmp_path).keys() == {".treaty-site", "index.html", "events/mine.html", "CNAME"}


def test_a_manifest_that_lists_other_files_removes_none_of_them(tmp_path: Path) -> None:
    root = tmp_path / "root"
    fill_folder(tmp_path, {"thesis.txt": b"t"})
    lines = {"../thesis.txt": text_sha256(b"t"), ".git/HEAD": text_sha256(b"ref"), "notes.md": text_sha256(b"other")}
    fill_folder(root, {".git/HEAD": b"ref", "notes.md": b"mine", ".treaty-site": text("x", lines)})
    site(root)
    assert (root / ".git/HEAD").read_bytes() == b"ref"
    assert (root / "notes.md").read_bytes() == b"mine"
    assert (tmp_path / "thesis.txt").read_bytes() == b"t"


def test_an_export_beside_another_leaves_that_one_alone(tmp_path: Path) -> None:
    export.export(BRIDGES, [exporting(OLD)], tmp_path)

    def other(package: ExportedPackage, out: Path) -> Path:
        (out / "bridges.duckdb").write_bytes(b"d")
        return out / "bridges.duckdb"

    export.export(BRIDGES, [other], tmp_path)
    fill_folder(tmp_path, {"bridges-csv/mine.md": b"mine"})
    export.export(BRIDGES, [exporting(NEW)], tmp_path)
    found = files(tmp_path)
    assert found.pop(".treaty-export").count(b"\n") == len(NEW) + 3
    made = {f"bridges-csv/{path}": content for path, content in NEW.items()}
    assert found == made | {
        "bridges-csv/mine.md": b"mine",
        "bridges.duckdb": b"d",
        "bridges.sqlite": b"new a",
    }


@pytest.mark.parametrize("take_over", [False, True])
def test_a_folder_that_is_no_export_is_refused_unless_it_is_to_be_taken_over(tmp_path: Path, take_over: bool) -> None:
    fill_folder(tmp_path, {"bridges-csv/thesis.docx": b"thesis", "letter.txt": b"dear"})
    before = files(tmp_path)
    if take_over:
        export.export(BRIDGES, [exporting(NEW)], tmp_path, take_over=True)
        assert before.items() <= files(tmp_path).items()
        return
    with pytest.raises(click.UsageError) as raised:
        export.export(BRIDGES, [exporting(NEW)], tmp_path)
    assert raised.value.message == (
        f"{tmp_path}/bridges-csv holds other files and no export: move it elsewhere, or use --take-over"
    )
    assert files(tmp_path) == before


def test_an_export_of_before_there_were_manifests_is_known_by_its_descriptor(tmp_path: Path) -> None:
    resources = [{"path": path, "hash": f"sha256:{text_sha256(content)}"} for path, content in OLD.items()]
    descriptor = json.dumps({"name": "bridges", "resources": resources}).encode()
    made = {f"bridges-csv/{path}": content for path, content in OLD.items()}
    fill_folder(tmp_path, made | {"bridges-csv/datapackage.json": descriptor, "bridges-csv/mine.md": b"mine"})

    def write(package: ExportedPackage, out: Path) -> Path:
        fill_folder(out / "bridges-csv", NEW | {"datapackage.json": b"{}"})
        return out / "bridges-csv"

    export.export(BRIDGES, [write], tmp_path)
    assert files(tmp_path / "bridges-csv") == NEW | {"datapackage.json": b"{}", "mine.md": b"mine"}
