"""The kinds of frames that tables are returned as, and the extra that each needs."""

import importlib
from typing import Any, Literal, TypeAlias, get_args

import polars as pl

Polars: TypeAlias = Literal["polars"]
Pandas: TypeAlias = Literal["pandas"]
Arrow: TypeAlias = Literal["arrow"]
DuckDB: TypeAlias = Literal["duckdb"]
Format: TypeAlias = Literal["polars", "pandas", "arrow", "duckdb"]

EXTRAS = {"pandas": ("pandas", "pyarrow"), "arrow": ("pyarrow",), "duckdb": ("duckdb", "pyarrow")}
"""The modules that each format needs besides polars."""
EXTRA = {"pandas": "pandas", "arrow": "pyarrow", "duckdb": "duckdb"}
"""The extra of this package that brings them."""


def checked(as_: str) -> None:
    """Raise ValueError for an unknown format, ModuleNotFoundError for one whose extra is not installed."""
    if as_ not in get_args(Format):
        raise ValueError(f"as_ must be one of {', '.join(get_args(Format))}, not {as_!r}")
    for module in EXTRAS.get(as_, ()):
        try:
            importlib.import_module(module)
        except ModuleNotFoundError as error:
            message = f"as_={as_!r} needs {module}: pip install 'treaty-record[{EXTRA[as_]}]'"
            raise ModuleNotFoundError(message, name=module) from error


def formatted(frame: pl.DataFrame, as_: Format) -> Any:
    """Return a frame in a format that ``checked`` accepted.

    pandas frames have pyarrow-backed columns, so that integers with missing values stay integers; a DuckDB relation
    belongs to DuckDB's default connection, so that several can be joined.
    """
    if as_ == "polars":
        return frame
    if as_ == "pandas":
        return frame.to_pandas(use_pyarrow_extension_array=True)
    table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
    if as_ == "arrow":
        return table
    import duckdb

    return duckdb.from_arrow(table)
