"""The first things that people do with a frame work in pandas, polars and DuckDB."""

import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest

import treaty_record

COUNT = 26
"""Events that can have begun in November 2024."""


@pytest.fixture(scope="module")
def events() -> pd.DataFrame:
    return treaty_record.load("events", as_="pandas")


@pytest.fixture(scope="module")
def claims() -> pd.DataFrame:
    return treaty_record.load("claims", as_="pandas")


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with treaty_record.load(as_="duckdb") as opened:
        yield opened


def test_types_in_pandas(claims: pd.DataFrame) -> None:
    wanted = {"said_on_latest": "datetime64[s]", "figure_low": "float64", "n_origins": "Int64", "disputed": "boolean"}
    assert {name: str(claims[name].dtype) for name in wanted} == wanted
    assert [name for name in claims if claims[name].dtype == "category"] == ["kind", "modality", "measure"]
    passages = treaty_record.load("passages", as_="pandas")
    assert str(passages["start"].dtype) == "Int64"
    assert passages["start"].isna().any()


def test_days_compare_with_text_and_times_in_pandas(events: pd.DataFrame) -> None:
    days = events["date_earliest"]
    november = (days >= "2024-11-01") & (days < pd.Timestamp("2024-12-01"))
    assert november.sum() == COUNT
    assert (days > "2024-11-01").equals(days > pd.Timestamp("2024-11-01"))


def test_query_in_pandas(events: pd.DataFrame) -> None:
    found = events.query('date_earliest >= "2024-11-01" and date_earliest < "2024-12-01" and status == "occurred"')
    assert 0 < len(found) < COUNT


def test_resample_and_periods_in_pandas(events: pd.DataFrame) -> None:
    monthly = events.dropna(subset="date_earliest").resample("MS", on="date_earliest").size()
    assert monthly["2024-11-01"] == COUNT
    assert (events["date_earliest"].dt.to_period("M") == "2024-11").sum() == COUNT


def test_groupby_in_pandas(events: pd.DataFrame, claims: pd.DataFrame) -> None:
    by_status = events.groupby("status", observed=True)["n_origins"].agg(["sum", "max"])
    assert by_status["sum"].sum() == events["n_origins"].sum()
    assert claims.groupby("measure", observed=True)["figure_high"].max().notna().any()


def test_merge_in_pandas(events: pd.DataFrame, claims: pd.DataFrame) -> None:
    merged = claims.merge(events, on="event_id", how="left", suffixes=("", "_of_event"))
    assert len(merged) == len(claims)
    assert str(merged["n_claimants"].dtype) == "Int64"
    assert (merged["said_on_latest"] - merged["date_latest"]).dt.days.notna().any()


def test_filling_gaps_in_pandas(claims: pd.DataFrame) -> None:
    filled = claims.fillna({"note": "", "figure_low": 0, "said_on_latest": pd.Timestamp("2024-01-01")})
    assert not filled[["note", "figure_low", "said_on_latest"]].isna().any(axis=None)
    assert claims["said_on_earliest"].fillna(claims["said_on_latest"]).notna().sum() > 0.9 * len(claims)


def test_json_in_pandas(events: pd.DataFrame) -> None:
    rows = json.loads(events.to_json(orient="records", date_format="iso"))
    row = next(row for row in rows if row["event_id"] == "choe-son-hui-visits-moscow")
    assert row["date_earliest"].startswith("2024-11-01T00:00:00")
    assert (row["note"], row["disputed"], row["part_of"]) == (None, False, None)


def test_csv_and_back_in_pandas(events: pd.DataFrame) -> None:
    days = ["date_earliest", "date_latest"]
    back = pd.read_csv(io.StringIO(events.to_csv(index=False)), parse_dates=days, dtype={"date": str})
    assert back["date"].equals(events["date"])
    assert all((back[day].fillna(pd.Timestamp(0)) == events[day].fillna(pd.Timestamp(0))).all() for day in days)


@pytest.mark.slow
def test_matplotlib_draws_pandas_and_polars(claims: pd.DataFrame) -> None:
    from matplotlib.figure import Figure

    killed = claims[claims["measure"] == "killed"]
    axes = Figure().subplots()
    (line,) = axes.plot(killed["said_on_latest"], killed["figure_high"], "o")
    drawn = np.asarray(line.get_xydata())
    assert len(drawn) == len(killed)
    frame = treaty_record.load("claims").filter(measure="killed")
    (other,) = axes.plot(frame["said_on_latest"], frame["figure_high"], "o")
    assert np.array_equal(drawn[:, 0], np.asarray(other.get_xydata())[:, 0])


@pytest.mark.slow
def test_altair_draws_pandas_and_polars(claims: pd.DataFrame) -> None:
    import altair as alt

    columns = ["claim_id", "said_on_latest", "figure_low", "n_origins", "kind", "disputed"]
    polars = treaty_record.load("claims").filter(measure="killed").select(columns)
    for frame in (claims.loc[claims["measure"] == "killed", columns], polars):
        chart = alt.Chart(frame).mark_point().encode(x="said_on_latest", y="figure_low", color="kind")
        encoding = chart.to_dict()["encoding"]
        assert (encoding["x"]["type"], encoding["y"]["type"]) == ("temporal", "quantitative")


def test_the_first_steps_in_polars() -> None:
    events, claims = treaty_record.load("events"), treaty_record.load("claims")
    november = pl.col("date_earliest").is_between(date(2024, 11, 1), date(2024, 11, 30))
    assert events.filter(november).height == COUNT
    dated = events.drop_nulls("date_earliest").sort("date_earliest")
    monthly = dict(dated.group_by_dynamic("date_earliest", every="1mo").agg(pl.len()).iter_rows())
    assert monthly[date(2024, 11, 1)] == COUNT
    assert events.group_by("status").agg(pl.sum("n_origins"))["n_origins"].sum() == events["n_origins"].sum()
    assert claims.join(events, on="event_id", how="left").height == claims.height
    assert claims.with_columns(pl.col("note").fill_null(""))["note"].null_count() == 0
    assert json.loads(events.write_json())[0]["disputed"] is False
    back = pl.read_csv(events.write_csv().encode(), schema=events.schema)
    assert back.equals(events)


STEPS: dict[str, tuple[str, Any]] = {
    "compare": ("SELECT count(*) FROM events WHERE date_earliest BETWEEN '2024-11-01' AND '2024-11-30'", COUNT),
    "month": ("SELECT count(*) FROM events WHERE date_trunc('month', date_earliest) = DATE '2024-11-01'", COUNT),
    "group": (
        "SELECT n FROM (SELECT date_trunc('month', date_earliest) AS month, count(*) AS n FROM events GROUP BY ALL) "
        "WHERE month = '2024-11-01'",
        COUNT,
    ),
    "fill": ("SELECT count(*) FROM claims WHERE coalesce(note, '') IS NULL", 0),
    "truth": ("SELECT count(*) FILTER (disputed) = sum(disputed::int) FROM events", True),
    "join": (
        "SELECT count(*) = (SELECT count(*) FROM claims) FROM claims LEFT JOIN events USING (event_id)",
        True,
    ),
}


@pytest.mark.parametrize(("query", "value"), STEPS.values(), ids=STEPS)
def test_the_first_steps_in_duckdb(connection: duckdb.DuckDBPyConnection, query: str, value: Any) -> None:
    assert connection.sql(query).fetchall() == [(value,)]
