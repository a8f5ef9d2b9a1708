"""What a build keeps of the existing package: its own tables and columns."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from treaty_record import home
from treaty_record.contract import Contract
from treaty_record.reading import paths

from ..package import csv_file
from ..package.descriptor import DESCRIPTOR, path_fault, resources
from ..package.descriptor.table_schema import fields
from ..reporting.problem import BadData, Problem
from ..writing.files import is_there
from . import earlier_build, own_resources
from .own_resources import name_of


@dataclass(frozen=True)
class OwnColumns:
    """The columns that a package adds to a table of the contract, with their cells as text."""

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
    """Resources that are not tables of the contract, with updated hashes, sizes and row counts."""
    files: dict[str, bytes] = field(default_factory=dict)
    """Their files, by path."""
    columns: dict[str, OwnColumns] = field(default_factory=dict)
    """By table of the contract."""
    outdated: dict[str, str] = field(default_factory=dict)
    """Files that an earlier build wrote and this one does not, with their SHA-256."""
    ours: bool = True
    """Whether an earlier build wrote the existing package."""


def read(root: Path, contract: Contract) -> Carried:
    """Return what a build of a project keeps.

    Raises BadData if something would be lost or cannot be read.
    """
    earlier = earlier_build.column_names(root)
    tables = contract.tables
    known = {name: earlier.get(name, set()).union(_columns(contract, name)) for name in tables.keys() | earlier.keys()}
    found = _resources(root, known)
    own = [resource for resource in found if name_of(resource) not in known]
    declared = {name_of(resource): resource for resource in found if name_of(resource) in tables}
    problems = [*_undeclared(root, contract, known, declared), *own_resources.faults(root, own, contract)]
    if problems := [*problems, *_replaced(root, contract)]:
        raise BadData(problems)
    contents = {path: (root / path).read_bytes() for resource in own for path in paths(resource)}
    return Carried(
        [own_resources.summed(resource, contents) for resource in own],
        contents,
        dict(_own_columns(root, contract, known, declared)),
        {**dict(_outdated(found, earlier.keys() - tables.keys())), **earlier_build.former_contract(root)},
        ours=bool(declared or earlier),
    )


def _resources(root: Path, known: Mapping[str, set[str]]) -> list[dict[str, Any]]:
    """Return the resources of the descriptor, none if it is missing or cannot be read.

    Raises BadData if it cannot be read and a table exists that a build would lose.
    """
    if not is_there(root / DESCRIPTOR):
        return []
    try:
        return resources(root / DESCRIPTOR)
    except BadData as error:
        files = (path for path in (root / "data").glob("*.*") if path.suffix in (".csv", ".parquet"))
        if name := min((path.name for path in files if path.stem not in known), default=None):
            message = f"so the build would lose the table data/{name} if it is declared here; restore the descriptor"
            problems = (Problem(p.path, p.line, p.column, f"{p.message}, {message}", p.rule) for p in error.problems)
            raise BadData(problems) from None
        return []


def _columns(contract: Contract, name: str) -> Iterable[str]:
    return contract.tables[name].columns if name in contract.tables else ()


def _undeclared(
    root: Path, contract: Contract, known: Mapping[str, set[str]], declared: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    """Yield the undeclared columns of the contract's tables, which a build would lose."""
    for name, table in contract.tables.items():
        header = _header(root / f"data/{name}.csv")
        if set(table.key) <= set(header):
            declared_columns = known[name] | {str(column["name"]) for column in fields(declared.get(name, {}))}
            for column in header:
                if column not in declared_columns:
                    advice = f"add it to the fields of {name} in {DESCRIPTOR} or delete it here"
                    message = f"is not declared, so the build would lose it; {advice}"
                    yield Problem(f"data/{name}.csv", 1, column, message, "header")


def _replaced(root: Path, contract: Contract) -> Iterator[Problem]:
    """Yield the columns and tables that were added by hand and that package.toml declares, without rows of theirs.

    What an earlier build made of a declaration is in the schemas of source files, and may be replaced.
    """
    schemas = sorted((root / "data/schemas").glob("*.schema.json"))
    built = "".join(path.read_text("utf-8", "replace") for path in schemas if path.name != "package.schema.json")
    advice = "was added by hand, but package.toml now declares it, so the build would replace it; type its"
    ours = home.contract().tables
    for name, table in contract.tables.items():
        path = f"data/{name}.csv"
        if name not in ours:
            if (root / path).is_file() and not (root / f"data/schemas/{name}.schema.json").is_file():
                message = f"{advice} rows in scripts/sources/{name}.toml and delete it here"
                yield Problem(path, 1, "", message, "rebuilt")
            continue
        for column in sorted(set(table.columns) - set(ours[name].columns)):
            if column in _header(root / path) and f'"{column}":' not in built:
                message = f"{advice} cells in the sources and delete it here"
                yield Problem(path, 1, column, message, "rebuilt")


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
    """Yield the columns that a package declares in tables of the contract.

    Raises BadData if a table with such columns cannot be read.
    """
    for name, resource in declared.items():
        own = [column for column in fields(resource) if column["name"] not in known[name]]
        if not own:
            continue
        path = f"data/{name}.csv"
        if found := path_fault(path, root):
            message = f"{found}, so the build would lose its own columns; restore the file"
            raise BadData([Problem(path, 1, "", message, "resource")])
        text = csv_file.read((root / path).read_bytes(), path, [str(column["name"]) for column in fields(resource)])
        key = list(contract.tables[name].key)
        cells = text.select(*key, *(str(column["name"]) for column in own))
        yield name, OwnColumns(path, own, list(_references(resource, own)), key, cells)


def _references(resource: Mapping[str, Any], own: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the foreign keys that a resource declares for its own columns."""
    names = {column["name"] for column in own}
    given = resource["schema"].get("foreignKeys")
    for key in given if isinstance(given, list) else []:
        columns = key.get("fields") if isinstance(key, dict) else None
        if names.issuperset([columns] if isinstance(columns, str) else columns or [None]):
            yield key


def _outdated(found: Sequence[Mapping[str, Any]], names: set[str]) -> Iterator[tuple[str, str]]:
    for resource in found:
        path, sha256 = f"data/{name_of(resource)}.csv", resource.get("hash")
        if resource.get("path") == path and name_of(resource) in names and isinstance(sha256, str):
            yield path, sha256.removeprefix("sha256:")


def faults(carried: Carried, tables: Mapping[str, pl.DataFrame]) -> Iterator[Problem]:
    """Yield the package's own cells whose row is no longer built or is duplicated, so that a build would lose them."""
    for name, own in carried.columns.items():
        keys = tables[name].select(pl.col(own.key).cast(pl.String))
        numbered = own.cells.with_row_index("_line", 2)
        twice = numbered.filter(pl.struct(own.key).is_duplicated())
        lost = numbered.join(keys, on=own.key, how="anti", nulls_equal=True)
        for row in twice.iter_rows(named=True):
            yield Problem(own.path, row["_line"], own.key[0], f"{row[own.key[0]]!r} occurs more than once", "key")
        for row in lost.iter_rows(named=True):
            shown = " ".join(str(row[part]) for part in own.key if row[part] is not None)
            for column in own.names:
                if row[column] is not None:
                    message = f"{row[column]!r} belongs to {shown!r}, which the sources no longer build; clear the cell"
                    yield Problem(own.path, row["_line"], column, f"{message} or move it to another row", "rebuilt")


def with_own_columns(carried: Carried, name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return a built table followed by the package's own columns."""
    own = carried.columns.get(name)
    if own is None:
        return frame
    keyed = frame.with_columns(pl.col(own.key).cast(pl.String).name.prefix("_key_"))
    keys = [f"_key_{part}" for part in own.key]
    joined = keyed.join(own.cells, left_on=keys, right_on=own.key, how="left", nulls_equal=True, maintain_order="left")
    return joined.select(*frame.columns, *own.names)


def described(carried: Carried, descriptor: dict[str, Any]) -> dict[str, Any]:
    """Return a built descriptor with the package's own columns and resources."""
    built = [_with_fields(resource, carried.columns.get(resource["name"])) for resource in descriptor["resources"]]
    return {**descriptor, "resources": [*built, *carried.resources]}


def _with_fields(resource: dict[str, Any], own: OwnColumns | None) -> dict[str, Any]:
    if own is None:
        return resource
    schema = resource["schema"]
    references = [*schema.get("foreignKeys", []), *own.references]
    changed = {"fields": [*schema["fields"], *own.fields]} | ({"foreignKeys": references} if references else {})
    return {**resource, "schema": {**schema, **changed}}
