"""Take a package out of what is no folder: its descriptor and the tables that it names, in bounds, and nothing else."""

from collections.abc import Callable
from pathlib import Path

from ..descriptor import DESCRIPTOR, LARGEST_DESCRIPTOR, LARGEST_TABLE, is_within, resources
from ..problem import BadData, Problem

LARGEST_PACKAGE = 2 * 1024 * 1024 * 1024
"""Bytes that are taken of all tables together: a few bytes of an archive can say any number of them."""

Held = Callable[[str, int], bytes | None]
"""Reads a file of the package by its path, at most so many bytes and one more; None where it is not there."""


def take(held: Held, room: Path) -> Path:
    """Write a package into an empty folder, and return that; what it lacks is told when it is read.

    Raises BadData where a file is larger than a package's may be, or the descriptor is none.
    """
    _write(room, DESCRIPTOR, held(DESCRIPTOR, LARGEST_DESCRIPTOR), LARGEST_DESCRIPTOR)
    left = LARGEST_PACKAGE
    for path in dict.fromkeys(resource.get("path") for resource in resources(room / DESCRIPTOR)):
        if isinstance(path, str) and path.isprintable() and path != DESCRIPTOR and is_within(path):
            most = min(left, LARGEST_TABLE)
            left -= _write(room, path, held(path, most), most)
    return room


def _write(room: Path, path: str, content: bytes | None, most: int) -> int:
    """Write one file where there is one, and return its length."""
    if content is None:
        return 0
    if len(content) > most:
        raise refused(path, f"is larger than {most // 1024 // 1024} MiB")
    try:
        (room / path).parent.mkdir(parents=True, exist_ok=True)
        (room / path).write_bytes(content)
    except OSError as error:  # a name longer than the system has, or a file where another path has a folder
        raise refused(path, f"cannot be unpacked: {error.strerror}") from None
    return len(content)


def refused(path: str, message: str) -> BadData:
    """Return what is wrong with a file of a package that is no folder."""
    return BadData([Problem(path, 1, "", message, "descriptor" if path == DESCRIPTOR else "resource")])
