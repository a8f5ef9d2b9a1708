"""Check the types of a source file's tables and cells while it is read, and collect its errors."""

import difflib
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from treaty_record.contract import Column, Contract
from treaty_record.publishing.source_layout import ALWAYS_TYPED, POSITIONAL, own_tables, typed_columns
from treaty_record.values.patterns import SLUG

from ..package.descriptor.constraints import is_day
from ..reporting.problem import Problem
from .toml_file import Keys, TomlFile
from .typed_rows import Bare, Place, Sources

TYPES: Mapping[str, tuple[tuple[type, ...], str]] = {
    "string": ((str,), "text in quotes"),
    "integer": ((int,), "a whole number"),
    "number": ((int, float), "a number"),
    "boolean": ((bool,), "true or false"),
    "date": ((str,), 'a day in quotes, such as "2024-11-12"'),
}
SLUG_PATTERN = re.compile(SLUG)
LARGEST = 10**18 - 1
"""The largest whole number that every reader of the tables can hold."""
MOST = 1_000
"""Errors reported per file."""
FEW_TERMS = 12
"""A message lists the terms of a column that has no more than these."""


@dataclass(frozen=True)
class Typed:
    """A source file being read: yields its tables and cells with their types checked, and collects errors."""

    file: TomlFile
    contract: Contract
    sources: Sources
    found: list[Problem] = field(default_factory=list)
    spoilt: list[Keys] = field(default_factory=list)
    """Keys of errors by which a value was lost."""
    added: dict[Keys, tuple[str, int]] = field(default_factory=dict)
    """The table and number of each row by the keys that lead to it; citations are left out."""

    def fault(self, keys: Keys, message: str, rule: str, *, spoils: bool = True) -> None:
        """Record an error at a key or at an element of its list, up to ``MOST`` per file.

        If it ``spoils`` the innermost row that the keys lead to, that row is unsound.
        """
        if spoils:
            self.spoilt.append(keys)
        column = next((key for key in reversed(keys) if isinstance(key, str)), "")
        line = self.file.line(*keys)
        if len(self.found) < MOST:
            self.found.append(Problem(self.file.path, line, column, message, rule))
        elif len(self.found) == MOST:
            message = f"has more than {MOST:,} errors; correct those reported and build again"
            self.found.append(Problem(self.file.path, line, "", message, rule))

    @cached_property
    def columns(self) -> dict[str, dict[str, Column]]:
        """Return the columns that source files give, by table and name."""
        return {table: typed_columns(self.contract, table) for table in (*POSITIONAL, *own_tables(self.contract))}

    def tables(self, at: Keys, parent: Mapping[str, Any]) -> Iterator[tuple[str, Keys, dict[str, Any]]]:
        """Yield the tables below a table whose names are slugs, each with its name and the keys that lead to it."""
        for name, body in parent.items():
            keys = (*at, name)
            if not SLUG_PATTERN.fullmatch(name):
                self.fault(keys, "is not an id; use lower-case words and digits joined by hyphens", "source-key")
            elif not isinstance(body, dict):
                self.fault(keys, f"must be a table, [{'.'.join(map(str, keys))}], not {kind_of(body)}", "source-type")
            else:
                yield name, keys, body

    def row(
        self, table: str, keys: Keys, body: Mapping[str, Any], nested: tuple[str, ...] = (), *, settled: bool = False
    ) -> dict[str, Any]:
        """Return the valid cells of a row; ``nested`` names keys that are not columns.

        If ``settled``, an empty text says that the cell has no value, whatever its citations say.
        """
        columns = self.columns[table]
        cells: dict[str, Any] = {}
        for name, value in self.with_known_keys(keys, body, [*columns, *nested], table).items():
            if name in nested:
                continue
            if settled and value == "" and name not in ALWAYS_TYPED:
                cells[name] = None
            elif value == "" and columns[name].required:
                self.fault((*keys, name), f"is empty; fill it in: {_meaning(columns[name])}", "source-type")
            elif self.fits(value, columns[name].type, (*keys, name)):
                cells[name] = cell(value, columns[name].type)
        return cells

    def with_known_keys(
        self, keys: Keys, body: Mapping[str, Any], known: list[str], table: str = "", kind: str = "a key of this table"
    ) -> dict[str, Any]:
        """Return a table without unknown keys, each recorded as an error; a misspelt one is read as the nearest.

        Its error is then the only one: what it holds is not missing.
        """
        meant = {}
        for name, value in body.items():
            if name not in known and table and self.sources.is_unknown(table, name):
                continue
            near = name if name in known else misspelt(name, known)
            if near not in (name, None) and near not in body:
                self.file.rename((*keys, name), str(near))
                self.fault((*keys, name), f"is not {kind}; did you mean {near}?", "source-key", spoils=False)
            elif near != name:
                lost = keys[:1] == ("passage",)  # perhaps citations
                self.fault((*keys, name), f"is not {kind}{nearest(name, known)}", "source-key", spoils=lost)
                near = None
            if near:
                meant[near] = value
        return meant

    def fits(self, value: object, type_: str, keys: Keys) -> bool:
        """Return whether a value has the type of its column, recording an error if not."""
        wanted, words = TYPES[type_]
        fits = isinstance(value, wanted) and (type_ == "boolean" or not isinstance(value, bool))
        if not fits or (type_ == "date" and value != "" and not is_day(str(value))):
            self.fault(keys, f"must be {words}, not {kind_of(value)}", "source-type")
            return False
        if value == "":
            self.fault(keys, "is empty; remove the key", "source-type")
            return False
        if isinstance(value, float) and not math.isfinite(value):
            self.fault(keys, f"must be {words}, not {value}", "source-type")
            return False
        if isinstance(value, int) and not -LARGEST <= value <= LARGEST:
            self.fault(keys, "has more than 18 digits", "source-type")
            return False
        return True

    def nested(self, keys: Keys, parent: Mapping[str, Any], name: str) -> dict[str, Any]:
        """Return a table within a table, empty if it is missing or not a table."""
        body = parent.get(name, {})
        if isinstance(body, dict):
            return body
        self.fault((*keys, name), f"must be a table, not {kind_of(body)}", "source-type")
        return {}

    def elements(self, keys: Keys, value: object) -> Iterator[tuple[Keys, Any]]:
        """Yield the elements of a list with the keys that lead to each."""
        if isinstance(value, list):
            yield from (((*keys, index), element) for index, element in enumerate(value))
        else:
            self.fault(keys, f"must be a list, [...], not {kind_of(value)}", "source-type")

    def place(self, keys: Keys, columns: Sequence[str] = (), above: Place | None = None) -> Place:
        """Return the place of a row; ``columns`` are those that it gives, ``above`` is the place that names the row."""
        return Place(self.file.path, self.file.line, keys, columns, above=above)

    def add(self, table: str, row: dict[str, Any], keys: Keys) -> None:
        """Add a row that some keys lead to."""
        self.added[keys] = table, len(self.sources.rows[table])
        self.sources.add(table, row, self.place(keys, tuple(row)))

    def finish(self, tables: set[str]) -> None:
        """Mark the rows that errors spoil; ``tables`` are those of the file, for errors outside of all rows.

        A value that is lost below a passage may have been a citation.
        """
        for keys in self.spoilt:
            ends = (keys[:end] for end in range(len(keys), 0, -1))
            inner = next((self.added[end] for end in ends if end in self.added), None)
            if keys[:1] == ("passage",):
                self.sources.unread.add("citations")
            if inner is None:
                self.sources.unread |= tables
            elif inner[0] != "passages" or keys[2] in self.columns["passages"]:
                self.sources.mark(*inner)


def cell(value: Any, type_: str) -> Any:
    """Return a typed value as its column holds it."""
    if type_ == "date":
        return date.fromisoformat(value)
    return float(value) if type_ == "number" else value


def row_named(typed: Typed, keys: Keys, name: object) -> bool:
    """Return whether a text names a row, ``table/row``, recording an error if not."""
    if isinstance(name, str) and re.fullmatch(r"[a-z][a-z0-9_]*/[a-z0-9.-]+", name):
        return True
    if isinstance(name, str) and re.fullmatch(r"[a-z0-9.-]+", name):
        typed.spoilt.append(keys)
        typed.sources.bare.append(Bare(name, typed.place(keys)))
        return False
    message = f"{name!r} does not name a row; write the table, a slash and the key, such as events/some-event"
    typed.fault(keys, message, "source-key")
    return False


def _meaning(column: Column) -> str:
    """Return what a cell is for, and its terms if it has few."""
    terms = [str(term) for term in column.enum]
    return column.description + (f" Terms: {', '.join(terms)}." if 0 < len(terms) <= FEW_TERMS else "")


def kind_of(value: object) -> str:
    """Return the kind of a TOML value for a message."""
    if isinstance(value, bool):
        return f"the boolean {str(value).lower()}"
    for type_, words in ((str, "text"), (dict, "a table"), (list, "a list"), (type(None), "nothing")):
        if isinstance(value, type_):
            return words
    if isinstance(value, int) and abs(value) > LARGEST:  # hexadecimal ones may have more digits than Python writes
        return "an unquoted number of more than 18 digits"
    return f"the unquoted value {value}"


def misspelt(name: str, known: list[str]) -> str | None:
    """Return the key that a misspelt one is near, None if there is none."""
    return next(iter(difflib.get_close_matches(name, known, n=1)), None)


def nearest(name: str, known: list[str]) -> str:
    """Return a hint about a misspelt key."""
    near = misspelt(name, known)
    return f"; did you mean {near}?" if near else f"; expected one of {', '.join(known)}"
