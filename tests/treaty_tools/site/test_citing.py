"""Every page says how it is cited; the script makes the same BibTeX, RIS and CSL-JSON as the library."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

import treaty_record
from tests.helpers import browser as chromium
from treaty_record.citing import Style
from treaty_record.citing.styles import STYLES
from treaty_tools.site import record
from treaty_tools.site.citing import FILES, Citations
from treaty_tools.site.inline import Inline

if TYPE_CHECKING:
    from playwright.sync_api import Page

CLAIM = "kcna-treaty-ratified"
TEXT = re.compile('<p class="citation">(.*?)</p>', re.S)


@pytest.fixture(scope="module")
def citations(pristine: Path) -> Citations:
    return Citations(record.read(pristine))


def rows(citations: Citations) -> list[tuple[str, str]]:
    return [(table, key) for table in ("events", "claims", "actors") for key in citations.record.rows[table]]


def test_a_page_cites_its_row_as_the_library_does(citations: Citations, pristine: Path, small_site: Path) -> None:
    for table, key in rows(citations)[::7]:
        page = (small_site / f"{table}/{key}.html").read_text("utf-8")
        found = TEXT.search(page)
        assert found is not None
        shown = re.sub("<[^>]*>", "", found[1]).replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&")
        assert shown == treaty_record.cite(f"{table}/{key}", package=pristine)


def test_a_published_page_has_its_address(citations: Citations) -> None:
    published = Citations(citations.record, "https://example.org/record/")
    table, key = rows(citations)[0]
    assert published.of_row(table, key).address == f"https://example.org/record/{table}/{key}.html"
    assert published.of_page("timeline.html", "Timeline").address == "https://example.org/record/timeline.html"
    assert published.of_page("index.html", "Start").title == ""
    assert published.of_page("index.html", "Start").address == "https://example.org/record/"


def test_a_passage_leads_to_its_words_at_the_publisher_and_in_the_archived_copy(
    citations: Citations, pristine: Path
) -> None:
    passages = treaty_record.load("passages", package=pristine)["passage_id"]
    links = {passage: link for passage in passages if (link := treaty_record.link(passage, package=pristine))}
    passage, url = next(iter(links.items()))
    found = replace(citations.record, archived={passage: f"https://web.archive.org/{url}"})
    shown = Inline(found, "").opened(found.rows["passages"][passage])
    assert re.findall('href="([^"]*)">([^<]*)<', shown) == [
        (url, "read it at the publisher"),
        (f"https://web.archive.org/{url}", "archived copy"),
    ]


def test_the_data_set_is_cited_in_files(citations: Citations, pristine: Path, small_site: Path) -> None:
    for style, path in FILES.items():
        cited = treaty_record.cite(style=style, package=pristine)  # type: ignore[arg-type]
        assert (small_site / path).read_bytes().decode() == cited


@pytest.mark.browser
@pytest.mark.skipif(chromium.executable() is None, reason="no Chromium here: .ci/programs installs one")
def test_the_script_makes_every_style_as_the_library_does(citations: Citations, small_site: Path, opened: Page) -> None:
    for table, key in (*rows(citations)[::40], ("events", "kim-ratifies-treaty")):
        opened.goto((small_site / f"{table}/{key}.html").as_uri())
        made = opened.evaluate(
            "Object.fromEntries(Object.entries(window.treaty.citing).map(([style, of]) => [style, of()]))"
        )
        reference = citations.of_row(table, key)
        assert made == {style: STYLES[style](reference) for style in get_args(Style)}


@pytest.mark.browser
@pytest.mark.skipif(chromium.executable() is None, reason="no Chromium here: .ci/programs installs one")
def test_buttons_save_files_and_copy_from_disk(small_site: Path, opened: Page) -> None:
    opened.goto((small_site / "events/kim-ratifies-treaty.html").as_uri())
    opened.get_by_text("Cite or link").click()
    with opened.expect_download() as saved:
        opened.get_by_role("button", name="BibTeX").click()
    assert saved.value.suggested_filename.endswith("-events-kim-ratifies-treaty.bib")
    opened.get_by_role("button", name="Copy the citation").click()
    assert opened.locator("details.cite .status").inner_text() == "Copied"
