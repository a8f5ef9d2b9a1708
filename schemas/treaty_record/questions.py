"""The questions that people ask of the data, each a function that returns a frame.

Each takes ``package``, the folder or descriptor of another package of this shape, and ``as_``, as ``load`` does.
"""

from typing import TYPE_CHECKING, Any, Literal, overload

import polars as pl

from . import reading
from .flat import CONTRADICTIONS, FIGURES, TIMELINE
from .flat.carried import by_claimant, by_origin
from .flat.figures import of_measure
from .flat.reported import reported
from .formats import Arrow, DuckDB, Format, Pandas, Polars, checked, formatted
from .reading import Where

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import pyarrow as pa

Whom = Literal["origins", "claimants"]


@overload
def timeline(*, package: Where = ..., as_: Polars = ...) -> pl.DataFrame: ...
@overload
def timeline(*, package: Where = ..., as_: Pandas) -> "pd.DataFrame": ...
@overload
def timeline(*, package: Where = ..., as_: Arrow) -> "pa.Table": ...
@overload
def timeline(*, package: Where = ..., as_: DuckDB) -> "duckdb.DuckDBPyRelation": ...


def timeline(*, package: Where = None, as_: Format = "polars") -> Any:
    """Return the events in the order in which they happened, with who took part and the article to read first."""
    checked(as_)
    return formatted(TIMELINE(reading.cited_events(package)), as_)


@overload
def figures(measure: str | None = ..., *, package: Where = ..., as_: Polars = ...) -> pl.DataFrame: ...
@overload
def figures(measure: str | None = ..., *, package: Where = ..., as_: Pandas) -> "pd.DataFrame": ...
@overload
def figures(measure: str | None = ..., *, package: Where = ..., as_: Arrow) -> "pa.Table": ...
@overload
def figures(measure: str | None = ..., *, package: Where = ..., as_: DuckDB) -> "duckdb.DuckDBPyRelation": ...


def figures(measure: str | None = None, *, package: Where = None, as_: Format = "polars") -> Any:
    """Return every claim that gives a figure, of one measure or of all, in the order in which they were said.

    Raises KeyError for a measure of which nothing is claimed.
    """
    checked(as_)
    found = FIGURES(reading.cited_events(package))
    return formatted(found if measure is None else of_measure(found, measure), as_)


@overload
def contradictions(*, package: Where = ..., as_: Polars = ...) -> pl.DataFrame: ...
@overload
def contradictions(*, package: Where = ..., as_: Pandas) -> "pd.DataFrame": ...
@overload
def contradictions(*, package: Where = ..., as_: Arrow) -> "pa.Table": ...
@overload
def contradictions(*, package: Where = ..., as_: DuckDB) -> "duckdb.DuckDBPyRelation": ...


def contradictions(*, package: Where = None, as_: Format = "polars") -> Any:
    """Return what articles or claimants say against each other, both sides with passage and article."""
    checked(as_)
    return formatted(CONTRADICTIONS(reading.cited_events(package)), as_)


@overload
def reported_range(measure: str, every: str = ..., *, package: Where = ..., as_: Polars = ...) -> pl.DataFrame: ...
@overload
def reported_range(measure: str, every: str = ..., *, package: Where = ..., as_: Pandas) -> "pd.DataFrame": ...
@overload
def reported_range(measure: str, every: str = ..., *, package: Where = ..., as_: Arrow) -> "pa.Table": ...
@overload
def reported_range(
    measure: str, every: str = ..., *, package: Where = ..., as_: DuckDB
) -> "duckdb.DuckDBPyRelation": ...


def reported_range(measure: str, every: str = "1mo", *, package: Where = None, as_: Format = "polars") -> Any:
    """Return, for each month, between which numbers the claims of a measure lie, whose they are, and who reported them.

    ``every`` is another length of time as polars writes it, such as ``1d``, ``1w`` or ``1y``. Columns: period (its
    first day; null for claims of which no day is known), low and high (least and greatest number named), or_fewer and
    or_more (whether a claim leaves it open), claims, disputed, n_claimants, claimants, n_origins, origins.
    Raises KeyError for a measure of which nothing is claimed.
    """
    checked(as_)
    return formatted(reported(reading.cited_events(package), measure, every), as_)


@overload
def who_cites_whom(whom: Whom = ..., *, package: Where = ..., as_: Polars = ...) -> pl.DataFrame: ...
@overload
def who_cites_whom(whom: Whom = ..., *, package: Where = ..., as_: Pandas) -> "pd.DataFrame": ...
@overload
def who_cites_whom(whom: Whom = ..., *, package: Where = ..., as_: Arrow) -> "pa.Table": ...
@overload
def who_cites_whom(whom: Whom = ..., *, package: Where = ..., as_: DuckDB) -> "duckdb.DuckDBPyRelation": ...


def who_cites_whom(whom: Whom = "origins", *, package: Where = None, as_: Format = "polars") -> Any:
    """Return which publisher carries whose words: the ``origins`` of its passages, or the ``claimants`` it lets speak.

    Columns: publisher, publisher_country, origin or claimant, its country, copies (scraped ones, which count for
    nothing) among the articles, articles, and of origins passages and own (whether it is the publisher itself), of
    claimants claims and quoted (claims of which exact words are held).
    """
    checked(as_)
    if whom not in ("origins", "claimants"):
        raise ValueError(f"whom={whom!r} is neither 'origins' nor 'claimants'")
    tables = reading.cited_events(package)
    return formatted(by_origin(tables) if whom == "origins" else by_claimant(tables), as_)
