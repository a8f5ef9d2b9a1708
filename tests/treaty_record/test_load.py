"""The tables load typed, in polars and in pandas, and every row leads to its evidence."""

import datetime
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

import treaty_record
from treaty_record import TABLES, home, rows
from treaty_record.evidence import evidence_in


def test_all_tables_load_with_the_types_of_their_models() -> None:
    tables = treaty_record.load()
    assert list(tables) == list(TABLES)
    for name, frame in tables.items():
        assert frame.schema == home.contract().tables[name].polars_schema
        TABLES[name].validate(frame, lazy=True)


def test_dates_are_dates_and_gaps_are_null() -> None:
    events = treaty_record.load("events")
    row = events.row(by_predicate=pl.col("event_id") == "choe-son-hui-visits-moscow", named=True)
    assert (row["date"], row["date_earliest"], row["date_latest"]) == (
        "2024-11",
        datetime.date(2024, 11, 1),
        datetime.date(2024, 11, 30),
    )
    assert row["note"] is None
    assert row["disputed"] is False


def test_pandas_keeps_numbers_beside_gaps() -> None:
    claims = treaty_record.load("claims", as_="pandas").set_index("claim_id")
    assert claims["figure_low"]["ukraine-more-than-10000"] == 10000
    assert str(claims["figure_low"].dtype) == "float64"
    assert str(claims["n_articles"].dtype) == "Int64"
    assert claims["figure_high"].isna().sum() > 0


def test_pandas_and_polars_hold_the_same() -> None:
    for name, frame in treaty_record.load(as_="pandas").items():
        expected = treaty_record.load(name)
        assert pl.from_pandas(frame).cast(expected.schema).equals(expected), name


def test_unknown_table_is_refused_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="no table 'event': the package has articles, passages, actors"):
        treaty_record.load("event")


def test_evidence_leads_from_a_row_to_its_articles() -> None:
    citations, passages, articles = treaty_record.evidence("events/kim-ratifies-treaty")
    assert set(citations["row_id"]) == {"kim-ratifies-treaty"}
    assert set(passages["passage_id"]) == set(citations["passage_id"])
    assert set(articles["article_id"]) == set(passages["article_id"])
    said = dict(citations.filter(field="date").group_by("agrees").agg(pl.col("says").unique().sort()).iter_rows())
    assert said == {True: ["2024-11", "2024-11-11"], False: ["2024-11-12"]}


@pytest.mark.parametrize("table", ["actors", "names", "events", "participants", "claims", "relations"])
def test_every_row_of_facts_has_agreeing_evidence(table: str) -> None:
    tables = treaty_record.load()
    frame = tables[table]
    assert frame["article_id"].null_count() == 0
    for row_id in frame[frame.columns[0]].gather_every(10):
        found = evidence_in(tables, table, row_id)
        assert found.citations["agrees"].any() or is_publisher(row_id, found.articles, tables["actors"])
        assert not found.articles.is_empty()


def is_publisher(actor_id: str, articles: pl.DataFrame, actors: pl.DataFrame) -> bool:
    """Return whether an actor or a medium of its house published an article, which is its citation."""
    house = actors.filter((pl.col("actor_id") == actor_id) | (pl.col("owner_id") == actor_id))["actor_id"]
    return articles["publisher_id"].is_in(house.implode()).any()


def test_a_row_that_is_not_there_has_no_evidence() -> None:
    with pytest.raises(KeyError, match="no row events/nothing; name a row as table/key, such as events/bridge-closes"):
        treaty_record.evidence("events/nothing")


def test_the_key_of_a_row_is_enough() -> None:
    whole, short = (treaty_record.evidence(name) for name in ("events/kim-ratifies-treaty", "kim-ratifies-treaty"))
    assert all(frame.equals(other) for frame, other in zip(whole, short, strict=True))
    assert treaty_record.cite("kim-ratifies-treaty") == treaty_record.cite("events/kim-ratifies-treaty")


def test_a_key_of_several_tables_needs_its_table(pristine: Path) -> None:
    tables = treaty_record.load(package=pristine)
    key = tables["events"]["event_id"][0]
    twice = {**tables, "actors": tables["actors"].with_columns(actor_id=pl.lit(key))}
    with pytest.raises(KeyError, match=f"{key} is a key of several tables: name actors/{key} or events/{key}"):
        rows.found(twice, key)


def test_evidence_of_all_rows_is_all_that_is_cited(pristine: Path) -> None:
    tables = treaty_record.load(package=pristine)
    every, of_events = (treaty_record.evidence(row, package=pristine) for row in (None, "events"))
    assert every.citations.equals(tables["citations"])
    assert every.passages.drop("link").equals(tables["passages"])
    assert of_events.citations.equals(tables["citations"].filter(row_table="events"))
    assert set(of_events.passages["passage_id"]) == set(of_events.citations["passage_id"])


def test_articles_of_events_are_those_that_are_counted(pristine: Path) -> None:
    events = treaty_record.load("events", package=pristine)
    of_all = treaty_record.articles_of(package=pristine)
    counted = dict(of_all.group_by("row_id").agg(pl.sum("supports")).iter_rows())
    assert {key: counted.get(key, 0) for key in events["event_id"]} == dict(
        events.select("event_id", "n_articles").iter_rows()
    )
    key = events["event_id"][0]
    assert treaty_record.articles_of(key, package=pristine).equals(of_all.filter(row_id=key))


def test_polars_is_all_that_loading_needs() -> None:
    missing = {"pandera", "pycountry", "pandas", "pyarrow", "duckdb", "click"}
    code = f"""
import sys
sys.modules.update(dict.fromkeys({missing}))
from treaty_record import *
import treaty_record as t
assert t.__version__ == t.home.descriptor()["version"]
articles_of("kim-ratifies-treaty"), cite("events/kim-ratifies-treaty"), link(load("passages")["passage_id"][0])
t.load(), t.timeline(), t.figures(), t.contradictions(), t.who_cites_whom(), t.evidence("events/kim-ratifies-treaty")
try:
    t.Event
except ModuleNotFoundError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "Event needs pycountry: pip install 'treaty-record[models]'\n"
