"""Load the tables with the types that the descriptor declares."""

from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from . import reading
from .formats import Arrow, DuckDB, Format, Pandas, Polars, checked, formatted
from .reading import Where

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa
    from pandera.typing.polars import DataFrame as Checked

    from .tables.actor import Actor
    from .tables.article import Article
    from .tables.citation import Citation
    from .tables.claim import Claim
    from .tables.event import Event
    from .tables.name import Name
    from .tables.participant import Participant
    from .tables.passage import Passage
    from .tables.relation import Relation
    from .tables.retirement import Retirement
    from .tables.vocabulary import Vocabulary

    Model = TypeVar("Model")

    class DataFrame(Checked[Model], pl.DataFrame):
        """A polars frame with the columns of a model; a plain polars frame if pandera is not installed."""


@overload
def load(table: Literal["articles"], *, as_: Polars = ...) -> "DataFrame[Article]": ...
@overload
def load(table: Literal["passages"], *, as_: Polars = ...) -> "DataFrame[Passage]": ...
@overload
def load(table: Literal["actors"], *, as_: Polars = ...) -> "DataFrame[Actor]": ...
@overload
def load(table: Literal["names"], *, as_: Polars = ...) -> "DataFrame[Name]": ...
@overload
def load(table: Literal["events"], *, as_: Polars = ...) -> "DataFrame[Event]": ...
@overload
def load(table: Literal["participants"], *, as_: Polars = ...) -> "DataFrame[Participant]": ...
@overload
def load(table: Literal["claims"], *, as_: Polars = ...) -> "DataFrame[Claim]": ...
@overload
def load(table: Literal["relations"], *, as_: Polars = ...) -> "DataFrame[Relation]": ...
@overload
def load(table: Literal["citations"], *, as_: Polars = ...) -> "DataFrame[Citation]": ...
@overload
def load(table: Literal["vocabulary"], *, as_: Polars = ...) -> "DataFrame[Vocabulary]": ...
@overload
def load(table: Literal["retirements"], *, as_: Polars = ...) -> "DataFrame[Retirement]": ...
@overload
def load(table: str, *, package: Where = ..., as_: Polars = ...) -> "pl.DataFrame": ...
@overload
def load(table: str, *, package: Where = ..., as_: Pandas) -> "pd.DataFrame": ...
@overload
def load(table: str, *, package: Where = ..., as_: Arrow) -> "pa.Table": ...
@overload
def load(table: str, *, package: Where = ..., as_: DuckDB) -> "duckdb.DuckDBPyRelation": ...
@overload
def load(table: None = ..., *, package: Where = ..., as_: Polars = ...) -> "dict[str, pl.DataFrame]": ...
@overload
def load(table: None = ..., *, package: Where = ..., as_: Pandas) -> "dict[str, pd.DataFrame]": ...
@overload
def load(table: None = ..., *, package: Where = ..., as_: Arrow) -> "dict[str, pa.Table]": ...
@overload
def load(table: None = ..., *, package: Where = ..., as_: DuckDB) -> "duckdb.DuckDBPyConnection": ...


def load(table: str | None = None, *, package: Where = None, as_: Format = "polars") -> Any:
    """Return one table, or all tables by name: text stays text, dates are dates, empty cells are null.

    ``package`` is the folder or the descriptor of another package of this kind. ``as_`` is polars, pandas, arrow or
    duckdb; the last three need the extras ``pandas``, ``pyarrow`` and ``duckdb``. In pandas, days are
    ``datetime64[s]``, integers ``Int64``, truth values ``boolean``, and columns with a closed vocabulary categorical.
    All tables as duckdb are a connection that contains them.

    Raises KeyError for a table that the package does not have.
    """
    checked(as_)
    closed = _closed(package) if as_ == "pandas" else {}
    if table is not None:
        return formatted(reading.table(table, package), as_, closed.get(table))
    tables = reading.tables(package)
    if as_ == "duckdb":
        return connected(tables)
    return {name: formatted(frame, as_, closed.get(name)) for name, frame in tables.items()}


def _closed(package: Where) -> "dict[str, dict[str, list[str]]]":
    """Return the terms of the closed columns of each table."""
    _, resources = reading.resources(package)
    return {name: reading.closed(resource) for name, resource in resources.items()}


def connected(tables: "dict[str, pl.DataFrame]") -> "duckdb.DuckDBPyConnection":
    """Return a separate DuckDB connection that contains each table under its name."""
    import duckdb

    connection = duckdb.connect()
    for name, frame in tables.items():
        connection.register(name, formatted(frame, "arrow"))
    return connection
