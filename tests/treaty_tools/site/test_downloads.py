"""What is downloaded has ids, ISO dates, figures as said with their bounds, counts, addresses and the version."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

import treaty_record
from tests.helpers import browser as chromium
from treaty_tools.site import downloads, record
from treaty_tools.site.record import Record

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def read(pristine: Path) -> Record:
    return record.read(pristine)


def test_whole_rows_are_those_of_the_flat_tables(read: Record, pristine: Path) -> None:
    rows = downloads.whole_rows(read, "https://example.org/")
    timeline = treaty_record.timeline(package=pristine)
    timeline = timeline.drop(downloads.ON_ARTICLES)
    assert rows["events"].select(timeline.columns).equals(timeline)
    figures = treaty_record.figures(package=pristine).drop(downloads.ON_ARTICLES)
    claims = rows["claims"].filter(pl.col("measure").is_not_null()).select(figures.columns)
    assert claims.sort("claim_id").equals(figures.sort("claim_id"))
    assert {"claim_id", "claimant_id", "event_id", "said_on_earliest", "figure_low", "figure", "n_origins", "link"} <= {
        *rows["claims"].columns
    }
    assert rows["claims"]["page"][0].startswith("https://example.org/claims/")
    assert set(rows["events"]["version"]) == {read.about.version}


def test_the_figures_of_a_measure_lie_beside_its_page(small_site: Path, pristine: Path) -> None:
    figures = treaty_record.figures(package=pristine)
    for (measure,), frame in figures.group_by("measure"):
        lines = list(csv.DictReader(io.StringIO((small_site / f"figures/{measure}.csv").read_text("utf-8"))))
        assert [line["claim_id"] for line in lines] == frame["claim_id"].to_list()
        whole = json.loads((small_site / f"figures/{measure}.json").read_text("utf-8"))
        assert [row["figure"] for row in whole["rows"]] == frame["figure"].to_list()
        assert (whole["measure"], list(whole["columns"])) == (measure, frame.columns)
        page = (small_site / f"figures/{measure}.html").read_text("utf-8")
        assert f'<a href="{measure}.csv" download>CSV</a> · <a href="{measure}.json" download>JSON</a>' in page


@pytest.mark.browser
@pytest.mark.skipif(chromium.executable() is None, reason="no Chromium here: .ci/programs installs one")
def test_the_csv_of_a_filtered_view_has_whole_rows(read: Record, small_site: Path, opened: Page) -> None:
    opened.goto(f"{(small_site / 'claims.html').as_uri()}#q=treaty")
    shown = opened.locator("#table-claims tbody tr:visible").count()
    with opened.expect_download() as saved:
        opened.get_by_role("button", name="Download as CSV").click()
    lines = list(csv.DictReader(io.StringIO(Path(saved.value.path()).read_text("utf-8-sig"))))
    whole = {row["claim_id"]: row for row in downloads.whole_rows(read)["claims"].iter_rows(named=True)}
    assert 0 < len(lines) == shown < len(whole)
    for line in lines:
        row = whole[line["claim_id"]]
        assert (line["statement"], line["n_origins"]) == (row["statement"], str(row["n_origins"]))
        assert line["said_on_latest"] == (row["said_on_latest"].isoformat() if row["said_on_latest"] else "")
