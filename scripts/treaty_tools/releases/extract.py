"""Extract a package from an archive or a commit: only its descriptor and the tables that it names, within limits."""

from collections.abc import Callable
from pathlib import Path

from treaty_record.reading import paths

from ..package.descriptor import DESCRIPTOR, LARGEST_DESCRIPTOR, LARGEST_TABLE, is_within, resources
from ..reporting.problem import BadData, Problem

LARGEST_PACKAGE = 2 * 1024 * 1024 * 1024
"""Maximum size of all tables together, in bytes: a few bytes of an archive can expand to any number."""

ReadFile = Callable[[str, int], bytes | None]
"""Reads a file of the package by its path, up to one byte more than a limit; None if it does not exist."""


def extract(read: ReadFile, room: Path) -> Path:
    """Write a package into an empty folder, and return that folder; missing files are reported when it is read.

    Raises BadData if a file is too large, or the descriptor cannot be read.
    """
    _write(room, DESCRIPTOR, read(DESCRIPTOR, LARGEST_DESCRIPTOR), LARGEST_DESCRIPTOR)
    left = LARGEST_PACKAGE
    for path in dict.fromkeys(path for resource in resources(room / DESCRIPTOR) for path in paths(resource)):
        if path.isprintable() and path != DESCRIPTOR and is_within(path):
            most = min(left, LARGEST_TABLE)
            left -= _write(room, path, read(path, most), most)
    return room


def _write(room: Path, path: str, content: bytes | None, most: int) -> int:
    """Write a file, if there is one, and return its length."""
    if content is None:
        return 0
    if len(content) > most:
        raise refused(path, f"is larger than {most // 1024 // 1024} MiB")
    try:
        (room / path).parent.mkdir(parents=True, exist_ok=True)
        (room / path).write_bytes(content)
    except OSError as error:  # a name longer than the system allows, or a file where another path has a folder
        raise refused(path, f"cannot be unpacked: {error.strerror}") from None
    return len(content)


def refused(path: str, message: str) -> BadData:
    """Return the error to raise for a file of a package in an archive or a commit."""
    return BadData([Problem(path, 1, "", message, "descriptor" if path == DESCRIPTOR else "resource")])
