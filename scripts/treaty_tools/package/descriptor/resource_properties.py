"""Check how a descriptor declares a resource as a file: its path, format, encoding and dialect."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from treaty_record.extension import NAME
from treaty_record.reading import paths

from .fault import TEXT, At, Fault, Kind, misspelt, one_of, same, shown, unexpected, wrong_kinds
from .files import listed, paths_faults
from .package_properties import RECORDS, TEXTS_OF_ANY, record_faults, standard

RULE = "resource"
FORMS = {
    ".csv": ("csv", ("text/csv",)),
    ".parquet": ("parquet", ("application/vnd.apache.parquet", "application/x-parquet")),
}
"""Format and media types of table files, by file extension."""
TABULAR = ("csv", "tsv", "tab", "psv", "xls", "xlsx", "ods", "parquet", "feather", "arrow", "jsonl", "ndjson", "sqlite")
"""Formats of table files."""
PACKED = ("zip", "gz", "bz2", "xz", "zst")
OTHER_NAME = re.compile("[a-z0-9._/-]{1,100}")
"""Valid names for resources that are not tables (Data Package v1)."""
NOT_SUPPORTED = {
    "data": "inline data is not supported; write it to a file of the package and give its path",
    "url": "is not supported; give the path of a file of the package",
    "compression": "is not supported; files must not be compressed",
    "missingValues": "belongs in the schema",
    "extrapaths": "is not supported; list all files of the table in path",
    "innerpath": "is not supported; path is the file itself",
    **dict.fromkeys(
        ("layout", "control", "stats", "hashing", "profiles", "detector", "basepath"),
        "is not a property of Data Package v2",
    ),
}
DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
    "headerRows": [1],
    "headerJoin": " ",
    "commentRows": [],
}
"""The format of CSV files, as a Table Dialect."""
DESCRIPTIVE = ("$schema", "title", "description")


def is_utf8(value: object) -> bool:
    """Return whether a value names UTF-8, in any spelling."""
    try:
        return isinstance(value, str) and codecs.lookup(value).name == "utf-8"
    except (LookupError, ValueError):  # ValueError: text that cannot be a codec name
        return False


PROPERTIES = TEXTS_OF_ANY | {
    "$schema": standard("dataresource"),
    "encoding": Kind("UTF-8, which files must be in", is_utf8),
    "scheme": one_of("file"),
}
OF_TABLES = {"type": one_of("table"), "profile": one_of("data-resource", "tabular-data-resource")}
OF_OTHERS = {
    "type": one_of("file"),
    "profile": one_of("data-resource"),
    "name": Kind(
        "a name of at most 100 lower-case letters, digits, dots, hyphens, underscores and slashes",
        lambda value: isinstance(value, str) and bool(OTHER_NAME.fullmatch(value)),
    ),
    "format": TEXT,
    "mediatype": TEXT,
}


def is_table(resource: dict[str, Any]) -> bool:
    """Return whether a resource declares in any way that it is a table."""
    first, format_ = next(iter(paths(resource)), None), resource.get("format")
    endings = str(first).lower().rsplit("/", 1)[-1].split(".")[1:]
    packed = endings[:-1] if endings and endings[-1] in PACKED else endings
    return (
        "schema" in resource
        or "dialect" in resource
        or resource.get("type") == "table"
        or resource.get("profile") == "tabular-data-resource"
        or str(format_).lower() in TABULAR
        or bool(packed and packed[-1] in TABULAR)
        or "csv" in str(resource.get("mediatype")).lower()
    )


def table_faults(resource: dict[str, Any], at: At, folder: Path) -> Iterator[Fault]:
    """Yield the errors that prevent a table's file from being read as the descriptor declares."""
    name = resource["name"]
    if not NAME.fullmatch(name):
        message = "names a table that would not be read; write lower-case letters, digits and underscores"
        yield Fault((*at, "name"), f"{shown(name)} {message}", RULE)
    yield from common_faults(resource, OF_TABLES, at)
    if "data" in resource or "url" in resource:
        return
    if faults := list(file_faults(resource.get("path"), folder)):
        yield from (Fault((*at, "path", *index), why, RULE) for index, why in faults)
        return
    yield from form_faults(resource, at)
    yield from dialect_faults(resource, at)


def other_faults(resource: dict[str, Any], at: At, folder: Path) -> Iterator[Fault]:
    """Yield the errors in a resource that is not a table."""
    yield from common_faults(resource, OF_OTHERS, at)
    if not ("data" in resource or "url" in resource):
        faults = paths_faults(resource.get("path"), folder)
        yield from (Fault((*at, "path", *index), why, RULE) for index, why in faults)


def common_faults(resource: dict[str, Any], kinds: dict[str, Kind], at: At) -> Iterator[Fault]:
    """Yield the errors in the properties common to all resources."""
    yield from wrong_kinds(resource, PROPERTIES | kinds, at, RULE)
    yield from record_faults(resource, at, RULE)
    yield from (Fault((*at, name), why, RULE) for name, why in NOT_SUPPORTED.items() if name in resource)
    known = [*PROPERTIES, *kinds, *RECORDS, *NOT_SUPPORTED, "path", "schema", "dialect", "hash", "bytes", "rows"]
    yield from misspelt(resource, [*known, "format", "mediatype"], at, RULE)
    if (number := len(listed(resource.get("path")))) > 1:
        message = f"describes one file, but path lists {number}; leave it out"
        yield from (Fault((*at, name), message, RULE) for name in ("hash", "bytes") if name in resource)


def file_faults(given: object, folder: Path) -> Iterator[tuple[At, str]]:
    """Yield why the files of a table cannot be read, each with its index as in ``listed``."""
    if faults := list(paths_faults(given, folder)):
        yield from faults
        return
    faults = [(at, fault) for at, path in listed(given) if (fault := kind_fault(str(path)))]
    if len({Path(str(path)).suffix for _, path in listed(given)}) > 1 and not faults:
        faults = [((), "lists CSV and Parquet files; the files of a table are all of one kind")]
    yield from faults


def shared_files(resources: list[dict[str, Any]]) -> Iterator[Fault]:
    """Yield the files that are those of an earlier resource as well; resources of one name are an error by itself."""
    owners: dict[str, object] = {}
    for number, resource in enumerate(resources):
        for at, path in listed(resource.get("path")):
            name = resource.get("name")
            if isinstance(path, str) and owners.setdefault(path, name) != name:
                message = f"{shown(path)} is a file of {shown(owners[path])} already; each resource has its own files"
                yield Fault(("resources", number, "path", *at), message, RULE)


def kind_fault(path: str) -> str | None:
    """Return why a file is not of a kind that is read as a table, by its name; None if it is."""
    ending = Path(path).suffix
    if ending in FORMS:
        return None
    packed = ending.lower().removeprefix(".") in PACKED
    return f"{shown(path)} is {'compressed' if packed else 'of another kind'}; expected a .csv or .parquet file"


def form_faults(resource: dict[str, Any], at: At) -> Iterator[Fault]:
    """Yield an error if the format or the media type contradicts the file's name."""
    path = paths(resource)[0]
    format_, mediatypes = FORMS[Path(path).suffix]
    for name, expected in (("format", (format_,)), ("mediatype", mediatypes)):
        if name in resource and resource[name] not in expected:
            message = f"{shown(resource[name])} contradicts the path {shown(path)}; expected {shown(expected[0])}"
            yield Fault((*at, name), message, RULE)


def dialect_faults(resource: dict[str, Any], at: At) -> Iterator[Fault]:
    """Yield each dialect property that differs from the required CSV format."""
    dialect, here = resource.get("dialect", {}), (*at, "dialect")
    if isinstance(dialect, str):
        message = f"{shown(dialect)} is a reference, which is not supported; write the dialect here, or leave it out"
        yield Fault(here, message, RULE)
        return
    if not isinstance(dialect, dict):
        yield Fault(here, unexpected(dialect, "an object"), RULE)
        return
    as_written = DIALECT if paths(resource)[0].endswith(".csv") else {}
    for name, value in dialect.items():
        if name in as_written and not same(value, as_written[name]):
            yield Fault((*here, name), f"{shown(value)} contradicts the file; expected {shown(DIALECT[name])}", RULE)
        elif name not in as_written and name not in DESCRIPTIVE:
            yield Fault((*here, name), "is not a property of a dialect that is supported", RULE)
    yield from wrong_kinds(
        dialect, {"$schema": standard("tabledialect"), "title": TEXT, "description": TEXT}, here, RULE
    )
