"""Check the files that a descriptor names: whether they may be opened, and whether they match its declarations."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from ...reporting.problem import Problem
from .fault import shown

LARGEST_TABLE = 512 * 1024 * 1024
"""Maximum size of a file, in bytes."""


def path_fault(path: object, folder: Path) -> str | None:
    """Return why a resource's path is refused, None if it is valid (Data Package v2: a path within the package)."""
    if path is None:
        return "is missing; expected the path of a file within the package"
    if not isinstance(path, str) or not path:
        return f"{shown(path)} is not supported; expected the path of one file within the package"
    if not is_within(path):
        return f"{path!r} is not a path within the package"
    at = folder
    try:
        for part in PurePosixPath(path).parts:
            at = at / part
            if at.is_symlink():
                return f"{path!r} leads through a link, which is not followed"
        regular = at.is_file()
    except OSError:  # a name longer than the system allows
        regular = False
    if not regular:
        return f"{path!r} is no regular file"
    large = at.stat().st_size > LARGEST_TABLE
    return f"{path!r} is larger than {LARGEST_TABLE // 1024 // 1024} MiB" if large else None


def is_within(path: str) -> bool:
    """Return whether a text is a path that stays within its base folder on every system."""
    parts = PurePosixPath(path).parts
    if not parts or "://" in path or "\\" in path or ":" in parts[0]:
        return False
    return not PurePosixPath(path).is_absolute() and ".." not in parts and path == str(PurePosixPath(*parts))


def sum_faults(resource: Mapping[str, Any], path: str, content: bytes, rows: int | None = None) -> Iterator[Problem]:
    """Yield where a file's hash, length or row count differs from the descriptor; a wrong hash implies the rest."""
    given = resource.get("hash")
    if given is not None and not isinstance(given, str):
        yield Problem(path, 1, "", "has a hash in datapackage.json that is no text", "hash")
    if isinstance(given, str):
        method, _, digest = given.rpartition(":")
        if (method or "md5") not in ("sha256", "md5", "sha1", "sha512"):
            yield Problem(path, 1, "", f"has a hash of an unknown kind, {method!r}", "hash")
        elif hashlib.new(method or "md5", content, usedforsecurity=False).hexdigest() != digest:
            yield Problem(path, 1, "", "is not the file that datapackage.json describes: its hash differs", "hash")
            return
    for name, there in (("bytes", len(content)), ("rows", rows)):
        said = resource.get(name, there)
        if there is not None and (type(said) is not int or said != there):
            shown = said if type(said) is int else "something that is no whole number"
            yield Problem(path, 1, "", f"has {there} {name}, not {shown}", name)
