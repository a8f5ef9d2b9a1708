"""Check the files that a descriptor names: whether they may be opened, and whether they match its declarations."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from ...reporting.problem import Problem
from .fault import At, shown

LARGEST_TABLE = 512 * 1024 * 1024
"""Maximum size of a file, in bytes."""


def listed(given: object) -> list[tuple[At, object]]:
    """Return the paths of a resource, each with its index if ``path`` is a list, or with none."""
    return [((index,), path) for index, path in enumerate(given)] if isinstance(given, list) else [((), given)]


def paths_faults(given: object, folder: Path) -> Iterator[tuple[At, str]]:
    """Yield why paths of a resource are refused, each with its index as in ``listed``."""
    if given == []:
        yield (), "is an empty list; expected the path of at least one file within the package"
    seen: set[object] = set()
    for at, path in listed(given):
        if fault := path_fault(path, folder):
            yield at, fault
        elif path in seen:
            yield at, f"{path!r} is listed twice, so its rows would be read twice; remove it here"
        else:
            seen.add(path)


def path_fault(path: object, folder: Path) -> str | None:
    """Return why a resource's path is refused, None if it is valid (Data Package v2: a path within the package)."""
    if path is None:
        return "is missing; expected the path of a file within the package"
    if not isinstance(path, str) or not path:
        return f"{shown(path)} is not supported; expected the path of a file within the package"
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
        if there is not None and name in resource and not _equals(resource[name], there):
            yield Problem(path, 1, "", f"has {there} {name}, not {_number(resource[name])}", name)


def row_faults(resource: Mapping[str, Any], paths: Sequence[str], rows: int) -> Iterator[Problem]:
    """Yield where the number of rows of a table in several files differs from the descriptor."""
    if "rows" in resource and not _equals(resource["rows"], rows):
        message = f"is one of {len(paths)} files that together have {rows} rows, not {_number(resource['rows'])}"
        yield Problem(paths[0], 1, "", message, "rows")


def _equals(given: object, number: int) -> bool:
    """Return whether a value is a whole number and this one."""
    return type(given) is int and given == number


def _number(given: object) -> object:
    """Return a value for a message that expects a whole number."""
    return given if type(given) is int else "something that is no whole number"
