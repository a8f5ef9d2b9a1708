"""One answer to each question: every door names the same independent sources, in the same order, with one address."""

import html
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

import treaty_record
from tests.helpers import shown_measures
from treaty_record import figures, home, load, timeline
from treaty_record.facts import measures, sources, witnesses
from treaty_record.facts.order import claims_in_order, events_in_order
from treaty_record.flat.reported_range import ranges
from treaty_tools.explain import measure, show
from treaty_tools.export import duckdb_file, exported_package, sqlite, views
from treaty_tools.package.package import Package
from treaty_tools.package.reading import read_package
from treaty_tools.site import article_pages, record, search, table_cells
from treaty_tools.site.inline import Inline

TABLES = load()
ROWS = {"events": "event_id", "claims": "claim_id"}
Answers = Mapping[str, Sequence[str]]
"""The ids of the independent origins of each row, in order."""
Door = Callable[[Path], Answers]


def differences(found: Answers, expected: Answers) -> list[str]:
    """Return where a door answers otherwise than expected."""
    rows = sorted({*found, *expected})
    return [f"{row}: {found.get(row)}, not {expected.get(row)}" for row in rows if found.get(row) != expected.get(row)]


def independent_origins(table: str) -> dict[str, list[str]]:
    """Return the independent origins of each row of a table, found without a single join."""
    articles, passages, actors = (by_key(name) for name in ("articles", "passages", "actors"))
    heard: dict[str, dict[str, list[tuple[bool, str, str | None]]]] = defaultdict(lambda: defaultdict(list))

    def house(actor_id: str) -> str:
        owner = actors.get(actors[actor_id]["owner_id"])
        return house(owner["actor_id"]) if owner and owner["kind"] == actors[actor_id]["kind"] == "medium" else actor_id

    def named(row: Mapping[str, Any]) -> str | None:
        return house(row["origin_id"]) if row["origin_basis"] in ("own", "stated", "inferred") else None

    def origin(article: Mapping[str, Any]) -> str | None:
        return origin(articles[article["copy_of"]]) if article["origin_basis"] == "inherited" else named(article)

    for citation in TABLES["citations"].filter(row_table=table, stance="supports").iter_rows(named=True):
        passage = passages[citation["passage_id"]]
        article = articles[passage["article_id"]]
        if citation["agrees"] and article["kind"] != "scraped copy":
            own = passage["origin_basis"] not in (None, "inherited")
            found = named(passage) if own else origin(article)
            heard[citation["row_id"]][article["article_id"]].append((not own, passage["passage_id"], found))
    first = {row: {min(given)[2] for given in by_article.values()} for row, by_article in heard.items()}
    return {
        f"{table}/{row}": sorted(filter(None, first.get(row, ())), key=lambda key: (actors[key]["name"], key))
        for row in TABLES[table][ROWS[table]]
    }


def by_key(table: str) -> dict[str, Mapping[str, Any]]:
    return {next(iter(row.values())): row for row in TABLES[table].iter_rows(named=True)}


@pytest.fixture(scope="module")
def expected() -> Answers:
    return independent_origins("events") | independent_origins("claims")


# The doors


def tables_of_facts(_: Path) -> Answers:
    return {
        f"{table}/{row}": list(origins)
        for table, key in ROWS.items()
        for row, origins in TABLES[table]
        .select(row_id=key)
        .join(
            witnesses.row_origins(TABLES, table).group_by("row_id", maintain_order=True).agg("origin"),
            on="row_id",
            how="left",
        )
        .with_columns(pl.col("origin").fill_null([]))
        .iter_rows()
    }


@cache
def read() -> exported_package.ExportedPackage:
    return exported_package.read(home.folder())


@cache
def checked() -> Package:
    return read_package(home.folder(), home.contract())


def site_record() -> record.Record:
    return record.joined(record.About("", "", "", ""), checked(), TABLES)


def some(table: str) -> pl.DataFrame:
    """Return every tenth row, and those to be read in scraped copies, for a door that takes its time for each."""
    scraped = TABLES["articles"].filter(kind="scraped copy")["article_id"]
    tenth = pl.int_range(pl.len()) % 10 == 0
    return TABLES[table].filter(tenth | pl.col("article_id").is_in(scraped.implode()))


def flat_tables(_: Path) -> Answers:
    names = {name: origin for origin, name in origin_names()}
    return {
        f"{table}/{row[key]}": [names[name] for name in (row["origins"] or "").split("; ") if name]
        for table, key, frame in (("events", "event_id", timeline()), ("claims", "claim_id", figures()))
        for row in frame.iter_rows(named=True)
    }


def origin_names() -> Iterator[tuple[str, str]]:
    heard = pl.concat([witnesses.row_origins(TABLES, table) for table in ROWS]).select("origin", "name").unique()
    assert heard["name"].is_unique().all()
    yield from heard.iter_rows()


def show_command(_: Path) -> Answers:
    found = {}
    for table in ROWS:
        for row in some(table).iter_rows(named=True):
            lines = [line for line, _ in show.summary(TABLES, table, row)]
            named = [line.partition(": ")[2] for line in lines if line.startswith("  independent origins: ")]
            found[f"{table}/{next(iter(row.values()))}"] = named[0].split(", ") if named else []
    return found


def show_command_of_measures(scratch: Path) -> Answers:
    names = TABLES["claims"]["measure"].drop_nulls().unique()
    return {one.row: one.origins for name in names for one in shown_measures.claims(measure.page(TABLES, name))}


def sqlite_view(scratch: Path) -> Answers:
    sqlite.write_database(read(), scratch / "facts.sqlite")
    with closing(sqlite3.connect(scratch / "facts.sqlite")) as database:
        return by_row(database.execute(SOURCES).fetchall())


def duckdb_view(scratch: Path) -> Answers:
    duckdb_file.write_database(read(), scratch / "facts.duckdb")
    with duckdb.connect(scratch / "facts.duckdb", read_only=True) as database:
        return by_row(database.execute(SOURCES).fetchall())


SOURCES = """SELECT DISTINCT row_table, row_id, origin, origin_id FROM evidence
WHERE counts AND origin_id IS NOT NULL ORDER BY 1, 2, 3, 4"""


def by_row(found: Sequence[tuple[Any, ...]]) -> Answers:
    answers: dict[str, list[str]] = {f"{table}/{row}": [] for table, key in ROWS.items() for row in TABLES[table][key]}
    for table, row, _, origin in found:
        if table in ROWS:
            answers[f"{table}/{row}"].append(origin)
    return answers


def site_tables(_: Path) -> Answers:
    at = Inline(site_record(), "")
    found = {}
    for table in ROWS:
        for row, cells in at.record.rows[table].items():
            origins = table_cells.origins(at.record, table, row)
            cell = table_cells.origins_cell(at, table, cells)
            assert cell.key == str(len(origins))
            assert all(at.origin(origin) in cell.shown for origin in origins[: table_cells.MOST])
            found[f"{table}/{row}"] = list(origins)
    return found


def site_search(_: Path) -> Answers:
    first, *parts = (text for _, text in search.scripts(site_record(), lambda passage: passage["passage_id"]))
    index = json.loads(first.partition("window.treatyIndex=")[2].rstrip(";\n"))
    bodies = (part.partition("push(")[2].rstrip(");\n") for part in parts)
    index["rows"] = [row for body in bodies for row in json.loads(f"[{body}]")]
    rows = [dict(zip(index["fields"], values, strict=False)) for values in index["rows"]]
    return {
        f"{row['table']}/{row['id']}": [index["origins"][at] for at in row.get("origins", ())]
        for row in rows
        if row["table"] in ROWS
    }


# The law


def without_the_first(tables: Mapping[str, pl.DataFrame], table: str) -> pl.DataFrame:
    heard = witnesses.row_origins(tables, table)
    return heard.filter(pl.int_range(pl.len()).over("row_id") > 0)


def in_another_order(tables: Mapping[str, pl.DataFrame], table: str) -> pl.DataFrame:
    heard = witnesses.row_origins(tables, table)
    return heard.sort("row_id", "name", "origin", descending=[False, True, True])


def whatever_agrees() -> Sequence[views.View]:
    """Return the views with an evidence that counts every citation that agrees, announcements too."""
    sources = {"origin": "citation_sources.heard_from", "origin_id": "citation_sources.heard_from_id"}
    columns = sources | {"counts": "citations.agrees"}
    return (replace(views.EVIDENCE, columns={**views.EVIDENCE.columns, **columns}), views.STATEMENTS, views.RANGES)


EVENTS, CLAIMS = ({f"{table}/{row}" for row in TABLES[table][key]} for table, key in ROWS.items())
SOME = {f"{table}/{row}" for table, key in ROWS.items() for row in some(table)[key]}
FIGURES = {f"claims/{row}" for row in TABLES["claims"].filter(pl.col("measure").is_not_null())["claim_id"]}
DOORS: Mapping[str, tuple[Door, set[str], str]] = {
    "flat tables": (flat_tables, EVENTS | FIGURES, "treaty_record.flat.labels.row_origins"),
    "show": (show_command, SOME, "treaty_tools.explain.show.row_origins"),
    "show of a measure": (show_command_of_measures, FIGURES, "treaty_tools.explain.measure.row_origins"),
    "SQLite": (sqlite_view, EVENTS | CLAIMS, "treaty_tools.export.views.VIEWS"),
    "DuckDB": (duckdb_view, EVENTS | CLAIMS, "treaty_tools.export.views.VIEWS"),
    "site": (site_tables, EVENTS | CLAIMS, "treaty_tools.site.record.row_origins"),
    "search index": (site_search, EVENTS | CLAIMS, "treaty_tools.site.record.row_origins"),
}
"""Every door with the rows that it has, and the function that it asks for their independent origins."""


def breaks() -> Iterator[Any]:
    for door, (_, _, asked) in DOORS.items():
        if asked.endswith("VIEWS"):
            yield pytest.param(door, whatever_agrees(), id=f"{door} whatever agrees")
        else:
            ways = (without_the_first, in_another_order)
            yield from (pytest.param(door, way, id=f"{door} {way.__name__}") for way in ways)


def test_facts_name_the_sources_that_follow_from_the_evidence_model(expected: Answers, tmp_path: Path) -> None:
    assert differences(tables_of_facts(tmp_path), expected) == []


def test_the_tables_count_as_many_sources(expected: Answers) -> None:
    for table, key in ROWS.items():
        for row, n_origins in TABLES[table].select(key, "n_origins").iter_rows():
            assert n_origins == len(expected[f"{table}/{row}"])


@pytest.mark.parametrize("door", DOORS)
def test_every_door_names_the_same_sources_in_the_same_order(door: str, expected: Answers, tmp_path: Path) -> None:
    answers, rows, _ = DOORS[door]
    assert differences(answers(tmp_path), {row: expected[row] for row in rows}) == []


@pytest.mark.slow
@pytest.mark.parametrize(("door", "way"), list(breaks()))
def test_a_door_that_answers_for_itself_is_found_out(
    door: str, way: Any, expected: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, rows, asked = DOORS[door]
    monkeypatch.setattr(asked, way)
    assert differences(answers(tmp_path), {row: expected[row] for row in rows})


# Addresses

Addresses = Mapping[str, str | None]
"""The address of each article, and for each event and claim that of the article to read first."""


def expected_addresses() -> Addresses:
    articles = {
        row["article_id"]: None if row["kind"] == "scraped copy" else row["url"] or row["source_url"]
        for row in TABLES["articles"].iter_rows(named=True)
    }
    first = {
        f"{table}/{row}": articles[article_id]
        for table, key in ROWS.items()
        for row, article_id in TABLES[table].select(key, "article_id").iter_rows()
    }
    return {f"articles/{article_id}": url for article_id, url in articles.items()} | first


def flat_addresses(_: Path) -> Addresses:
    found = {f"events/{row['event_id']}": row["article_url"] for row in timeline().iter_rows(named=True)}
    found |= {f"claims/{row['claim_id']}": row["article_url"] for row in figures().iter_rows(named=True)}
    for side in ("row", "other"):
        columns = (f"{side}_article_id", f"{side}_article_url")
        sides = treaty_record.contradictions().select(columns).drop_nulls(columns[0])
        found |= {f"articles/{article_id}": url for article_id, url in sides.iter_rows()}
    return found


def show_addresses(_: Path) -> Addresses:
    found = {}
    for table in ROWS:
        for row in some(table).iter_rows(named=True):
            (line,) = [line for line, _ in show.summary(TABLES, table, row) if line.startswith("  read first: ")]
            found[f"{table}/{next(iter(row.values()))}"] = dict(enumerate(line.split()[2:])).get(1)
    return found


def sqlite_addresses(scratch: Path) -> Addresses:
    sqlite.write_database(read(), scratch / "facts.sqlite")
    with closing(sqlite3.connect(scratch / "facts.sqlite")) as database:
        found = dict(database.execute("SELECT 'articles/' || article_id, article_url FROM evidence").fetchall())
        return found | dict(database.execute("SELECT 'claims/' || claim_id, article_url FROM statements").fetchall())


def site_addresses(_: Path) -> Addresses:
    at = Inline(site_record(), "../")
    found = {}
    for key, article in at.record.rows["articles"].items():
        cells = dict(article_pages.facts_of(at, article))
        shown = cells.get("address") or cells.get("original article")
        found[f"articles/{key}"] = html.unescape(shown.partition(">")[2].partition("<")[0]) if shown else None
    return found


ADDRESSES: Mapping[str, tuple[Callable[[Path], Addresses], str, Any]] = {
    "flat tables": (flat_addresses, "treaty_record.flat.labels.address", lambda _: pl.coalesce("url", "source_url")),
    "show": (show_addresses, "treaty_tools.explain.show.addresses", lambda tables: tables["articles"]),
    "SQLite": (sqlite_addresses, "treaty_tools.export.views.addresses", lambda tables: tables["articles"]),
    "site": (site_addresses, "treaty_tools.site.article_pages.is_source", lambda *_: True),
}


@pytest.mark.parametrize("door", ADDRESSES)
def test_every_door_gives_the_same_address(door: str, tmp_path: Path) -> None:
    found, expected = ADDRESSES[door][0](tmp_path), expected_addresses()
    assert found == {row: expected[row] for row in found}
    assert len(found) > 60


@pytest.mark.slow
@pytest.mark.parametrize("door", ADDRESSES)
def test_a_door_with_another_address_is_found_out(door: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers, asked, broken = ADDRESSES[door]
    monkeypatch.setattr(asked, broken)
    found, expected = answers(tmp_path), expected_addresses()
    assert found != {row: expected[row] for row in found}


# Order and measures


def test_rows_have_one_order_in_time() -> None:
    site = site_record()
    assert list(site.rows["claims"]) == claims_in_order(TABLES["claims"])["claim_id"].to_list()
    events = events_in_order(TABLES["events"])["event_id"].to_list()
    assert list(site.rows["events"]) == events
    assert timeline()["event_id"].to_list() == events


def test_passages_of_a_row_have_one_order() -> None:
    site = site_record()
    most_cited = TABLES["citations"].group_by("row_table", "row_id").len().sort("len", "row_id").tail(40)
    for table, row, _ in most_cited.iter_rows():
        shown = show.citations(TABLES, table, row).select("passage_id", "field", "says").rows()
        assert [(c.passage["passage_id"], c.column, c.says) for c in site.cited(table, row)] == shown


def test_the_least_and_the_greatest_of_a_measure_are_the_same_over_time_and_in_all() -> None:
    claims = TABLES["claims"].filter(pl.col("measure").is_not_null())
    in_all = measures.measure_ranges(TABLES).select("measure", "least", "greatest", "n_claims", "n_disputed").rows()
    over_time = {
        name: ranges(rows.with_columns(period=pl.lit(None, pl.Date))) for (name,), rows in claims.group_by("measure")
    }
    assert {row[0]: row[1:] for row in in_all} == {
        name: frame.select("low", "high", "claims", "disputed").row(0) for name, frame in over_time.items()
    }
    assert all(least is not None and greatest is not None for _, least, greatest, *_ in in_all)


def test_a_chain_of_copies_is_followed_to_the_end() -> None:
    articles = pl.DataFrame(
        {
            "article_id": ["a", "b", "c"],
            "published": [None, None, "2024-11-12"],
            "copy_of": ["b", "c", None],
            "_bad": [False, True, False],
        }
    )
    found = sources.along_copies(articles, "published", "_bad").rows()
    assert sorted(found) == [
        ("a", "2024-11-12", True, "c"),
        ("b", "2024-11-12", True, "c"),
        ("c", "2024-11-12", False, "c"),
    ]
