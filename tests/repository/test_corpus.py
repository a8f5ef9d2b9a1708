"""Every fact that was noted of an article has a passage; what is left out on purpose is listed here."""

import json
import os
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import treaty_record

RECORDS = os.environ.get("TREATY_CORPUS")
LEFT_OUT: dict[str, tuple[int, str]] = {}
"""For an article, how many of the facts noted have no passage of their own, and why."""

pytestmark = pytest.mark.skipif(not RECORDS, reason="TREATY_CORPUS names no folder of article records")


def records() -> dict[str, dict[str, Any]]:
    found = [json.loads(path.read_bytes()) for path in sorted(Path(RECORDS or "").glob("*.json"))]
    return {record["id"]: record for record in found}


def test_every_record_is_an_article() -> None:
    assert set(records()) <= set(treaty_record.load("articles")["article_id"])


def test_every_fact_noted_has_a_passage() -> None:
    passages = treaty_record.load("passages").filter(pl.col("place") != "title")
    counted = dict(passages.group_by("article_id").len().iter_rows())
    noted = {name: len(record["facts_paraphrased"]) for name, record in records().items()}
    missing = {name: n - counted.get(name, 0) for name, n in noted.items() if counted.get(name, 0) < n}
    assert missing == {name: n for name, (n, _) in LEFT_OUT.items()}


def test_what_is_known_of_an_article_is_what_was_noted() -> None:
    articles = {row["article_id"]: row for row in treaty_record.load("articles").iter_rows(named=True)}
    for name, record in records().items():
        for key in ("url", "source_url", "title", "language", "published"):
            assert articles[name][key] == record.get(key), (name, key)


def test_what_was_inferred_of_an_article_is_marked() -> None:
    articles = {row["article_id"]: row for row in treaty_record.load("articles").iter_rows(named=True)}
    for name, record in records().items():
        if record["published"]:
            stated = record["published_basis"].startswith("text")
            assert articles[name]["published_basis"] == ("stated" if stated else "inferred"), name
        guess = re.search(r"Wire guess \(not stated\): (\w+)", record["notes"] or "")
        if guess and articles[name]["origin_id"] == guess[1].lower():
            assert articles[name]["origin_basis"] == "inferred", name
