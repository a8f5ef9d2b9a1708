"""What is published of the second reading is what its sheets give."""

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

import treaty_record

ROOT = Path(__file__).parents[2]
SHEETS = ROOT / "scripts/second_reading"
SAMPLES = {"rates": 30, "final": 20}
"""How many articles each sample has."""


def test_the_page_on_second_readings_has_what_the_sheets_give() -> None:
    done = subprocess.run([sys.executable, SHEETS / "agreement.py"], check=True, capture_output=True, text=True)
    page = (ROOT / "docs/second-reading.md").read_text(encoding="utf-8")
    tables = done.stdout.strip().split("\n\n")
    assert len(tables) == 6  # each with the line that says of how many
    assert all(table in page for table in tables)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_is_of_articles_that_are_here(sample: str) -> None:
    articles = set(pl.read_csv(SHEETS / f"{sample}.csv")["article_id"])
    assert len(articles) == SAMPLES[sample]
    assert articles <= set(treaty_record.load("articles")["article_id"])


def test_no_article_is_in_both_samples() -> None:
    first, other = (set(pl.read_csv(SHEETS / f"{sample}.csv")["article_id"]) for sample in SAMPLES)
    assert not first & other
