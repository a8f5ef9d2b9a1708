"""Citations name the data set, its version, the row and the article; links lead to the words or their archived copy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import polars as pl
import pytest

import treaty_record
from treaty_record.citing import Style
from treaty_record.citing.reference import Reference, Source
from treaty_record.citing.styles import STYLES, bibtex, csl, ris
from treaty_record.facts.links import archived_links

ROW = Reference(
    authors=["A. Author", "B & Sons"],
    dataset="Rivers",
    version="1.2.0",
    day="2025-03-04",
    address="https://example.org/rivers/claims/a.b.html",
    name="rivers",
    title="The mill: 50 % less",
    row="claims/a.b",
    source="Herald, “Luft”, 2025-03-03, https://example.org/x_y",
)
WHOLE = Reference([], "Rivers", "1.2.0", "", "", "rivers")


def test_the_text_names_row_version_address_and_source() -> None:
    assert ROW.text() == (
        "A. Author; B & Sons (2025-03-04). The mill: 50 % less [claims/a.b]. In: Rivers, version 1.2.0. "
        "https://example.org/rivers/claims/a.b.html. Source: Herald, “Luft”, 2025-03-03, https://example.org/x_y."
    )


def test_what_is_not_known_is_left_out() -> None:
    assert WHOLE.text() == "Rivers, version 1.2.0."
    assert bibtex(WHOLE) == "@misc{rivers,\n  title = {{Rivers}},\n  edition = {Version 1.2.0},\n}\n"
    assert csl(WHOLE) == {"id": "rivers", "type": "dataset", "title": "Rivers", "version": "1.2.0"}


def test_bibtex_escapes_what_it_would_run() -> None:
    assert "  author = {{A. Author} and {B \\& Sons}},\n  title = {{The mill: 50 \\% less}},\n" in bibtex(ROW)
    assert "https://example.org/x\\_y},\n}\n" in bibtex(ROW)


def test_ris_has_one_tag_a_line() -> None:
    assert ris(ROW).split("\r\n")[:6] == [
        "TY  - DATA",
        "ID  - rivers-claims-a-b",
        "AU  - A. Author",
        "AU  - B & Sons",
        "TI  - The mill: 50 % less",
        "T2  - Rivers",
    ]
    assert ris(ROW).endswith("ER  - \r\n")


def test_a_source_without_headline_is_named_by_its_publisher() -> None:
    assert str(Source("Herald", published="2025")) == "Herald, 2025"
    assert str(Source("Herald", "Luft", "Air", "2025")) == "Herald, “Luft” [Air], 2025"


def test_every_style_cites_a_row_of_another_package(pristine: Path) -> None:
    claim = treaty_record.load("claims", package=pristine).row(0, named=True)
    for style in get_args(Style):
        cited = treaty_record.cite(f"claims/{claim['claim_id']}", style=style, package=pristine)
        assert f"claims/{claim['claim_id']}" in cited
        assert claim["statement"].removesuffix(".") in cited
    assert json.loads(cited)[0]["title"].endswith(f": {claim['statement'].removesuffix('.')}")
    assert list(STYLES) == list(get_args(Style))


def test_a_row_that_is_not_there_cannot_be_cited() -> None:
    with pytest.raises(KeyError, match="no row claims/none; name a row as table/key"):
        treaty_record.cite("claims/none")
    with pytest.raises(ValueError, match="style must be one of text, bibtex, ris, csl-json, not 'apa'"):
        treaty_record.cite(style="apa")  # type: ignore[arg-type]


def test_a_link_is_that_of_the_evidence_and_the_flat_tables() -> None:
    evidence = treaty_record.evidence("events/kim-ratifies-treaty")
    passage = evidence.passages.filter(pl.col("link").is_not_null()).row(0, named=True)
    assert treaty_record.link(passage["passage_id"]) == passage["link"]
    with pytest.raises(KeyError, match="no passage 'none'"):
        treaty_record.link("none")


def test_archived_copies_open_at_the_same_words() -> None:
    articles = {"article_id": ["a"], "kind": ["original"], "url": [None], "archive_url": ["https://web.archive.org/x"]}
    cells = {"place": "p1", "begins": "one", "ends": None, "quote": None}
    passages = {"passage_id": ["a.x"], "article_id": ["a"]} | {name: [cell] for name, cell in cells.items()}
    tables = {
        "articles": pl.DataFrame(articles, schema_overrides={"url": pl.String}),
        "passages": pl.DataFrame(passages, schema_overrides={"ends": pl.String, "quote": pl.String}),
    }
    assert archived_links(tables)["link"].to_list() == ["https://web.archive.org/x#:~:text=one"]
