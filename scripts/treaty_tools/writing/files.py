"""Create files exclusively, flush them to the disk, and inspect paths without following links."""

import errno
import hashlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from ..package.descriptor import is_within
from .errors import STAGING

NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""Flags to open a file that must not exist yet, not even as a link."""
NEVER = {".git", "git~1", STAGING}
"""Folders that are never written to; the second is an alias of the first on Windows."""
MANY = 100
"""More files than this are flushed together with everything else that is pending in the system."""


def create(path: Path, content: bytes) -> None:
    """Create a file.

    Raises FileExistsError if anything has that name, including a dangling link.
    """
    with os.fdopen(os.open(path, NEW, 0o666), "wb") as new:
        new.write(content)


def flush(path: Path) -> None:
    """Flush a file or a folder to the disk, if the system can do that."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # some file systems do not support fsync on folders
            raise
    finally:
        os.close(descriptor)


def flush_files(paths: Sequence[Path]) -> None:
    """Flush files to the disk, many of them in one call if the system waits for that: a site may have thousands."""
    if len(paths) > MANY and sys.platform == "linux":
        os.sync()
        return
    for path in paths:
        flush(path)


def sha256(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest(path: Path) -> str | None:
    """Return the SHA-256 of a regular file, None if there is no such file."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None


def is_there(path: Path) -> bool:
    """Return whether anything has that name, including a dangling link; raise OSError if that cannot be determined."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def may_write(path: str) -> bool:
    """Return whether a command may write to a path: it is within the folder, and not within ``.git``."""
    return is_within(path) and not any(part.casefold() in NEVER for part in PurePosixPath(path).parts)


def fault(root: Path, path: str) -> str | None:
    """Return what prevents writing a file at a path below ``root``, None if nothing does."""
    if not may_write(path):
        return f"{root / path} is not a path that treaty writes to"
    for at in _steps(root, path):
        last = at == root / path
        try:
            mode = at.lstat().st_mode
        except FileNotFoundError:
            return None
        if stat.S_ISLNK(mode):
            return f"{at} is a link to {at.readlink()}; files are not written through links: remove it"
        if not last and not stat.S_ISDIR(mode):
            return f"{at} is not a folder, and one is needed there: move it elsewhere"
        if last and not stat.S_ISREG(mode):
            return f"{at} is not a regular file, and one is needed there: move it elsewhere"
    return None


def _steps(root: Path, path: str) -> Iterator[Path]:
    """Yield every folder from ``root`` to a path, and the path."""
    at = root
    for part in PurePosixPath(path).parts:
        at = at / part
        yield at


def above(paths: Iterable[str]) -> list[str]:
    """Return the folders that contain some paths, outermost first."""
    return sorted({str(folder) for path in paths for folder in PurePosixPath(path).parents if str(folder) != "."})


def missing_folders(root: Path, paths: Iterable[str]) -> list[str]:
    """Return the folders that are missing above some paths, outermost first."""
    return [folder for folder in above(paths) if not (root / folder).is_dir()]


def prune(root: Path, folders: Iterable[str]) -> None:
    """Remove those of some folders below ``root`` that are empty, innermost first."""
    for folder in sorted(folders, reverse=True):
        try:
            (root / folder).rmdir()
        except OSError:
            continue  # not empty, or not there
