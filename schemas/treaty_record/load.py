"""Load the tables, typed as the descriptor says."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

import polars as pl

from . import home

if TYPE_CHECKING:
    import pandas as pd

TYPES: Mapping[str, pl.DataType] = {
    "string": pl.String(),
    "date": pl.Date(),
    "integer": pl.Int64(),
    "boolean": pl.Boolean(),
}
"""The polars type of each Table Schema type that the tables use."""


@overload
def load(table: str, *, as_: Literal["polars"] = ...) -> pl.DataFrame: ...
@overload
def load(table: str, *, as_: Literal["pandas"]) -> "pd.DataFrame": ...
@overload
def load(table: None = ..., *, as_: Literal["polars"] = ...) -> dict[str, pl.DataFrame]: ...
@overload
def load(table: None = ..., *, as_: Literal["pandas"]) -> "dict[str, pd.DataFrame]": ...


def load(table: str | None = None, *, as_: Literal["polars", "pandas"] = "polars") -> Any:
    """Return one table, or all by their names: text stays text, dates are dates, empty cells are null.

    The pandas frames hold pyarrow-backed columns, so that whole numbers with gaps stay whole; they need the extra
    ``treaty-record[pandas]``. Raises KeyError for a table that the package does not have.
    """
    resources = {resource["name"]: resource for resource in home.descriptor()["resources"]}
    if table is None:
        return {name: _read(resource, as_) for name, resource in resources.items()}
    if table not in resources:
        raise KeyError(f"no table {table!r}: the package has {', '.join(resources)}")
    return _read(resources[table], as_)


def _read(resource: Mapping[str, Any], as_: str) -> Any:
    frame = pl.read_csv(home.folder() / resource["path"], schema=schema(resource))
    return frame if as_ == "polars" else frame.to_pandas(use_pyarrow_extension_array=True)


def schema(resource: Mapping[str, Any]) -> dict[str, pl.DataType]:
    """Return the polars schema of a resource of the descriptor."""
    return {field["name"]: TYPES[field["type"]] for field in resource["schema"]["fields"]}
