"""Common questions about the data, each a function that returns a frame.

Each takes ``package``, the folder or descriptor of another package of this kind, and ``as_``, as ``load`` does.
"""

from typing import TYPE_CHECKING, Any, Literal, overload

import polars as pl

from . import reading
from .flat import CONTRADICTIONS, FIGURES, TIMELINE
from .flat.figures import of_measure
from .flat.reported_range import reported
from .flat.who_cites_whom import by_claimant, by_origin
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
    """Return the events in chronological order, with their participants and the first article to read."""
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
    """Return every claim that gives a figure, for one measure or for all, in chronological order.

    Raises KeyError if no claim is about the measure.
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
    """Return disagreements of passages with rows and of claims with each other, both sides with passage and article."""
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
    """Return, for each month, the lowest and highest figures claimed for a measure, by whom and from which origins.

    ``every`` is another period as polars writes it, such as ``1d``, ``1w`` or ``1y``. Columns: period (its first day;
    null for undated claims), low and high (lowest and highest figures), or_fewer and or_more (whether a claim has no
    lower or no upper bound), claims, disputed, n_claimants, claimants, n_origins and origins (newsrooms that heard the
    claims, which does not confirm them), n_articles (that support them), n_unknown_origin (of these articles).
    Raises KeyError if no claim is about the measure.
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
    """Return which publishers rely on whom: the ``origins`` of their passages, or the ``claimants`` they quote.

    Columns: publisher, publisher_country, origin (null if not known) or claimant, its country, copies (how many of the
    articles are scraped copies, which do not count as sources), articles; for origins also passages and own (whether
    the publisher or its house is the origin), for claimants also claims and quoted (claims supported by exact words).
    """
    checked(as_)
    if whom not in ("origins", "claimants"):
        raise ValueError(f"whom must be 'origins' or 'claimants', not {whom!r}")
    tables = reading.cited_events(package)
    return formatted(by_origin(tables) if whom == "origins" else by_claimant(tables), as_)
