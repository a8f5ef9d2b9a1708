"""What a build carries over from the package that is there: tables and columns of its own, and what it made before."""

import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from ..derive.links import Tables
from ..package import csv_file
from ..package.descriptor import DESCRIPTOR, path_fault, resources
from ..package.descriptor.table_schema import fields
from ..reporting.problem import BadData, Problem
from ..writing.files import is_there
from . import earlier_build

Contract = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class OwnColumns:
    """The columns that a package adds to a table of the contract: their fields, and their cells as text by key."""

    path: str
    fields: Sequence[Mapping[str, Any]]
    references: list[Mapping[str, Any]]
    """Foreign keys of these columns."""
    key: list[str]
    cells: pl.DataFrame

    @property
    def names(self) -> list[str]:
        """Return the names of the columns."""
        return [str(column["name"]) for column in self.fields]


@dataclass(frozen=True)
class Carried:
    """What a build keeps of the package that it replaces."""

    resources: list[dict[str, Any]] = field(default_factory=list)
    """Resources that are not tables of the contract, their sums brought up to date."""
    files: dict[str, bytes] = field(default_factory=dict)
    """Their files, by path."""
    columns: dict[str, OwnColumns] = field(default_factory=dict)
    """By table of the contract."""
    outdated: dict[str, str] = field(default_factory=dict)
    """Files that an earlier build made, with their SHA-256, and that are no longer built."""
    ours: bool = True
    """Whether an earlier build made what is there."""


def read(root: Path, contract: Contract) -> Carried:
    """Return what a build of a project keeps.

    Raises BadData if something would be lost, or cannot be read.
    """
    earlier = earlier_build.column_names(root)
    known = {name: _columns(contract, name) | earlier.get(name, set()) for name in contract.keys() | earlier.keys()}
    found = _resources(root, known)
    own = [resource for resource in found if _name(resource) not in known]
    declared = {_name(resource): resource for resource in found if _name(resource) in contract}
    if problems := [*_undeclared(root, contract, known, declared), *_own_faults(root, own, contract)]:
        raise BadData(problems)
    contents = {str(resource["path"]): (root / str(resource["path"])).read_bytes() for resource in own}
    return Carried(
        [_summed(resource, contents[str(resource["path"])]) for resource in own],
        contents,
        dict(_own_columns(root, contract, known, declared)),
        {**dict(_outdated(found, earlier.keys() - contract.keys())), **earlier_build.former_contract(root)},
        ours=bool(declared or earlier),
    )


def _resources(root: Path, known: Mapping[str, set[str]]) -> list[dict[str, Any]]:
    """Return what the descriptor declares; one that cannot be read declares nothing, if there are no other tables.

    Raises BadData if there are.
    """
    if not is_there(root / DESCRIPTOR):
        return []
    try:
        return resources(root / DESCRIPTOR)
    except BadData as error:
        files = (path for path in (root / "data").glob("*.*") if path.suffix in (".csv", ".parquet"))
        if name := min((path.name for path in files if path.stem not in known), default=None):
            message = f"so the build would lose the table data/{name}, if it declares that: restore it"
            problems = (Problem(p.path, p.line, p.column, f"{p.message}, {message}", p.rule) for p in error.problems)
            raise BadData(problems) from None
        return []


def _name(resource: Mapping[str, Any]) -> str:
    """Return the name of a resource, empty if it is not text."""
    name = resource.get("name")
    return name if isinstance(name, str) else ""


def _columns(contract: Contract, name: str) -> set[str]:
    return {str(column["name"]) for column in fields(contract.get(name, {}))}


def _own_faults(root: Path, own: Sequence[Mapping[str, Any]], contract: Contract) -> Iterator[Problem]:
    """Yield why a build cannot carry resources."""
    built = {DESCRIPTOR, "data/README.md", *(f"data/{name}.csv" for name in contract)}
    for number, resource in enumerate(own):
        shown = _name(resource) or f"resources[{number}]"
        found = path_fault(resource.get("path"), root)
        if found is None and (resource["path"] in built or resource["path"].startswith("data/schemas/")):
            found = f"{resource['path']!r} is a file that the build writes"
        if found:
            message = f"{found}, so the build cannot carry it over: correct the path, or delete the resource"
            yield Problem(DESCRIPTOR, 1, f"{shown}.path", message, "resource")


def _summed(resource: Mapping[str, Any], content: bytes) -> dict[str, Any]:
    """Return a resource with the hash, length and, of a CSV table, number of rows of its file."""
    sums: dict[str, Any] = {"hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "bytes": len(content)}
    names = [str(column["name"]) for column in fields(resource)]
    if names and str(resource["path"]).endswith(".csv"):
        sums["rows"] = len(csv_file.read(content, str(resource["path"]), names))
    schema = {"schema": resource["schema"]} if "schema" in resource else {}
    return {key: value for key, value in resource.items() if key != "schema"} | sums | schema


def _undeclared(
    root: Path, contract: Contract, known: Mapping[str, set[str]], declared: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    """Yield the columns of the contract's tables that nothing declares, and that a build would therefore lose."""
    for name, table in contract.items():
        header = _header(root / f"data/{name}.csv")
        if set(table["schema"]["primaryKey"]) <= set(header):
            said = known[name] | {str(column["name"]) for column in fields(declared.get(name, {}))}
            for column in header:
                if column not in said:
                    message = f"is not declared, and would be lost: add it to the fields of {name} in {DESCRIPTOR}"
                    yield Problem(f"data/{name}.csv", 1, column, f"{message}, or delete it here", "header")


def _header(path: Path) -> list[str]:
    """Return the names in the first line of a file, none if it cannot be read."""
    try:
        with path.open("rb") as file:
            first = file.readline(100_000).decode("utf-8").rstrip("\r\n")
        return next(csv.reader([first], strict=True), [])
    except (OSError, ValueError, csv.Error):
        return []


def _own_columns(
    root: Path, contract: Contract, known: Mapping[str, set[str]], declared: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, OwnColumns]]:
    """Yield the columns of its own that a package declares in tables of the contract.

    Raises BadData if a table that has some cannot be read.
    """
    for name, resource in declared.items():
        own = [column for column in fields(resource) if column["name"] not in known[name]]
        if not own:
            continue
        path = f"data/{name}.csv"
        if found := path_fault(path, root):
            raise BadData([Problem(path, 1, "", f"{found}, and its own columns would be lost: restore it", "resource")])
        text = csv_file.read((root / path).read_bytes(), path, [str(column["name"]) for column in fields(resource)])
        key = list(contract[name]["schema"]["primaryKey"])
        cells = text.select(*key, *(str(column["name"]) for column in own))
        yield name, OwnColumns(path, own, list(_references(resource, own)), key, cells)


def _references(resource: Mapping[str, Any], own: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the foreign keys that a resource declares of its own columns."""
    names = {column["name"] for column in own}
    given = resource["schema"].get("foreignKeys")
    for key in given if isinstance(given, list) else []:
        columns = key.get("fields") if isinstance(key, dict) else None
        if names.issuperset([columns] if isinstance(columns, str) else columns or [None]):
            yield key


def _outdated(found: Sequence[Mapping[str, Any]], names: set[str]) -> Iterator[tuple[str, str]]:
    for resource in found:
        path, sha256 = f"data/{_name(resource)}.csv", resource.get("hash")
        if resource.get("path") == path and _name(resource) in names and isinstance(sha256, str):
            yield path, sha256.removeprefix("sha256:")


def faults(carried: Carried, tables: Tables) -> Iterator[Problem]:
    """Yield the own cells that have no row any more, so that a build would lose them."""
    for name, own in carried.columns.items():
        keys = tables[name].select(pl.col(own.key).cast(pl.String))
        numbered = own.cells.with_row_index("_line", 2)
        twice = numbered.filter(pl.struct(own.key).is_duplicated())
        lost = numbered.join(keys, on=own.key, how="anti", nulls_equal=True)
        for row in twice.iter_rows(named=True):
            yield Problem(own.path, row["_line"], own.key[0], f"{row[own.key[0]]!r} is there twice", "key")
        for row in lost.iter_rows(named=True):
            shown = " ".join(str(row[part]) for part in own.key if row[part] is not None)
            for column in own.names:
                if row[column] is not None:
                    message = f"{row[column]!r} is of {shown!r}, which the sources no longer build: clear the cell"
                    yield Problem(own.path, row["_line"], column, f"{message}, or move it to another row", "rebuilt")


def with_own_columns(carried: Carried, name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return a built table with the package's own columns after its own."""
    own = carried.columns.get(name)
    if own is None:
        return frame
    keyed = frame.with_columns(pl.col(own.key).cast(pl.String).name.prefix("_key_"))
    keys = [f"_key_{part}" for part in own.key]
    joined = keyed.join(own.cells, left_on=keys, right_on=own.key, how="left", nulls_equal=True, maintain_order="left")
    return joined.select(*frame.columns, *own.names)


def described(carried: Carried, descriptor: dict[str, Any]) -> dict[str, Any]:
    """Return a built descriptor with what the package declares of its own."""
    built = [_with_fields(resource, carried.columns.get(resource["name"])) for resource in descriptor["resources"]]
    return {**descriptor, "resources": [*built, *carried.resources]}


def _with_fields(resource: dict[str, Any], own: OwnColumns | None) -> dict[str, Any]:
    if own is None:
        return resource
    schema = resource["schema"]
    references = [*schema.get("foreignKeys", []), *own.references]
    changed = {"fields": [*schema["fields"], *own.fields]} | ({"foreignKeys": references} if references else {})
    return {**resource, "schema": {**schema, **changed}}
