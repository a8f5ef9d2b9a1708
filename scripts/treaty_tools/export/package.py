"""A package as exports see it: its tables, and what its descriptor and the contract together say of them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from treaty_record import home
from treaty_record.flat import FLAT, Flat

from .. import rules
from ..package.descriptor import DESCRIPTOR
from ..package.licences import Licence, licences
from ..package.project import find_root
from ..package.reading import Read, read_package
from ..reporting.problem import BadData, Problem
from ..writing.file_names import file_stem

NAME = re.compile("[a-z0-9][a-z0-9._-]*")
"""Names of packages that may name a file (Data Package v2, without slashes)."""
HALVES = re.compile("[\ud800-\udfff]")
PROMISED = ("required", "key", "foreign-key", "cycle")
"""Rules that a package must keep to be exported, because formats with keys cannot hold one that breaks them."""


@dataclass(frozen=True)
class Package:
    """A package as exports see it."""

    folder: Path
    descriptor: Mapping[str, Any]
    """Its resources have title, description and schema as the contract gives them, and what the descriptor adds."""
    tables: Mapping[str, pl.DataFrame]
    """Typed, in the descriptor's order."""

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
    def with_flat(self) -> "Package":
        """Return the package with the flat tables after its own, made from them; a table of its own keeps its name."""
        made = {name: flat for name, flat in FLAT.items() if name not in self.tables}
        resources = [*self.descriptor["resources"], *map(flat_resource, made.values())]
        tables = {**self.tables, **{name: flat(self.tables) for name, flat in made.items()}}
        return Package(self.folder, {**self.descriptor, "resources": resources}, tables)

    def resource(self, table: str) -> Mapping[str, Any]:
        """Return what is said of a table."""
        found: Mapping[str, Any] = next(r for r in self.descriptor["resources"] if r["name"] == table)
        return found

    def schema(self, table: str) -> Mapping[str, Any]:
        """Return the Table Schema of a table."""
        schema: Mapping[str, Any] = self.resource(table)["schema"]
        return schema


def read(package: Path | None) -> Package:
    """Return a package from its folder or descriptor, the project's own where None is given.

    Raises BadData where it cannot be read whole, or breaks the promises that formats with keys have to keep.
    """
    package = package or find_root(DESCRIPTOR)
    found = read_package(package, home.contract())
    typed = (problem for fault in found.faults for problem in found.problems_of("type", fault))
    if problems := [*found.problems, *typed] or list(broken_promises(found)):
        raise BadData(problems)
    path = home.descriptor_of(package)
    descriptor = writable(described(json.loads(path.read_bytes()), found))
    tables = {r["name"]: found.tables[r["name"]].drop("_row", "_bad") for r in descriptor["resources"]}
    return Package(path.parent, descriptor, tables)


def writable(descriptor: Any) -> Any:
    """Return a descriptor as UTF-8 can hold it: JSON can name halves of surrogate pairs, which become U+FFFD.

    Raises BadData if it is nested too deeply to be written again.
    """
    try:
        return json.loads(HALVES.sub("\ufffd", json.dumps(descriptor, ensure_ascii=False, indent=2)))
    except RecursionError:
        message = "is nested too deeply to be written into an export"
        raise BadData([Problem(DESCRIPTOR, 1, "", message, "descriptor")]) from None


def broken_promises(found: Read) -> Iterator[Problem]:
    """Yield where keys are empty or taken, and where references lead nowhere."""
    checked = rules.Package(found.tables, found.contract)
    for name in PROMISED:
        if check := rules.RULES[name].check:
            for fault in check(checked):
                yield from found.problems_of(name, fault)


def flat_resource(flat: Flat) -> dict[str, Any]:
    """Return what is said of a flat table, with the references that its columns are."""
    schema, key = flat.schema(), flat.key
    fields = [{**field, "constraints": {"required": field["name"] == key}} for field in schema["fields"]]
    references = [
        {"fields": [name], "reference": {"resource": parent, "fields": [own]}}
        for name in (field["name"] for field in fields)
        for own, parent in keys_of_contract()
        if name == own or name.endswith(f"_{own}")
    ]
    table = {"name": flat.name, "title": flat.title, "description": flat.description}
    return table | {"schema": {**schema, "fields": fields, "foreignKeys": references}}


def keys_of_contract() -> Iterator[tuple[str, str]]:
    """Yield each key column of the contract with its table; flat tables name columns after it, or end a name in it."""
    for table, described in home.contract().items():
        if len(key := described["schema"]["primaryKey"]) == 1:
            yield key[0], table


def described(descriptor: dict[str, Any], found: Read) -> dict[str, Any]:
    """Return a package's descriptor with the resources that were read, each as the contract and it describe it.

    Raises BadData where its name cannot be that of a file.
    """
    name = descriptor.get("name")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        message = "names no package: lower-case letters, digits, dots, hyphens and underscores"
        raise BadData([Problem(DESCRIPTOR, 1, "name", message, "descriptor")])
    resources = [r for r in descriptor["resources"] if r.get("name") in found.tables]
    return {**descriptor, "resources": [resource(given, found.contract[given["name"]]) for given in resources]}


def resource(given: Mapping[str, Any], table: Mapping[str, Any]) -> dict[str, Any]:
    """Return a resource with keys, types and constraints as the contract has them, titles and descriptions as it has.

    A table without a title gets its name, one without a description its title. ``table`` is the contract's, which for
    a package's own tables and columns is made from the resource.
    """
    columns = {column["name"]: column for column in given["schema"]["fields"]}
    fields = [{**column, **said(columns[column["name"]])} for column in table["schema"]["fields"]]
    told = {"title": given["name"].capitalize(), **said(table), **said(given)}
    return {**given, "description": told["title"], **told, "schema": {**table["schema"], "fields": fields}}


def said(described: Mapping[str, Any]) -> dict[str, str]:
    """Return the title and the description that something has, where they are text."""
    texts = ((name, described.get(name)) for name in ("title", "description"))
    return {name: text for name, text in texts if isinstance(text, str) and text}
