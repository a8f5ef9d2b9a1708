"""The best source of a row: it supports the row if anything does, and is a newsroom's own report if there is one."""

import polars as pl
import pytest

from treaty_record import load
from treaty_record.facts.best_sources import best_sources
from treaty_record.facts.origins import houses
from treaty_record.facts.witnesses import with_sources

TABLES = load()


@pytest.mark.parametrize("table", ["events", "claims"])
def test_every_row_that_is_supported_or_announced_has_one_that_counts_if_any_does(table: str) -> None:
    rows = TABLES[table].select("n_articles", "n_announcing", row_id=TABLES[table].columns[0])
    best = best_sources(TABLES, table)
    reported = rows.filter((pl.col("n_articles") > 0) | (pl.col("n_announcing") > 0))
    assert set(reported["row_id"]) <= set(best["row_id"])
    assert best["row_id"].is_unique().all()
    cited = best.join(TABLES["citations"].filter(row_table=table), on=["row_id", "passage_id"])
    counting = cited.filter("counts")["row_id"]
    assert set(rows.filter(pl.col("n_articles") > 0)["row_id"]) == set(counting)


def test_a_newsroom_of_its_own_is_preferred() -> None:
    publishers = TABLES["articles"].select("article_id", actor_id="publisher_id").join(houses(TABLES), on="actor_id")
    cited = with_sources(TABLES, TABLES["citations"].filter("counts", row_table="claims"))
    own = cited.join(publishers, on="article_id").filter(pl.col("house") == pl.col("origin"))
    best = best_sources(TABLES, "claims").join(own.select("row_id").unique(), on="row_id", how="semi")
    chosen = best.join(own.select("row_id", "passage_id").unique(), on=["row_id", "passage_id"], how="semi")
    assert len(chosen) == len(best) > 100
