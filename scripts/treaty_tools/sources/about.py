"""The package's own properties, such as title, version and licences, from scripts/sources/package.toml."""

import math
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from treaty_record.publishing import profile
from treaty_record.publishing.source_layout import PACKAGE_TEXTS

from ..package.descriptor.document import joined, odd_texts, values
from ..package.descriptor.fault import Fault
from ..package.descriptor.package_properties import package_faults
from ..reporting.problem import BadData, Problem
from . import toml_file
from .toml_file import TomlFile
from .typed import LARGEST, MOST, kind_of, nearest

LISTS = ("keywords", "licenses", "contributors", "method", "findings")
TABLES = ("quotation",)
KEYS = (*PACKAGE_TEXTS, *LISTS, *TABLES)
PARTS = ("package", "columns", "tables")
"""Tables of the file: what the package is, and the columns and tables that it has of its own."""
REQUIRED = ("name", "title", "version", "licenses", "quotation")
ODD = "odd"
NOTHING_QUOTED = ("quotation", "articles")
"""The one list that says something by being empty."""
DEEPEST = 4
"""Keys and indices that lead to a value: ``contributors``, an index, ``roles``, an index."""


def read(path: Path, shown: str) -> dict[str, Any]:
    """Return the properties of the descriptor that package.toml gives.

    Raises BadData if the file or a required key is missing, or a key or value is not allowed in a descriptor.
    """
    return properties(read_file(path, shown))


def read_file(path: Path, shown: str) -> TomlFile:
    """Return package.toml.

    Raises BadData if it is missing or is not TOML.
    """
    if not (path.exists() or path.is_symlink()):
        raise BadData(
            [Problem(shown, 1, "", "is missing; it gives the package's name, title, version and licences", "toml")]
        )
    return toml_file.read(path, shown)


def properties(file: TomlFile) -> dict[str, Any]:
    """Return the properties of the descriptor that package.toml gives.

    Raises BadData if a required key is missing, or a key or value is not allowed in a descriptor.
    """
    shown = file.path
    others = [
        Problem(shown, file.line(key), key, f"is not a key of this file{nearest(key, list(PARTS))}", "source-key")
        for key in file.data
        if key not in PARTS
    ]
    about = file.data.get("package")
    if not isinstance(about, dict):
        message = "is missing; add a table [package]" if about is None else f"must be a table, not {kind_of(about)}"
        raise BadData([*others, Problem(shown, file.line("package"), "package", message, "source-key")])
    found = [
        Problem(shown, file.line("package", *fault.at), joined(*fault.at), fault.message, fault.rule)
        for fault in islice(faults(about), MOST)
    ]
    if others or found:
        raise BadData([*others, *found])
    return {key: about[key] for key in KEYS if key in about}


def faults(about: dict[str, Any]) -> Iterator[Fault]:
    """Yield the errors of the table ``[package]``: first of its keys and types, then of their values."""
    typed = [fault for key in dict.fromkeys([*about, *REQUIRED]) for fault in _typed_faults(key, about)]
    yield from typed
    reported = {fault.at for fault in typed}
    sound = {key: _without_odd(value) for key, value in about.items() if (key,) not in reported}
    for fault in (*odd_texts(sound), *package_faults({"$schema": profile.PATH, **sound})):
        above = any(at[: len(fault.at)] == fault.at for at in reported)
        if fault.at[0] in sound and not above:
            reported.add(fault.at)
            yield fault


def _without_odd(value: Any) -> Any:
    """Return a value with text in place of values that JSON cannot hold, which have been reported already."""
    if isinstance(value, dict):
        return {key: _without_odd(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_odd(inner) for inner in value]
    return value if _is_json(value) else ODD


def _typed_faults(key: str, about: dict[str, Any]) -> Iterator[Fault]:
    """Yield the errors of one key and of the types of the values below it."""
    value = about.get(key)
    if key not in KEYS:
        yield Fault((key,), f"is not a key of this table{nearest(key, list(KEYS))}", "source-key")
    elif value is None:
        wanted = f"; add a table [package.{key}]" if key in TABLES else ""
        yield Fault((key,), f"is missing{wanted}", "source-key")
    elif not isinstance(value, _expected(key)):
        expected = WORDS[_expected(key)]
        yield Fault((key,), f"must be {expected}, not {kind_of(value)}", "source-type")
    else:
        yield from _value_faults(key, value)


def _expected(key: str) -> type:
    """Return the type of the value of a key."""
    return str if key in PACKAGE_TEXTS else dict if key in TABLES else list


WORDS: dict[type, str] = {str: "text in quotes", list: "a list, [...]", dict: "a table, {...}"}


def _value_faults(key: str, value: object) -> Iterator[Fault]:
    """Yield the values at and below a key that a descriptor cannot hold, or that are empty."""
    for below, inner in values(value):
        at = (key, *below)
        if len(at) > DEEPEST:
            yield Fault((key,), "is nested too deeply", "source-type")
            return
        if inner in ("", [], {}) and at != NOTHING_QUOTED:
            yield Fault(at, "is empty" if at[-1] in REQUIRED else "is empty; remove it", "source-type")
        elif not _is_json(inner):
            yield Fault(at, f"must be text in quotes, not {kind_of(inner)}", "source-type")


def _is_json(value: object) -> bool:
    """Return whether JSON and every reader of it can hold a value of TOML."""
    if isinstance(value, int):
        return -LARGEST <= value <= LARGEST
    return isinstance(value, str | list | dict) or (isinstance(value, float) and math.isfinite(value))
