"""Who met whom: pairs at events that occurred, each meeting once."""

import polars as pl
import pytest

from treaty_record.facts.meetings import meeting_types, who_met_whom

TERMS = [
    ("events.type", "summit", "CONSULT"),
    ("events.type", "visit", "CONSULT"),
    ("events.type", "combat", "ASSAULT"),
]
EVENTS = [
    ("visit", "visit", "occurred", "2024-06-18", None),
    ("talks", "summit", "occurred", "2024-06-19", "visit"),
    ("battle", "combat", "occurred", "2024-08-01", None),
    ("plan", "summit", "planned", "2024-09-01", None),
    ("call", "summit", "occurred", "2024-05-01", None),
]
PARTICIPANTS = [
    *(("visit", who) for who in ("ann", "bob")),
    *(("talks", who) for who in ("ann", "bob", "eve")),
    *(("battle", who) for who in ("ann", "eve")),
    *(("plan", who) for who in ("ann", "eve")),
    *(("call", who) for who in ("ann", "bob", "bob")),
]


@pytest.fixture
def tables() -> dict[str, pl.DataFrame]:
    terms = pl.DataFrame(TERMS, schema=["column", "term", "plover"], orient="row")
    columns = ["event_id", "type", "status", "date", "part_of"]
    days = pl.col("date").str.to_date()
    events = pl.DataFrame(EVENTS, schema=columns, orient="row").with_columns(date_earliest=days, date_latest=days)
    return {
        "vocabulary": terms.with_columns(broader=pl.lit(None, pl.String)),
        "events": events,
        "participants": pl.DataFrame(PARTICIPANTS, schema=["event_id", "actor_id"], orient="row"),
    }


def test_pairs_met_at_meetings_that_occurred_in_chronological_order(tables: dict[str, pl.DataFrame]) -> None:
    assert list(who_met_whom(tables).iter_rows()) == [
        ("ann", "bob", ["call", "visit"]),  # the talks are part of the visit, on which the two met as well
        ("ann", "eve", ["talks"]),
        ("bob", "eve", ["talks"]),
    ]


def test_all_types_are_meetings_where_the_vocabulary_marks_none(tables: dict[str, pl.DataFrame]) -> None:
    assert sorted(meeting_types(tables)) == ["summit", "visit"]
    unmarked = {**tables, "vocabulary": tables["vocabulary"].with_columns(plover=pl.lit(None, pl.String))}
    assert sorted(meeting_types(unmarked)) == ["combat", "summit", "visit"]
    assert ("ann", "eve", ["talks", "battle"]) in who_met_whom(unmarked).iter_rows()
