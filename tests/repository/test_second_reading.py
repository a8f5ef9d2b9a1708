"""What is published of the second reading is what the sheets of each round give."""

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

import treaty_record

ROOT = Path(__file__).parents[2]
SHEETS = ROOT / "scripts/second_reading"


@pytest.fixture(scope="module")
def made() -> list[str]:
    script = SHEETS / "agreement.py"
    done = subprocess.run([sys.executable, script], check=True, capture_output=True, text=True)
    return done.stdout.strip().split("\n\nround-")


def test_the_page_on_second_readings_has_the_agreement_of_each_round(made: list[str]) -> None:
    page = (ROOT / "docs/second-reading.md").read_text(encoding="utf-8")
    assert len(made) == len(list(SHEETS.glob("round-*")))
    assert all(table.removeprefix("round-") in page for table in made)


def test_no_article_is_read_again_in_two_rounds() -> None:
    rounds = [set(pl.read_csv(path)["article_id"]) for path in sorted(SHEETS.glob("round-*/first.csv"))]
    assert [len(articles) for articles in rounds] == [13, 13]
    assert not set.intersection(*rounds)
    assert set.union(*rounds) <= set(treaty_record.load("articles")["article_id"])
