"""Links to passages lead browsers to the words; every door gives the same."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import polars as pl
import pytest

import treaty_record
from tests.helpers.record_databases import sqlite_in
from treaty_record import home, load
from treaty_record.facts.links import passage_links
from treaty_record.facts.sides import SIDES, side
from treaty_tools.explain import show
from treaty_tools.export import exported_package
from treaty_tools.export.about import about
from treaty_tools.export.annotation import target
from treaty_tools.export.prov import graph
from treaty_tools.package.reading import read_package
from treaty_tools.site import record

TABLES = load()
URL = "https://example.org/a-b"
LONG = "one two three four five six seven eight nine ten"


def link(kind: str = "original", url: str | None = URL, **passage: str | None) -> str | None:
    """Return the link of a passage."""
    articles = {"article_id": ["a"], "kind": [kind], "url": [url], "source_url": ["https://example.org/original"]}
    cells = {"place": "p1", "begins": None, "ends": None, "quote": None} | passage
    passages = {"passage_id": ["a.x"], "article_id": ["a"]} | {name: [cell] for name, cell in cells.items()}
    text = {"url": pl.String, "begins": pl.String, "ends": pl.String, "quote": pl.String}
    found = passage_links(
        {
            "articles": pl.DataFrame(articles, schema_overrides={"url": pl.String}),
            "passages": pl.DataFrame(passages, schema_overrides={name: text[name] for name in list(text)[1:]}),
        }
    )
    assert found["passage_id"].to_list() == ["a.x"]
    made: str | None = found["link"].item()
    return made


@pytest.mark.parametrize(
    ("passage", "fragment"),
    [
        ({"begins": "이 의원은", "ends": "추산했다"}, "이 의원은,추산했다"),
        ({"begins": "ten-fold, & more"}, "ten-fold, & more"),
        ({"quote": "eight words are the most of a link"}, "eight words are the most of a link"),
        ({"quote": LONG}, "one two three,eight nine ten"),
        ({"quote": "first line\nlast line"}, "first line,last line"),
        ({"begins": "one", "ends": "ten", "quote": LONG}, "one,ten"),
    ],
    ids=["pinned", "one pin", "short quote", "long quote", "two lines", "pins before a quote"],
)
def test_a_link_has_the_pins_or_the_edges_of_the_quote(passage: dict[str, str], fragment: str) -> None:
    found = link(**passage)
    assert found is not None
    address, _, encoded = found.partition("#:~:text=")
    assert (address, unquote(encoded)) == (URL, fragment)
    assert "-" not in encoded
    assert encoded.count(",") == (0 if fragment.startswith("ten-fold") else fragment.count(","))


@pytest.mark.parametrize(
    "passage", [{"place": "title", "quote": "A title"}, {"gloss": "Told in our words."}], ids=["title", "no words"]
)
def test_a_title_and_a_passage_without_words_have_the_plain_address(passage: dict[str, str]) -> None:
    assert link(**passage) == URL


@pytest.mark.parametrize("article", [{"kind": "scraped copy"}, {"url": None}], ids=["scraped copy", "no address"])
def test_no_link_leads_to_a_scraped_copy_or_to_the_text_that_was_copied(article: dict[str, str]) -> None:
    assert link(**article, begins="one") is None


def expected() -> dict[str, str | None]:
    return dict(passage_links(TABLES).iter_rows())


def some_rows() -> list[tuple[str, str]]:
    most = TABLES["citations"].group_by("row_table", "row_id").len().sort("len", "row_id").gather_every(200)
    return list(most.select("row_table", "row_id").iter_rows())


def test_evidence_and_show_give_the_links() -> None:
    links = expected()
    for table, row in some_rows():
        found = treaty_record.evidence(f"{table}/{row}").passages.select("passage_id", "link")
        assert dict(found.iter_rows()) == {passage: links[passage] for passage in found["passage_id"]}
        lines = [line for line, _ in show.page(TABLES, table, row)]
        assert {f"      {link}" for link in found["link"].drop_nulls()} <= set(lines)


def test_flat_tables_give_the_links() -> None:
    links = expected()
    for side_ in ("row", "other"):
        found = treaty_record.contradictions().select(f"{side_}_passage_id", f"{side_}_link")
        found = found.drop_nulls(f"{side_}_passage_id")
        assert all(link == links[passage] for passage, link in found.iter_rows())
    of_articles = {passage.partition(".")[0]: set[str | None]() for passage in links}
    for passage, link in links.items():
        of_articles[passage.partition(".")[0]].add(link)
    for frame in (treaty_record.timeline(), treaty_record.figures()):
        assert frame["link"].count()
        for article, link in frame.select("article_id", "link").iter_rows():
            assert link in of_articles[article]


def test_the_view_of_the_evidence_gives_the_links(databases: Path) -> None:
    with closing(sqlite3.connect(sqlite_in(databases))) as database:
        found = dict(database.execute("SELECT passage_id, link FROM evidence").fetchall())
    links = expected()
    assert found == {passage: links[passage] for passage in found}
    assert found.keys() == set(TABLES["citations"]["passage_id"])


def test_the_site_gives_the_links() -> None:
    package = read_package(home.folder(), home.contract())
    found = record.joined(record.About("", "", "", ""), package, TABLES)
    assert found.links == expected()
    cited = [citation for citations in found.of_passage.values() for citation in citations]
    assert all(citation.link == found.links[citation.passage["passage_id"]] for citation in cited)


def test_the_provenance_graph_gives_the_links() -> None:
    package = exported_package.read(home.folder())
    nodes = {node["id"]: node for node in graph(package, about(package)) if str(node["id"]).startswith("row:passages/")}
    found = {name.removeprefix("row:passages/"): node.get("schema:url") for name, node in nodes.items()}
    assert {unquote(name): link for name, link in found.items() if link} == {
        name: link for name, link in expected().items() if link
    }


def test_pins_are_a_range_that_includes_the_last_words() -> None:
    passage = {"url": URL, "article_id": "a", "place": "p1", "quote": None, "begins": "one two", "ends": "nine ten"}
    (selector,) = target(passage)["selector"]
    assert selector == {
        "type": "RangeSelector",
        "startSelector": {"type": "TextQuoteSelector", "exact": "one two"},
        "endSelector": {
            "type": "TextQuoteSelector",
            "exact": "nine ten",
            "refinedBy": {"type": "TextPositionSelector", "start": 8, "end": 8},
        },
    }
    assert target(passage | {"ends": None})["selector"] == [{"type": "TextQuoteSelector", "exact": "one two"}]
    assert target(passage | {"begins": None, "ends": None}) == URL


@pytest.mark.parametrize(
    ("stance", "basis", "agrees", "expected"),
    [
        ("supports", "read", True, "supporting"),
        ("supports", "read", False, "differing"),
        ("supports", "garbled", None, "garbled"),
        ("supports", "read", None, "garbled"),
        ("announces", "read", True, "announcing"),
        ("announces", "read", False, "announcing"),
        ("announces", "garbled", None, "garbled"),
        ("refutes", "read", None, "refuting"),
    ],
)
def test_a_citation_is_on_one_side(stance: str, basis: str, agrees: bool | None, expected: str) -> None:
    cited = pl.DataFrame(
        {"stance": [stance], "basis": [basis], "agrees": [agrees]}, schema_overrides={"agrees": pl.Boolean}
    )
    assert cited.select(side()).item() == expected
    assert expected in SIDES
