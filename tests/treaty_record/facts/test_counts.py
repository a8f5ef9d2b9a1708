"""The counts of every event and claim follow from ``citations.csv`` alone, and every door gives the same."""

import csv
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.helpers import shown_measures
from tests.helpers.record_databases import duckdb_in, sqlite_in
from treaty_record import figures, home, load, timeline
from treaty_record.facts import witnesses
from treaty_tools.explain import measure, show
from treaty_tools.explain.support import HEARD, support
from treaty_tools.package.reading import read_package
from treaty_tools.site import answer, record
from treaty_tools.site.inline import Inline

ROWS = {"events": "event_id", "claims": "claim_id"}
COUNTS = ("n_articles", "n_origins", "n_unknown_origin", "n_announcing")
Counts = Mapping[str, tuple[int, ...]]
"""The values of ``COUNTS`` of each row."""


def rows_of(table: str) -> Iterator[dict[str, str]]:
    with (home.folder() / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def recounted() -> Counts:
    """Count what ``citations.csv`` says; an article's id is what precedes the dot in the id of its passage."""
    heard: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    announcing: dict[str, set[str]] = defaultdict(set)
    for cited in rows_of("citations"):
        row, article = f"{cited['row_table']}/{cited['row_id']}", cited["passage_id"].partition(".")[0]
        if cited["counts"] == "true":
            heard[row][article].add(cited["origin"])
        if cited["stance"] == "announces":
            announcing[row].add(article)
    return {row: counted(heard[row], announcing[row]) for row in names(ROWS)}


def counted(heard: Mapping[str, set[str]], announcing: set[str]) -> tuple[int, ...]:
    origins = [origin for (origin,) in heard.values()]  # an article gives a row one origin
    return len(origins), len({*origins} - {""}), origins.count(""), len(announcing)


def names(tables: Mapping[str, str]) -> Iterator[str]:
    yield from (f"{table}/{row[key]}" for table, key in tables.items() for row in rows_of(table))


@pytest.fixture(scope="module")
def expected() -> Counts:
    return recounted()


# The doors


def csv_files(_: Path) -> Counts:
    return {
        f"{table}/{row[key]}": tuple(int(row[name]) for name in COUNTS)
        for table, key in ROWS.items()
        for row in rows_of(table)
    }


def flat_tables(_: Path) -> Counts:
    tables = (("events", "event_id", timeline()), ("claims", "claim_id", figures()))
    return {
        f"{table}/{row[key]}": tuple(row[name] for name in COUNTS)
        for table, key, frame in tables
        for row in frame.iter_rows(named=True)
    }


def in_words(line: str) -> tuple[int, ...]:
    """Return the counts that a line has in words."""
    found = re.search(r"upported by ([\d,]+) articles?: ([\d,]+) independent origins?", line)
    assert found, line
    further = (re.search(pattern, line) for pattern in (r"([\d,]+) articles? of unknown", r"nnounced by ([\d,]+) art"))
    return (int(found[1]), int(found[2]), *(int(part[1]) if part else 0 for part in further))


def show_command(_: Path) -> Counts:
    tables, found = load(), {}
    for table in ROWS:
        for row in tables[table].gather_every(10).iter_rows(named=True):
            (line,) = [line for line, _ in show.summary(tables, table, row) if "upported by" in line]
            found[f"{table}/{next(iter(row.values()))}"] = in_words(line)
    return found


def show_command_of_measures(_: Path) -> Counts:
    tables = load()
    lines = [line for name in tables["claims"]["measure"].drop_nulls().unique() for line in measure.page(tables, name)]
    return {
        one.row: (one.articles, len(one.origins), one.unknown, one.announcing) for one in shown_measures.claims(lines)
    }


SQL = "SELECT '{0}/' || {1}, n_articles, n_origins, n_unknown_origin, n_announcing FROM {2}"
QUERIES = (
    SQL.format("events", "event_id", "events"),
    SQL.format("claims", "claim_id", "claims"),
    SQL.format("claims", "claim_id", "statements"),
)
"""The tables and the view that have the counts."""
VIEW = """SELECT row_table || '/' || row_id, count(DISTINCT CASE WHEN counts THEN article_id END),
count(DISTINCT CASE WHEN counts THEN origin_id END),
count(DISTINCT CASE WHEN counts AND origin_id IS NULL THEN article_id END),
count(DISTINCT CASE WHEN stance = 'announces' THEN article_id END)
FROM evidence WHERE row_table IN ('events', 'claims') GROUP BY row_table, row_id"""
"""The counts, from the view on the evidence."""


def sqlite_file(scratch: Path) -> Counts:
    with closing(sqlite3.connect(sqlite_in(scratch))) as database:
        return of_queries(lambda query: database.execute(query).fetchall())


def duckdb_database(scratch: Path) -> Counts:
    with duckdb.connect(duckdb_in(scratch), read_only=True) as database:
        return of_queries(lambda query: database.execute(query).fetchall())


def of_queries(run: Callable[[str], Sequence[tuple[Any, ...]]]) -> Counts:
    tables, claims, statements = ({row[0]: row[1:] for row in run(query)} for query in QUERIES)
    assert statements == claims
    by_table = tables | claims
    by_view = {row: tuple(counts) for row, *counts in run(VIEW)}
    assert by_view == {row: by_table[row] for row in by_view}
    assert len(by_view) > len(by_table) / 2
    return by_table


def on_the_page(sentences: Sequence[str]) -> tuple[int, ...]:
    """Return the counts that the answer at the top of a page has in words."""
    said = " ".join(sentences)
    patterns = (
        r"(?:\(|: )([\d,]+) articles?",
        r"<strong>([\d,]+) independent",
        r"(?:, |: )([\d,]+) (?:articles? )?of unknown origin",
        r"([\d,]+) articles? announces? it",
    )
    found = (re.search(pattern, said) for pattern in patterns)
    return tuple(int(part[1].replace(",", "")) if part else 0 for part in found)


def site(_: Path) -> Counts:
    package = read_package(home.folder(), home.contract())
    at = Inline(record.joined(record.About("", "", "", ""), package, load()), "")
    return {
        f"{table}/{key}": on_the_page([answer.reported(row), *answer.announced(row)])
        for table in ROWS
        for key, row in at.record.rows[table].items()
    }


DOORS: Mapping[str, Callable[[Path], Counts]] = {
    "CSV": csv_files,
    "flat tables": flat_tables,
    "show": show_command,
    "show of a measure": show_command_of_measures,
    "SQLite": sqlite_file,
    "DuckDB": duckdb_database,
    "site": site,
}


# The law


@pytest.mark.parametrize("door", DOORS)
def test_every_door_counts_what_follows_from_the_citations(door: str, expected: Counts, databases: Path) -> None:
    found = DOORS[door](databases)
    wrong = {row: (counts, expected[row]) for row, counts in found.items() if counts != expected[row]}
    assert wrong == {}
    assert len(found) > 60


def test_the_counts_are_not_all_alike(expected: Counts) -> None:
    for at in range(len(COUNTS)):
        assert len({counts[at] for counts in expected.values()}) > 1


def test_the_facts_name_the_articles_that_announce_a_row_scraped_copies_too(expected: Counts) -> None:
    tables = load()
    announced = witnesses.announcements(tables, "events")
    found = dict(announced.group_by("row_id").len().iter_rows())
    wanted = {row: counts[-1] for row, counts in expected.items() if row.startswith("events/") and counts[-1]}
    assert {f"events/{row}": number for row, number in found.items()} == wanted
    scraped = tables["articles"].filter(kind="scraped copy")["article_id"]
    assert announced["article_id"].is_in(scraped.implode()).any()


def test_claimants_of_events_follow_from_the_claims() -> None:
    said = ("report", "allegation", "confirmation", "estimate")
    speaking: dict[str, set[str]] = defaultdict(set)
    for claim in rows_of("claims"):
        if claim["kind"] in said and claim["modality"] in ("", "asserted") and claim["n_articles"] != "0":
            speaking[claim["event_id"]].add(claim["claimant_id"])
    found = {event["event_id"]: int(event["n_claimants"]) for event in rows_of("events")}
    assert found == {event: len(speaking[event] - {""}) for event in found}
    assert dict(timeline().select("event_id", "n_claimants").iter_rows()) == found


def test_a_number_of_origins_of_a_claim_says_that_it_counts_newsrooms() -> None:
    counts = {"n_articles": 3, "n_origins": 2, "n_unknown_origin": 1, "n_announcing": 1}
    claim = support({"claim_id": "a", **counts})
    assert claim == (
        "supported by 3 articles: 2 independent origins (newsrooms that heard it, not confirmations), "
        "1 article of unknown origin; announced by 1 article (not counted)"
    )
    event = support({"event_id": "b", **counts, "n_claimants": 2})
    assert event == (
        "supported by 3 articles: 2 independent origins, 1 article of unknown origin; "
        "announced by 1 article (not counted); 2 claimants say so"
    )
    assert HEARD in claim
