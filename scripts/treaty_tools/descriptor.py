"""A package's descriptor: which files hold its tables, and whether they are those it describes."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from .checks.rule import read_rule
from .extension import named_type, own_fault
from .problem import BadData, Problem, unreadable

DESCRIPTOR = "datapackage.json"
LARGEST_DESCRIPTOR = 16 * 1024 * 1024
"""Bytes that are read of a descriptor: read as JSON, they may take thirty times as many."""
LARGEST_TABLE = 512 * 1024 * 1024
"""Bytes that are read of a table."""

CHANGED = "A changed or half-written file is noticed."

for rule_id, sentence, why in (
    (
        "descriptor",
        "datapackage.json is a Data Package whose tables are those of the contract.",
        "Everything else is read through it.",
    ),
    (
        "resource",
        "Each table is there once, as a regular file within the package.",
        "A stranger's package must not make us open what is not its own.",
    ),
    (
        "schema",
        "The descriptor gives each table the contract's columns, types and keys.",
        "Other tools read the data as the descriptor says.",
    ),
    ("hash", "A file has the SHA-256 that the descriptor gives.", CHANGED),
    ("bytes", "A file has the length that the descriptor gives.", CHANGED),
    ("rows", "A table has as many rows as the descriptor gives.", CHANGED),
):
    read_rule(rule_id, 1, sentence, why)


def resources(path: Path) -> list[dict[str, Any]]:
    """Return the resources of a descriptor.

    Raises BadData where it is not there or is none.
    """
    if path.is_symlink():
        raise _no_package("is a link, which is not followed")
    if not path.is_file():
        raise _no_package("is no regular file" if path.exists() else "is not there")
    if path.stat().st_size > LARGEST_DESCRIPTOR:
        raise _no_package(f"is larger than {LARGEST_DESCRIPTOR // 1024 // 1024} MiB")
    try:
        descriptor = json.loads(path.read_bytes().decode("utf-8"), parse_constant=_no_number)
    except OSError as error:
        raise BadData([unreadable(DESCRIPTOR, error, "descriptor")]) from None
    except json.JSONDecodeError as error:
        raise _no_package(f"is not JSON: {error.msg}", error.lineno) from None
    except UnicodeDecodeError:
        raise _no_package("is not UTF-8") from None
    except RecursionError:
        raise _no_package("is nested too deep") from None
    except ValueError:  # Python reads numbers of at most 4300 digits
        raise _no_package("is not JSON: it has a number of thousands of digits") from None
    resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
    if not isinstance(resources, list) or not all(isinstance(resource, dict) for resource in resources):
        raise _no_package("has no list of resources")
    return resources


def _no_number(name: str) -> None:
    raise _no_package(f"is not JSON: {name} is no number")


def _no_package(message: str, line: int = 1) -> BadData:
    return BadData([Problem(DESCRIPTOR, line, "", message, "descriptor")])


def resource_faults(
    name: str, table: Mapping[str, Any], found: list[dict[str, Any]], folder: Path
) -> Iterator[Problem]:
    """Yield what keeps a table from being read."""
    if len(found) != 1:
        message = "is not among the resources" if not found else f"is there {len(found)} times"
        yield Problem(DESCRIPTOR, 1, name, message, "resource")
        return
    if fault := path_fault(found[0].get("path"), folder):
        yield Problem(DESCRIPTOR, 1, f"{name}.path", fault, "resource")
    yield from (Problem(DESCRIPTOR, 1, name, message, "schema") for message in _schema_faults(table, found[0]))


def path_fault(path: object, folder: Path) -> str | None:
    """Return why a resource's path is not opened, None where it is (Data Package v2: a path within the package)."""
    if not isinstance(path, str) or not path:
        return "must be one path"
    if not is_within(path):
        return f"{path!r} is not a path within the package"
    at = folder
    try:
        for part in PurePosixPath(path).parts:
            at = at / part
            if at.is_symlink():
                return f"{path!r} leads through a link, which is not followed"
        regular = at.is_file()
    except OSError:  # a name longer than the system has
        regular = False
    if not regular:
        return f"{path!r} is no regular file"
    large = at.stat().st_size > LARGEST_TABLE
    return f"{path!r} is larger than {LARGEST_TABLE // 1024 // 1024} MiB" if large else None


def is_within(path: str) -> bool:
    """Tell whether a text is a path that stays within the folder it starts from, on every system."""
    parts = PurePosixPath(path).parts
    if not parts or "://" in path or "\\" in path or ":" in parts[0]:
        return False
    return not PurePosixPath(path).is_absolute() and ".." not in parts and path == str(PurePosixPath(*parts))


def _schema_faults(table: Mapping[str, Any], resource: Mapping[str, Any]) -> Iterator[str]:
    """Yield where a resource's schema contradicts the contract."""
    given = resource.get("schema")
    fields = given.get("fields") if isinstance(given, dict) else None
    if given is None or not isinstance(fields, list) or not all(isinstance(column, dict) for column in fields):
        yield "has no schema with fields"
        return
    names = [column.get("name") for column in fields]
    if not all(isinstance(name, str) for name in names):
        yield "has a column without a name"
        return
    yield from (f"has the column {name} more than once" for name in sorted({n for n in names if names.count(n) > 1}))
    if given.get("missingValues", [""]) != [""]:
        yield "has other missingValues than the empty cell"
    named = {column.get("name"): column for column in fields if isinstance(column.get("name"), str)}
    wanted = {column["name"]: column for column in table["schema"]["fields"]}
    yield from (f"has no column {name}" for name in wanted if name not in named)
    yield from (fault for name in named if name not in wanted and (fault := own_fault(named[name])))
    for name in wanted:
        if name in named and named[name].get("type") != wanted[name]["type"]:
            yield f"has {name} as {named_type(named[name])}, the contract as {wanted[name]['type']}"
    key = given.get("primaryKey")
    if not table["schema"]["primaryKey"]:
        yield "has no primary key of its columns"
    elif ([key] if isinstance(key, str) else key) != table["schema"]["primaryKey"]:
        yield f"has not the contract's primary key, {', '.join(table['schema']['primaryKey'])}"


def sum_faults(resource: Mapping[str, Any], path: str, content: bytes, rows: int | None = None) -> Iterator[Problem]:
    """Yield where a file is not the one that the descriptor describes; a wrong hash says all of it."""
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
