"""A package as exports see it: its tables, and what its descriptor and the contract together say of them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from treaty_record import home
from treaty_record.contract import Reference, TableSchema
from treaty_record.contract_json import schema_json
from treaty_record.flat import FLAT, Flat

from .. import rules
from ..package.descriptor import DESCRIPTOR
from ..package.licences import Licence, licences
from ..package.package import Package
from ..package.project import find_package
from ..package.reading import read_package
from ..reporting.problem import BadData, Problem
from ..rules.cells import missing_cells
from ..writing.file_names import file_stem

NAME = re.compile("[a-z0-9][a-z0-9._-]*")
"""Names of packages that may name a file (Data Package v2, without slashes)."""
HALVES = re.compile("[\ud800-\udfff]")
PROMISED = ("key", "foreign-key", "cycle")
"""Rules besides "required" that a package must keep to be exported, since formats with keys cannot break them."""


@dataclass(frozen=True)
class ExportedPackage:
    """A package as exports see it."""

    package: Package
    descriptor: Mapping[str, Any]
    """With the tables that are exported alone."""
    schemas: Mapping[str, TableSchema]
    """The tables as the contract and the descriptor together describe them."""
    tables: Mapping[str, pl.DataFrame]
    """Typed, in the descriptor's order."""

    @property
    def folder(self) -> Path:
        """Return the folder that the package lies in."""
        return self.package.folder

    @property
    def name(self) -> str:
        """Return the package's name."""
        return str(self.descriptor["name"])

    @property
    def file_stem(self) -> str:
        """Return what the names of its files begin with: its name, if every system takes that."""
        return file_stem(self.name)

    def text(self, name: str) -> str:
        """Return a text of the descriptor, empty where it has none."""
        given = self.descriptor.get(name)
        return given if isinstance(given, str) else ""

    def licences(self) -> list[Licence]:
        """Return the licences that the descriptor names."""
        return licences(self.descriptor)

    @cached_property
    def with_flat(self) -> "ExportedPackage":
        """Return the package with the flat tables after its own, made from them; a table of its own keeps its name."""
        made = {name: flat for name, flat in FLAT.items() if name not in self.tables}
        schemas = {**self.schemas, **{name: flat_schema(flat) for name, flat in made.items()}}
        tables = {**self.tables, **{name: flat(self.tables) for name, flat in made.items()}}
        return ExportedPackage(self.package, self.descriptor, schemas, tables)

    def resource(self, table: str) -> dict[str, Any]:
        """Return the descriptor's resource of a table, described as in ``schemas``."""
        given = next((r for r in self.descriptor["resources"] if r["name"] == table), {"name": table})
        schema = self.schemas[table]
        texts = {"title": schema.title, "description": schema.description}
        return {**given, **texts, "schema": schema_json(schema)}


def read(path: Path | None) -> ExportedPackage:
    """Return a package from its folder or descriptor, the nearest or the installed one if None is given.

    Raises BadData where it cannot be read whole, or breaks the promises that formats with keys have to keep.
    """
    found = read_package(path or find_package(), home.contract())
    if problems := found.reading_problems() or list(broken_promises(found)):
        raise BadData(problems)
    descriptor, data = writable(described(found)), found.data
    names = [resource["name"] for resource in descriptor["resources"]]
    schemas = {name: found.contract.tables[name] for name in names}
    return ExportedPackage(found, descriptor, schemas, {name: data[name] for name in names})


def writable(descriptor: Any) -> Any:
    """Return a descriptor as UTF-8 can hold it: JSON can name halves of surrogate pairs, which become U+FFFD.

    Raises BadData if it is nested too deeply to be written again.
    """
    try:
        return json.loads(HALVES.sub("\ufffd", json.dumps(descriptor, ensure_ascii=False, indent=2)))
    except RecursionError:
        message = "is nested too deeply to be written into an export"
        raise BadData([Problem(DESCRIPTOR, 1, "", message, "descriptor")]) from None


def broken_promises(found: Package) -> Iterator[Problem]:
    """Yield where keys are empty or taken, and where references lead nowhere."""
    checked = rules.CheckedPackage(found)
    for fault in missing_cells(checked):
        yield from found.problems_of("required", fault)
    for name in PROMISED:
        if check := rules.RULES[name].check:
            for fault in check(checked):
                yield from found.problems_of(name, fault)


def flat_schema(flat: Flat) -> TableSchema:
    """Return the schema of a flat table, with the references that its columns are."""
    schema = flat.schema
    references = (
        Reference((name,), parent, (own,))
        for name in schema.columns
        for own, parent in keys_of_contract()
        if name == own or name.endswith(f"_{own}")
    )
    key = replace(schema.columns[flat.key], required=True)
    return replace(schema.with_columns(key), foreign_keys=tuple(references))


def keys_of_contract() -> Iterator[tuple[str, str]]:
    """Yield each key column of the contract with its table; flat tables name columns after it, or end a name in it."""
    yield from ((schema.key[0], name) for name, schema in home.contract().tables.items() if len(schema.key) == 1)


def described(found: Package) -> dict[str, Any]:
    """Return a package's descriptor with the resources that were read.

    Raises BadData where its name cannot be that of a file.
    """
    name = found.descriptor.get("name")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        message = "names no package: lower-case letters, digits, dots, hyphens and underscores"
        raise BadData([Problem(DESCRIPTOR, 1, "name", message, "descriptor")])
    resources = [resource for resource in found.descriptor["resources"] if resource.get("name") in found.tables]
    return {**found.descriptor, "resources": resources}
