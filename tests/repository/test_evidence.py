"""What the record's own evidence shows: announcements and unknown origins are not counted."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from treaty_record import home
from treaty_record.facts.order import dated_articles
from treaty_tools.package.reading import read_package

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("event", ["exchange-of-instruments", "treaty-entry-into-force"])
def test_a_later_step_counts_only_articles_of_its_day_or_later(event: str) -> None:
    tables = read_package(ROOT, home.contract()).data
    row = tables["events"].row(by_predicate=pl.col("event_id") == event, named=True)
    days = dict(dated_articles(tables["articles"]).select("article_id", "day").iter_rows())
    passages = dict(tables["passages"].select("passage_id", "article_id").iter_rows())
    cited = tables["citations"].filter(pl.col("counts"), row_table="events", row_id=event)
    counted = {passages[passage] for passage in cited["passage_id"]}
    months = set(tables["articles"].filter(pl.col("published").str.len_chars() < 10)["article_id"])
    assert row["date_earliest"] == date(2024, 12, 4)
    assert min(days[article] for article in counted - months) >= row["date_earliest"]
    assert all(days[article] >= date(2024, 12, 1) for article in counted & months)
    assert (row["n_articles"], row["n_origins"]) == (len(counted), cited["origin"].drop_nulls().n_unique())
