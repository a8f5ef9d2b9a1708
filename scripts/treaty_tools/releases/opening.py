"""Open a package by its path: its folder, its datapackage.json, or a zip file."""

from pathlib import Path
from stat import S_ISDIR, S_ISREG

from ..package.descriptor import DESCRIPTOR
from . import archive, formats

EXPECTED = f"give a package's folder, its {DESCRIPTOR} or a zip file of it"


class NoPackageError(Exception):
    """Raised if there is no package at a path or with a name; the message is the end of a sentence that says why."""


def opened(path: Path, room: Path) -> Path:
    """Return the folder or the descriptor of the package at a path; a zip file is unpacked into ``room``.

    Raises NoPackageError if the path is something else, BadData if a zip file cannot be unpacked.
    """
    mode = _mode(path)
    if S_ISDIR(mode) and path.name == DESCRIPTOR:
        raise NoPackageError(f"is a folder, not a file: {EXPECTED}")
    if S_ISDIR(mode):
        return path
    if not S_ISREG(mode):
        raise NoPackageError(f"is not a regular file: {EXPECTED}")
    first = _first(path)
    if formats.is_zip(path, first):
        return archive.unpack(path, room)
    if kind := formats.other_archive(first):
        raise NoPackageError(f"is {kind}, which is not supported: {formats.WAY_OUT}")
    if not formats.is_descriptor(path, first):
        raise NoPackageError(f"is not a package: {EXPECTED}")
    return path


def _mode(path: Path) -> int:
    """Return the mode of the file at a path."""
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise NoPackageError("does not exist") from None
    except OSError as error:
        raise NoPackageError(f"cannot be opened: {error.strerror}") from None
    except ValueError:  # NUL, which no path can contain
        raise NoPackageError("contains a NUL character") from None


def _first(path: Path) -> bytes:
    """Return the first bytes of a file."""
    try:
        with path.open("rb") as file:
            return file.read(formats.FIRST)
    except OSError as error:
        raise NoPackageError(f"cannot be read: {error.strerror}") from None
