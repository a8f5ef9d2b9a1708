"""The rules on a single row find the same rows with every engine that narwhals supports."""

from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

from treaty_tools.rules.single_row import ROW_TESTS, RowTest, failing

CLAIMS = pl.DataFrame(
    {
        "claimant_id": ["kcna", None, None, "kcna"],
        "note": [None, None, "Officials.", None],
        "measure": ["killed", "killed", None, None],
        "figure": ["10", None, "10", None],
    },
    schema=dict.fromkeys(("claimant_id", "note", "measure", "figure"), pl.String),
).with_row_index("row")
ARTICLES = pl.DataFrame(
    {
        "url": ["https://example.org/a", None, None],
        "source_url": [None, "https://example.org/b", None],
        "published": ["2024", None, "2024"],
        "published_basis": ["stated", "stated", None],
        "origin_id": ["kcna", None, "kcna"],
        "origin_basis": ["stated", "stated", None],
        "text_sha256": ["0", None, "0"],
        "text_length": [10, 10, None],
    },
).with_row_index("row")
EVENTS = pl.DataFrame(
    {
        "date": ["2024", None, None, None],
        "status": ["occurred", "planned", "alleged", "occurred"],
        "note": [None, None, "Not said.", None],
    },
).with_row_index("row")
FRAMES = {"claims": CLAIMS, "articles": ARTICLES, "events": EVENTS}
TESTS = [pytest.param(test, id=f"{test.table}-{test.column}-{n}") for n, test in enumerate(ROW_TESTS)]


def in_pandas(frame: pl.DataFrame) -> Any:
    return pd.DataFrame(frame.to_dicts()).convert_dtypes()


def in_duckdb(frame: pl.DataFrame) -> Any:
    return duckdb.connect().from_arrow(frame.to_arrow())  # another test's result may be open on the shared connection


@pytest.mark.parametrize("test", TESTS)
@pytest.mark.parametrize("engine", [in_pandas, in_duckdb])
def test_every_engine_finds_the_same_rows(engine: Any, test: RowTest) -> None:
    frame = FRAMES[test.table]
    ours = failing(frame, test)["row"].to_list()
    assert ours
    theirs = failing(engine(frame), test)
    rows = theirs["row"].to_list() if engine is in_pandas else [row for (row,) in theirs.project("row").fetchall()]
    assert sorted(rows) == ours
