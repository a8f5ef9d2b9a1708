"""Prepare a change to a folder's files, and apply all of it or nothing."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from ..reporting.terminal import echo
from .errors import STAGING, NotWritten, in_words
from .files import above, create, digest, fault, flush, flush_files, is_there, missing_folders, prune, sha256
from .lock import locked
from .staging import Change, Journal, Leftover, begin, complete, recover

IGNORED = b"*\n"
"""Content of the staging folder's .gitignore, so that nobody commits an unfinished change."""


@dataclass
class Draft:
    """A change to the files below ``root``, which ``commit`` applies."""

    root: Path
    command: str
    is_made: bool = False
    """Whether an earlier run of the same command applied the change, but was interrupted before reporting it."""
    files: dict[str, str] = field(default_factory=dict)
    """Every file that was added, with its SHA-256, whether it changes anything or not."""
    changes: dict[str, Change] = field(default_factory=dict)
    """The pending changes by path, in the order in which they are applied."""
    staged: dict[str, Path] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)
    is_staged: bool = False

    def add(self, path: str, content: bytes) -> None:
        """Prepare a file; an existing one with the same content is left alone.

        Raises NotWritten if the path leads through a link, or something else is in the way.
        """
        if self._differs(path, sha256(content)):
            create(self._place_for(path), content)
            self._keep_mode(path)

    def adopt(self, path: str, made: Path) -> None:
        """Prepare a file that was created in ``room``, like ``add``."""
        new = digest(made)
        if new is None:
            raise NotWritten(f"{made} is not a regular file")
        if self._differs(path, new):
            made.rename(self._place_for(path))
            self._keep_mode(path)

    def remove(self, path: str) -> None:
        """Prepare the removal of a file, if it exists."""
        self._refuse(path)
        if old := digest(self.root / path):
            self.changes[path] = Change(path, old, None)

    @property
    def room(self) -> Path:
        """Return a folder for files to ``adopt``."""
        room = self._staging() / "room"
        room.mkdir(exist_ok=True)
        return room

    def commit(self) -> None:
        """Apply the change: afterwards, or after the next run if this one is killed, all of it is applied or none."""
        if not self.changes:
            return
        changes = tuple(self.changes.values())
        flush_files([self.staged[change.path] for change in changes if change.new])
        folders = missing_folders(self.root, [change.path for change in changes if change.new])
        if len(changes) == 1 and changes[0].new:  # replacing a single file is atomic
            self._make(0, changes[0])
            with suppress(OSError):
                self._flush(changes, folders)
            return
        self._keep_old(changes)
        begin(self.root, Journal(self.command, changes, tuple(folders)))
        for number, change in enumerate(changes):
            self._make(number, change)
        self._flush(changes, folders)
        complete(self.root)
        prune(self.root, above(change.path for change in changes if change.new is None))

    def _differs(self, path: str, new: str) -> bool:
        """Note a file; return whether it changes anything."""
        self._refuse(path)
        self.files[path] = new
        old = digest(self.root / path)
        self.changes.pop(path, None)
        if old != new:
            self.changes[path] = Change(path, old, new)
        return old != new

    def _refuse(self, path: str) -> None:
        if found := fault(self.root, path):
            raise NotWritten(found)

    def _staging(self) -> Path:
        """Return the staging folder, which is created when first needed."""
        staging = self.root / STAGING
        if not self.is_staged:
            self.is_staged = True
            staging.mkdir(mode=0o700)
            create(staging / ".gitignore", IGNORED)
            for folder in ("new", "old"):
                (staging / folder).mkdir()
        return staging

    def _place_for(self, path: str) -> Path:
        self.staged[path] = self._staging() / "new" / str(next(self.numbers))
        return self.staged[path]

    def _keep_mode(self, path: str) -> None:
        """Give a file that replaces another the same permissions."""
        if is_there(self.root / path):
            self.staged[path].chmod(stat.S_IMODE((self.root / path).lstat().st_mode))

    def _keep_old(self, changes: tuple[Change, ...]) -> None:
        """Keep what is about to be replaced: as a hard link, or as a copy if the file system does not support links.

        Raises NotWritten if a file has changed since the change was prepared.
        """
        self._staging()
        for number, change in enumerate(changes):
            target, kept = self.root / change.path, self.root / STAGING / "old" / str(number)
            if change.old and change.new:
                try:
                    kept.hardlink_to(target)
                except OSError:
                    create(kept, target.read_bytes())
                    flush(kept)
            if digest(kept if change.old and change.new else target) != change.old:
                raise NotWritten(
                    f"{target} was changed by another program meanwhile; nothing was written: run the command again"
                )

    def _flush(self, changes: tuple[Change, ...], created: list[str]) -> None:
        """Flush every folder in which a name has changed to the disk."""
        paths = [*(change.path for change in changes), *created]
        for folder in sorted({(self.root / path).parent for path in paths}):
            flush(folder)

    def _make(self, number: int, change: Change) -> None:
        target = self.root / change.path
        if change.new:
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(self.staged[change.path], target)  # noqa: PTH105 -- one name for every rename
        else:
            os.replace(target, self.root / STAGING / "old" / str(number))  # noqa: PTH105


@contextmanager
def writing(folder: Path, command: str) -> Iterator[Draft]:
    """Let a command change files in a folder, which is created if it is missing and locked against other processes.

    What an interrupted run left there is undone first. If anything fails before ``commit`` has returned, nothing has
    changed. Raises NotWritten with a sentence if the file system refuses.
    """
    with in_words(folder, "nothing was changed"), _created(folder), locked(folder):
        left = recover(folder)
        if left and not left.made:
            echo(f"{folder}: an interrupted '{left.command}' was undone first", err=True)
        try:
            yield Draft(folder, command, is_made=left == Leftover(command, made=True))
        finally:
            with in_words(folder, "the next run will undo the partial change"):
                recover(folder)


@contextmanager
def _created(folder: Path) -> Iterator[None]:
    """Create a folder if it is missing, and remove it again if it stays empty."""
    if folder.is_symlink() and not folder.exists():
        raise NotWritten(f"{folder} is a broken link: remove it, or name another folder")
    missing = [at for at in (folder, *folder.parents) if not is_there(at)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    finally:
        for at in missing:
            prune(at.parent, [at.name])


def write_file(path: Path, content: bytes, command: str) -> None:
    """Replace a file or create it: readers see the old file or the new one, never a part.

    Raises NotWritten if that is not possible, or the file is a link.
    """
    with writing(path.parent, command) as draft:
        draft.add(path.name, content)
        draft.commit()
