"""The tables of a package on disk, ours or another of this shape, typed as its descriptor says."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import polars as pl

from . import home

Where: TypeAlias = str | Path | None
"""A package's folder or descriptor; None is the data that came with this code."""

TYPES: Mapping[str, pl.DataType] = {
    "string": pl.String(),
    "date": pl.Date(),
    "integer": pl.Int64(),
    "boolean": pl.Boolean(),
}
"""The polars type of each Table Schema type that the tables use."""


def tables(package: Where = None) -> dict[str, pl.DataFrame]:
    """Return all tables of a package by their names.

    Raises FileNotFoundError where there is no package, ValueError where its files are not as its descriptor says.
    """
    folder, found = resources(package)
    return {name: read(folder, resource) for name, resource in found.items()}


def cited_events(package: Where = None) -> dict[str, pl.DataFrame]:
    """Return all tables of a package of cited events, which has at least the contract's tables and columns.

    Raises ValueError where it lacks some, and what ``tables`` raises.
    """
    found = tables(package)
    wanted = home.contract() if package is not None else {}
    for name, table in wanted.items():
        columns = [field["name"] for field in table["schema"]["fields"]]
        if name not in found:
            raise ValueError(f"{package} is no package of cited events: it has no table {name}")
        if missing := [column for column in columns if column not in found[name].columns]:
            raise ValueError(f"{package} is no package of cited events: {name} has no {', '.join(missing)}")
    return found


def table(name: str, package: Where = None) -> pl.DataFrame:
    """Return one table of a package.

    Raises KeyError for a table that the package does not have, and what ``tables`` raises.
    """
    folder, found = resources(package)
    if name not in found:
        raise KeyError(f"no table {name!r}: the package has {', '.join(found)}")
    return read(folder, found[name])


def resources(package: Where) -> tuple[Path, dict[str, Mapping[str, Any]]]:
    """Return a package's folder, and the resources of its descriptor that are tables, by name."""
    if package is None:
        folder, descriptor = home.folder(), home.descriptor()
    else:
        folder, descriptor = described(Path(package))
    listed = descriptor.get("resources") if isinstance(descriptor, dict) else None
    if not isinstance(listed, list):
        raise ValueError(f"{folder / 'datapackage.json'} has no list of resources")
    return folder, {resource["name"]: resource for resource in listed if is_table(resource)}


def described(path: Path) -> tuple[Path, Any]:
    """Return the folder and the descriptor of a package that is named by either."""
    file = path / "datapackage.json" if path.is_dir() else path
    if not file.is_file():
        raise FileNotFoundError(f"no package {path}: name a folder with a datapackage.json, or that file")
    try:
        return file.parent, json.loads(file.read_bytes())
    except ValueError as error:
        raise ValueError(f"{file} is not JSON: {error}") from None


def is_table(resource: object) -> bool:
    """Tell whether a resource is a table in one file, with a schema that names its columns."""
    match resource:
        case {"name": str(), "path": str(), "schema": {"fields": list()}}:
            return True
    return False


def read(folder: Path, resource: Mapping[str, Any]) -> pl.DataFrame:
    """Return one table, CSV or Parquet; columns go by their names.

    Raises ValueError where it lies outside the package or is not as its schema says.
    """
    path = folder / resource["path"]
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ValueError(f"{resource['path']!r} is not a path within the package")
    types = schema(resource)
    try:
        if path.suffix == ".parquet":
            return pl.read_parquet(path, columns=list(types)).cast(pl.Schema(types))
        return pl.read_csv(path, infer_schema=False, schema_overrides=types).select(*types)
    except pl.exceptions.PolarsError as error:
        said = next(iter(str(error).splitlines()), type(error).__name__)
        raise ValueError(f"{path} is not as its schema says, 'treaty validate' tells where: {said}") from None


def schema(resource: Mapping[str, Any]) -> dict[str, pl.DataType]:
    """Return the polars schema of a resource of the descriptor."""
    fields = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    for name, type_ in fields.items():
        if type_ not in TYPES:
            raise ValueError(f"{resource['name']} has {name} as {type_!r}, which is none of {', '.join(TYPES)}")
    return {name: TYPES[type_] for name, type_ in fields.items()}
