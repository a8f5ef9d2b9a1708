"""One answer to each question: every door names the same independent sources, in the same order."""

import pytest

from treaty_record import figures, home, load, timeline
from treaty_record.facts.order import claims_in_order, events_in_order
from treaty_record.facts.witnesses import row_origins
from treaty_tools.site import listings, record, table_cells

TABLES = load()


@pytest.fixture(scope="module")
def site() -> record.Record:
    return record.read(home.folder())


@pytest.mark.parametrize("table", ["events", "claims"])
def test_the_site_names_as_many_origins_as_the_tables_count(site: record.Record, table: str) -> None:
    frame = TABLES[table]
    counted = dict(zip(frame[frame.columns[0]], frame["n_origins"], strict=True))
    assert {row: len(table_cells.origins(site, table, row)) for row in counted} == counted
    heard = row_origins(TABLES, table)
    assert {row: table_cells.origins(site, table, row) for row in heard["row_id"].unique()} == dict(
        heard.group_by("row_id").agg("origin").iter_rows()
    )


def test_the_flat_tables_name_as_many_origins_as_the_tables_count() -> None:
    for frame in (timeline(), figures()):
        named = frame["origins"].str.split("; ").list.len().fill_null(0)
        assert named.to_list() == frame["n_origins"].to_list()


def test_rows_have_one_order_in_time(site: record.Record) -> None:
    assert [row["claim_id"] for row in listings.claims_in_order(site.rows["claims"].values())] == claims_in_order(
        TABLES["claims"]
    )["claim_id"].to_list()
    events = events_in_order(TABLES["events"])["event_id"].to_list()
    assert [row["event_id"] for row in listings.events_in_order(site.rows["events"].values())] == events
    assert timeline()["event_id"].to_list() == events
