"""The kinds of frames that tables are returned as, and the extra that each needs."""

import importlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import polars as pl

if TYPE_CHECKING:
    import pandas as pd

Polars: TypeAlias = Literal["polars"]
Pandas: TypeAlias = Literal["pandas"]
Arrow: TypeAlias = Literal["arrow"]
DuckDB: TypeAlias = Literal["duckdb"]
Terms: TypeAlias = Mapping[str, Sequence[str]]
"""The terms of each closed column."""
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


def formatted(frame: pl.DataFrame, as_: Format, closed: Terms | None = None) -> Any:
    """Return a frame in a format that ``checked`` accepted.

    ``closed`` gives the terms of columns that become categorical in pandas; a DuckDB relation belongs to DuckDB's
    default connection, so that several can be joined.
    """
    if as_ == "polars":
        return frame
    if as_ == "pandas":
        return to_pandas(frame, closed or {})
    table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
    if as_ == "arrow":
        return table
    import duckdb

    return duckdb.from_arrow(table)


def to_pandas(frame: pl.DataFrame, closed: Terms) -> "pd.DataFrame":
    """Return a pandas frame of types that every part of pandas, and what draws its frames, takes.

    Days are ``datetime64[s]``, integers ``Int64`` and truth values ``boolean``, which have missing values; numbers are
    ``float64``, since matplotlib reads no missing value but NaN; columns of closed vocabularies are categorical.
    """
    import pandas as pd
    import pyarrow as pa

    nullable = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    made: pd.DataFrame = frame.to_pandas(types_mapper=nullable.get)
    types: dict[str, Any] = {name: "datetime64[s]" for name, type_ in frame.schema.items() if type_ == pl.Date}
    types |= {name: pd.CategoricalDtype(list(terms)) for name, terms in closed.items() if _within(frame, name, terms)}
    return made.astype(types)


def _within(frame: pl.DataFrame, column: str, terms: Sequence[str]) -> bool:
    """Return whether a column has no values but some terms; pandas drops all others from a categorical column."""
    return frame[column].drop_nulls().is_in(terms).all()
