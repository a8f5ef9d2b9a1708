"""What challenges an event or a claim: told apart in the real data, and never both challenged and not."""

import polars as pl
import pytest

from treaty_record import load
from treaty_record.facts.challenges import CHALLENGES, DENIAL_REVERSED, DISPUTED, NONE, ONE_SOURCE, REVERSED, challenges

TABLES = load()
KEYS = {"events": "event_id", "claims": "claim_id"}


@pytest.fixture(params=KEYS)
def table(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def challenged(table: str) -> pl.DataFrame:
    """Return the rows of a table with their challenges."""
    found = challenges(TABLES, table).rename({"row_id": KEYS[table]})
    return TABLES[table].join(found, on=KEYS[table])


def test_every_row_has_challenges_or_the_words_that_it_has_none(table: str) -> None:
    found = challenged(table)
    assert len(found) == len(TABLES[table])
    assert set(found["challenges"].explode()) <= set(CHALLENGES)
    none = found.filter(pl.col("challenges").list.contains(NONE))
    assert none["challenges"].list.len().unique().to_list() == [1]


def test_a_row_is_disputed_or_one_source_differs_if_its_column_says_so(table: str) -> None:
    terms = pl.col("challenges").list
    found = challenged(table).select("disputed", said=terms.contains(DISPUTED) ^ terms.contains(ONE_SOURCE))
    assert found["said"].equals(found["disputed"])


def test_a_claim_is_reversed_if_a_later_one_reverses_it() -> None:
    found = challenged("claims")
    reversed_ = found.filter(pl.col("challenges").list.contains(REVERSED))
    assert reversed_["claim_id"].to_list() == found.drop_nulls("reversed_by")["claim_id"].to_list()
    assert len(reversed_) > 10


def test_the_denial_of_an_event_is_reversed_later() -> None:
    found = challenged("events").filter(pl.col("challenges").list.contains(DENIAL_REVERSED))
    assert found["event_id"].to_list() == ["north-korean-troops-in-russia"]


def test_one_source_that_differs_is_no_dispute_until_a_second_does() -> None:
    row = challenged("events").filter(pl.col("challenges").list.contains(ONE_SOURCE))["event_id"][0]
    cited = TABLES["citations"]
    supporting = (pl.col("row_id") == row) & pl.col("agrees") & pl.col("counts") & (pl.col("row_table") == "events")
    second = cited.filter(supporting, pl.col("origin").is_not_null())["passage_id"].unique()
    more = {
        **TABLES,
        "citations": cited.with_columns(
            agrees=pl.col("agrees") & ~(supporting & pl.col("passage_id").is_in(second.implode()))
        ),
    }
    assert challenges(more, "events").filter(row_id=row)["challenges"].to_list() == [[DISPUTED]]
