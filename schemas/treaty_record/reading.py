"""Read the tables of a package on disk, ours or another of this kind, with the types that its descriptor declares."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import polars as pl

from . import home
from .contract import TYPES
from .values.number import texts

Where: TypeAlias = str | Path | None
"""A package's folder or descriptor; None is the data installed with this code."""


def tables(package: Where = None) -> dict[str, pl.DataFrame]:
    """Return all tables of a package by name.

    Raises FileNotFoundError if there is no package, ValueError if its files do not match its descriptor.
    """
    folder, found = resources(package)
    return {name: read(folder, resource) for name, resource in found.items()}


def cited_events(package: Where = None) -> dict[str, pl.DataFrame]:
    """Return all tables of a package of cited events, which must have at least the contract's tables and columns.

    Raises ValueError if any are missing, and what ``tables`` raises.
    """
    found = tables(package)
    wanted = home.contract().tables if package is not None else {}
    for name, table in wanted.items():
        if name not in found:
            raise ValueError(f"{package} is no package of cited events: it has no table {name}")
        if missing := [column for column in table.columns if column not in found[name].columns]:
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


def package_of(package: Where) -> tuple[Path, Any]:
    """Return a package's folder and its descriptor."""
    return (home.folder(), home.descriptor()) if package is None else described(Path(package))


def resources(package: Where) -> tuple[Path, dict[str, Mapping[str, Any]]]:
    """Return a package's folder, and the resources of its descriptor that are tables, by name."""
    folder, descriptor = package_of(package)
    listed = descriptor.get("resources") if isinstance(descriptor, dict) else None
    if not isinstance(listed, list):
        raise ValueError(f"{folder / home.DESCRIPTOR} has no list of resources")
    return folder, {resource["name"]: resource for resource in listed if is_table(resource)}


def described(path: Path) -> tuple[Path, Any]:
    """Return the folder and the descriptor of a package, given the path of either."""
    file = home.descriptor_of(path)
    if not file.is_file():
        raise FileNotFoundError(f"no package {path}: name a folder with a {home.DESCRIPTOR}, or that file")
    try:
        return file.parent, json.loads(file.read_bytes())
    except ValueError as error:
        raise ValueError(f"{file} is not JSON: {error}") from None


def is_table(resource: object) -> bool:
    """Return whether a resource is a table in one file or several, with a schema that names its columns."""
    match resource:
        case {"name": str(), "path": str() | [_, *_] as path, "schema": {"fields": list()}}:
            return isinstance(path, str) or all(isinstance(each, str) for each in path)
    return False


def paths(resource: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the paths of a resource's files, in the order of its rows: ``path`` may be one or a list (Data Package).

    What is not text is left out.
    """
    given = resource.get("path")
    return tuple(path for path in (given if isinstance(given, list) else [given]) if isinstance(path, str))


def read(folder: Path, resource: Mapping[str, Any]) -> pl.DataFrame:
    """Return one table, CSV or Parquet, in one file or several; columns are matched by name.

    Cells are read as ``treaty validate`` reads them, so that both agree on a file's contents. Raises ValueError if a
    file is outside the package or differs from its schema.
    """
    parts = [part(folder, path, resource) for path in paths(resource)]
    return pl.concat([each for each in parts if len(each)] or parts[:1], rechunk=False)


def part(folder: Path, name: str, resource: Mapping[str, Any]) -> pl.DataFrame:
    """Return the rows of a table in one of its files."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ValueError(f"{name!r} is not a path within the package")
    types = schema(resource)
    try:
        cells = stored(path, list(types))
        for name, type_ in types.items():
            if path.name.endswith(".parquet") and cells.schema[name] == pl.String != type_:
                raise differs(path, f"{name} is stored as text, not as {fields(resource)[name]['type']}")
        frame = cells.with_columns(
            typed(cells[name].cast(pl.String), field["type"])
            for name, field in fields(resource).items()
            if cells.schema[name] != types[name]
        )
    except pl.exceptions.PolarsError as error:
        raise differs(path, next(iter(str(error).splitlines()), type(error).__name__)) from None
    for name in types:
        if frame[name].null_count() != cells[name].null_count():
            raise differs(path, f"{name} has a cell that is not written as {fields(resource)[name]['type']}")
    return frame


def differs(path: Path, how: str) -> ValueError:
    """Return the error for a file that differs from its schema."""
    return ValueError(f"{path} differs from its schema ('treaty validate' says where): {how}")


def stored(path: Path, columns: list[str]) -> pl.DataFrame:
    """Return some columns of a file as stored: for CSV as text, with null for empty cells.

    Polars is given the bytes, since it treats a path with brackets or asterisks as a pattern.
    """
    content = path.read_bytes()
    if path.name.endswith(".parquet"):
        return pl.read_parquet(io.BytesIO(content), columns=columns)
    return pl.read_csv(content, infer_schema=False).select(columns)


def typed(cells: pl.Series, type_: str) -> pl.Series:
    """Return a column converted to its type, with null for text that is not valid for that type."""
    return typed_cells(cells.to_frame("cell"), {"cell": type_}).to_series().alias(cells.name)


def typed_cells(stored: pl.DataFrame, types: Mapping[str, str]) -> pl.DataFrame:
    """Return columns converted to their types, with null for text that is not valid for the type.

    Years of days have four digits: Python, spreadsheets and RDF support no others.
    """
    others = {name: type_ for name, type_ in types.items() if type_ != "string"}
    if not others:
        return stored.select(*types)
    read = {name: _read(pl.col(name), type_, stored.schema[name]) for name, type_ in others.items()}
    cells = stored.select(*types).with_columns(**read)
    return cells.with_columns(_checked(cells[name], type_, stored[name]) for name, type_ in others.items())


def _read(cell: pl.Expr, type_: str, stored: pl.DataType) -> pl.Expr:
    """Return a cell of a type as far as polars can read it, also if it is written otherwise."""
    if stored == pl.String and type_ == "boolean":
        return pl.when(cell == "true").then(True).when(cell == "false").then(False)
    if stored == pl.String and type_ == "date":
        return cell.str.to_date("%Y-%m-%d", strict=False)
    return cell.cast(TYPES[type_], strict=False)


def _checked(cells: pl.Series, type_: str, stored: pl.Series) -> pl.Expr:
    """Return a column of a type without values that other programs could not read, or that are written otherwise."""
    cell = pl.col(cells.name)
    holds = {"number": cell.is_finite(), "date": cell.dt.year().is_between(1, 9999)}.get(type_)
    if stored.dtype == pl.String and type_ != "boolean":
        as_written = (pl.lit(texts(cells)) if type_ == "number" else cell.cast(pl.String)) == pl.lit(stored)
        holds = as_written if holds is None else holds & as_written
    return cell if holds is None else pl.when(holds).then(cell).alias(cells.name)


def schema(resource: Mapping[str, Any]) -> dict[str, pl.DataType]:
    """Return the polars schema of a resource in the descriptor."""
    types = {name: field["type"] for name, field in fields(resource).items()}
    for name, type_ in types.items():
        if type_ not in TYPES:
            raise ValueError(f"{resource['name']} has {name} as {type_!r}, which is none of {', '.join(TYPES)}")
    return {name: TYPES[type_] for name, type_ in types.items()}


def closed(resource: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the terms of each column with a closed vocabulary; a standard such as ISO 3166 (``closed_by``) is none."""
    listed = {
        name: field.get("constraints", {}).get("enum")
        for name, field in fields(resource).items()
        if field["type"] == "string" and "closed_by" not in field
    }
    return {name: [*dict.fromkeys(terms)] for name, terms in listed.items() if terms}


def fields(resource: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the columns of a resource in the descriptor by name."""
    return {field["name"]: field for field in resource["schema"]["fields"]}
