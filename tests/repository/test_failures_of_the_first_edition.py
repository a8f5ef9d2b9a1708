"""Each failure of the first edition, made on purpose in small sources, is refused or visibly not counted."""

import shutil
from pathlib import Path

import polars as pl
import pytest

from treaty_tools.reporting.problem import BadData
from treaty_tools.sources import new_project
from treaty_tools.sources.build import build

TEMPLATE = Path(new_project.__file__).parent / "template/scripts/sources"
ARTICLE = """
[article]
url = "https://example.org/{name}"
publisher_id = "{publisher}"
language = "en"
published = "{published}"
published_basis = "stated"
kind = "original"
origin_basis = "{basis}"
{origin}
extent = "notes"

[passage.a]
place = "p1"
gloss = "The bridge is closed."
{rows}
"""
HOUSE = """
[house]
name = "House of Papers"
kind = "medium"
"""
PAPER = """
[{publisher}]
name = "The {publisher}"
kind = "medium"
ownership = "private"
owner_id = "house"
"""
CLOSED = 'rows = ["events/bridge-closes"]'


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """The sources of a new project: one article of 5 March 2024 on the closing of a bridge on the 4th."""
    folder = shutil.copytree(TEMPLATE, tmp_path / "scripts/sources")
    package = folder / "package.toml"
    package.write_text(package.read_text("utf-8").replace("$name", "bridge"), encoding="utf-8")
    return folder


def add(
    sources: Path,
    name: str,
    *,
    publisher: str = "first-paper",
    published: str = "2024-03-05",
    origin: str | None = None,
    rows: str = CLOSED,
) -> None:
    """Add an article with one passage; of unknown origin, or the publisher's own."""
    given = {"basis": "own", "origin": f'origin_id = "{origin}"'} if origin else {"basis": "unknown", "origin": ""}
    cites = f'\nsays."articles/{name}" = {{ origin_id = "{origin}" }}' if origin else ""
    content = ARTICLE.format(name=name, publisher=publisher, published=published, rows=rows + cites, **given)
    (sources / f"articles/{name}.toml").write_text(content, encoding="utf-8")
    actors = sources / "actors.toml"
    known = actors.read_text("utf-8")
    for actor in (HOUSE, PAPER.format(publisher=publisher)):
        known += "" if actor in known else actor
    actors.write_text(known, encoding="utf-8")


def counts(sources: Path) -> tuple[int, int, int, int]:
    """Return n_articles, n_origins, n_unknown_origin and n_announcing of the closing of the bridge."""
    events = build(sources.parents[1]).package.tables["events"]
    row = events.row(by_predicate=pl.col("event_id") == "bridge-closes", named=True)
    return row["n_articles"], row["n_origins"], row["n_unknown_origin"], row["n_announcing"]


def errors(sources: Path) -> list[str]:
    with pytest.raises(BadData) as refused:
        build(sources.parents[1])
    return sorted(str(problem).partition(": ")[2] for problem in refused.value.problems)


def test_an_announcement_is_no_witness(sources: Path) -> None:
    add(sources, "early-20240201", published="2024-02-01", origin="house", rows=CLOSED.replace("rows", "announced"))
    assert counts(sources) == (1, 1, 0, 1)


def test_an_earlier_article_cannot_support_an_event(sources: Path) -> None:
    add(sources, "early-20240201", published="2024-02-01")
    assert errors(sources) == [
        "rows: is cited as support, but the article is of '2024-02-01', and the event of '2024-03-04' "
        "(scripts/sources/articles/examplenews-20240305-bridge.toml:28); announce it instead, or correct a date "
        "[announced]"
    ]


def test_an_event_ten_years_after_its_only_article_is_refused(sources: Path) -> None:
    article = sources / "articles/examplenews-20240305-bridge.toml"
    article.write_text(article.read_text("utf-8").replace('date = "2024-03-04"', 'date = "2034-03-04"'), "utf-8")
    found = errors(sources)
    assert found
    assert {message.rpartition(" ")[2] for message in found} == {"[announced]"}


def test_an_unknown_origin_is_not_independent(sources: Path) -> None:
    add(sources, "second-20240305")
    add(sources, "third-20240305", publisher="second-paper")
    assert counts(sources) == (3, 1, 2, 0)


def test_two_papers_of_one_house_are_one_origin(sources: Path) -> None:
    add(sources, "first-20240305", origin="first-paper")
    add(sources, "second-20240305", publisher="second-paper", origin="second-paper")
    assert counts(sources) == (3, 2, 0, 0)


def test_an_article_under_two_ids_is_refused(sources: Path) -> None:
    add(sources, "second-20240305")
    add(sources, "third-20240305")
    third = sources / "articles/third-20240305.toml"
    third.write_text(
        third.read_text("utf-8").replace(
            "https://example.org/third-20240305", "http://www.example.org/second-20240305/#top"
        ),
        "utf-8",
    )
    assert errors(sources) == [
        "url: has the same address as 'second-20240305' (scripts/sources/articles/second-20240305.toml:3); merge them, "
        "or name it in the note and say how they differ [twin]"
    ]


def test_what_may_be_is_not_stored_as_what_is(sources: Path) -> None:
    rendered = 'says."claims/council-12000-vehicles" = { claimant_id = "city-council", modality = "possible" }'
    add(sources, "second-20240305", rows=rendered)
    claims = sources / "claims.toml"
    claims.write_text(claims.read_text("utf-8") + 'modality = "asserted"\n', encoding="utf-8")
    assert errors(sources) == [
        "modality: says 'possible', but claims/council-12000-vehicles has 'asserted' (scripts/sources/claims.toml:6); "
        "settle it there with a note, or correct one of them [settled]"
    ]
