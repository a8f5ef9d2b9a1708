"""What type checkers know of the frames: run by mypy and pyright, never by Python.

Both fail where an ignored line is no error any more, so each ignore says that a misuse is found.
"""
# pyright: reportUnnecessaryTypeIgnoreComment=true

from typing import assert_type

import duckdb
import pandas as pd
import polars as pl
from pandera.typing.polars import DataFrame

import treaty_record
from treaty_record import Claim, Event
from treaty_record.evidence import Evidence


def days(events: DataFrame[Event]) -> pl.Series:
    return events["date_earliest"]


def largest(claims: DataFrame[Claim]) -> pl.Series:
    return claims["figure_high"]


def uses() -> None:
    days(treaty_record.load("events"))
    largest(treaty_record.load("claims"))
    assert_type(treaty_record.load("events").head(), pl.DataFrame)
    assert_type(treaty_record.load("events", package="."), pl.DataFrame)
    assert_type(treaty_record.load("events", as_="pandas"), pd.DataFrame)
    assert_type(treaty_record.load("events", as_="duckdb"), duckdb.DuckDBPyRelation)
    assert_type(treaty_record.load(), dict[str, pl.DataFrame])
    assert_type(treaty_record.load(as_="pandas"), dict[str, pd.DataFrame])
    assert_type(treaty_record.load(as_="duckdb"), duckdb.DuckDBPyConnection)
    assert_type(treaty_record.timeline(as_="pandas"), pd.DataFrame)
    assert_type(treaty_record.figures("killed", as_="duckdb"), duckdb.DuckDBPyRelation)
    assert_type(treaty_record.evidence("events/x"), Evidence[pl.DataFrame])
    assert_type(treaty_record.evidence("events/x", as_="pandas").passages, pd.DataFrame)


def misuses(name: str) -> None:
    days(treaty_record.load("claims"))  # type: ignore[arg-type]
    largest(treaty_record.load("events"))  # type: ignore[arg-type]
    days(treaty_record.load(name))  # type: ignore[arg-type]
    days(treaty_record.load("events", as_="pandas"))  # type: ignore[arg-type]
    treaty_record.load("events", as_="spark")  # type: ignore[call-overload]
    treaty_record.timeline("events")  # type: ignore[call-overload]
    treaty_record.who_cites_whom("media")  # type: ignore[call-overload]
