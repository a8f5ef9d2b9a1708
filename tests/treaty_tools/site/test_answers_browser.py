"""Readers' tasks on rows and their sources, walked in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.helpers import browser as chromium
from tests.helpers.pages import Files
from treaty_tools.site import folder

if TYPE_CHECKING:
    from playwright.sync_api import Page

PATH = chromium.executable()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(PATH is None, reason="no Chromium here: .ci/programs installs one"),
]


@pytest.fixture(scope="module")
def site(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("answers") / "site"
    folder.write(out, files.items())
    return out


@pytest.fixture(scope="module")
def page(site: Path) -> Iterator[Page]:
    assert PATH is not None
    with chromium.started(PATH) as browser:
        yield browser.new_page(viewport=chromium.DESKTOP)  # type: ignore[arg-type]


def rows(page: Page) -> list[str]:
    """Return the rows of the filtered table that are shown."""
    found: list[str] = page.locator("table[data-filtered] tbody tr:visible").all_inner_texts()
    return found


def test_what_differs_and_the_words_are_three_clicks_from_the_timeline(site: Path, page: Page) -> None:
    page.goto((site / "timeline.html").as_uri())
    page.locator("tbody").get_by_role("link", name="Kim Jong Un signs the decree").first.click()
    page.get_by_role("link", name="differ on the date").click()
    assert page.url.endswith("#differing")
    assert page.locator("#differing").is_visible()
    page.locator("section:has(#differing)").locator(".source a").first.click()
    assert page.locator("article.passage:target").inner_text()


def test_copies_are_folded_until_they_are_wanted(site: Path, page: Page) -> None:
    page.goto((site / "events/kim-ratifies-treaty.html").as_uri())
    supporting = page.locator("section:has(#supporting)")
    copies = supporting.locator("details.more li:visible")
    assert copies.count() == 0
    supporting.locator("summary", has_text="3 more articles").click()
    assert copies.count() == 3


def test_rows_of_one_source_or_none_are_found(site: Path, page: Page) -> None:
    page.goto((site / "timeline.html").as_uri())
    every = len(rows(page))
    found = {}
    for number in ("0", "1", "2"):
        page.get_by_label("Sources", exact=True).select_option(number)
        found[number] = len(rows(page))
        assert page.locator(f"tbody tr:visible b.chip:not(.n{number})").count() == 0
    assert sum(found.values()) == every
    assert found["0"] > 0 < found["1"]


def test_articles_are_found_by_who_owns_their_source(site: Path, page: Page) -> None:
    page.goto((site / "sources.html").as_uri())
    page.get_by_label("Owner of that source").select_option("not recorded, North Korea")
    found = rows(page)
    assert found
    assert all("Korean Central News Agency" in row for row in found)
