"""The staging folder of a change, its journal, and how an interrupted change is undone.

A change is prepared in the staging folder: ``new/`` contains the files to put in place, ``old/`` those that they
replace. ``journal``, written last, lists what is about to happen. As long as it exists, the change is incomplete: the
next run undoes it. Once it is renamed to ``done``, the change is complete, and only the staging folder must be removed.
"""

import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from .errors import STAGING, NotWritten
from .files import create, digest, fault, flush, is_there, may_write, prune

__all__ = ["STAGING", "Change", "Journal", "begin", "complete", "recover"]


@dataclass(frozen=True)
class Change:
    """One file's old and new SHA-256, None if there is no file; ``old/`` has the old one under the change's number."""

    path: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Journal:
    """A change in progress: the command, its changes in order, and the folders that it creates."""

    command: str
    changes: tuple[Change, ...]
    folders: tuple[str, ...]


def begin(root: Path, journal: Journal) -> None:
    """Write the journal, once everything that it refers to is on the disk."""
    staging = root / STAGING
    for folder in ("new", "old"):
        flush(staging / folder)
    create(staging / "journal.new", json.dumps(asdict(journal), indent=1).encode())
    flush(staging / "journal.new")
    os.rename(staging / "journal.new", staging / "journal")  # noqa: PTH104 -- one name for every rename
    flush(staging)
    flush(root)


def complete(root: Path) -> None:
    """Close the journal: from here on, the change is complete.

    Nothing may fail after that. If a power cut loses the rename, the next run undoes the whole change.
    """
    os.rename(root / STAGING / "journal", root / STAGING / "done")  # noqa: PTH104
    with suppress(OSError):
        flush(root / STAGING)


@dataclass(frozen=True)
class Leftover:
    """What an interrupted run of a command left: all of its change, or some of it, which was undone."""

    command: str
    made: bool


def recover(root: Path) -> Leftover | None:
    """Undo the partial change of an interrupted run, and remove its staging folder.

    Return what was left, None if nothing was changed.
    """
    staging = root / STAGING
    if not is_there(staging):
        return None
    if staging.is_symlink() or not staging.is_dir():
        raise NotWritten(f"{staging} is not a folder that treaty made: move it elsewhere")
    done = _read(staging / "done")
    journal = _read(staging / "journal")
    if journal:
        _undo(root, journal)
        (staging / "journal").unlink()
        flush(staging)
    shutil.rmtree(staging, ignore_errors=True)
    if done and all(digest(root / change.path) == change.new for change in done.changes):
        return Leftover(done.command, made=True)
    return Leftover(journal.command, made=False) if journal else None


def _read(path: Path) -> Journal | None:
    """Return a journal, None if there is none.

    Raises NotWritten if it is not one that a command wrote: an untrusted checkout may contain anything.
    """
    if not is_there(path):
        return None
    try:
        if path.is_symlink():
            raise ValueError
        given = json.loads(path.read_bytes())
        changes = tuple(Change(**change) for change in given["changes"])
        journal = Journal(str(given["command"]), changes, tuple(map(str, given["folders"])))
        if not all(may_write(path) for path in (*(change.path for change in changes), *journal.folders)):
            raise ValueError
    except (ValueError, LookupError, TypeError, AttributeError):
        raise NotWritten(f"{path} is not a journal that treaty wrote: inspect {path.parent}, then delete it") from None
    return journal


def _undo(root: Path, journal: Journal) -> None:
    """Restore every file that is still as the interrupted change left it; a file changed since is left alone."""
    changed_folders: set[Path] = set()
    for number, change in reversed(list(enumerate(journal.changes))):
        target, kept = root / change.path, root / STAGING / "old" / str(number)
        if fault(root, change.path) or digest(target) != change.new or change.new == change.old:
            continue
        if change.old is None:
            target.unlink(missing_ok=True)
        elif digest(kept) == change.old:
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(kept, target)  # noqa: PTH105
        changed_folders.add(target.parent)
    _flush_all(changed_folders)
    prune(root, list(journal.folders))


def _flush_all(folders: Iterable[Path]) -> None:
    for folder in sorted(folders):
        if folder.is_dir():
            flush(folder)
