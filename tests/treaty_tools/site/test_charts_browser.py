"""Charts in a real browser: they follow the filters of their page, and kinds of marks are switched off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.helpers import browser as chromium
from treaty_tools.site import build, folder, record

if TYPE_CHECKING:
    from playwright.sync_api import Page


PATH = chromium.executable()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(PATH is None, reason="no Chromium here: .ci/programs installs one"),
]
SHOWN = ".drawing a.m:visible"


@pytest.fixture(scope="module")
def site(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the five articles."""
    out = tmp_path_factory.mktemp("charts") / "site"
    folder.write(out, build.files(record.read(pristine), pristine))
    return out


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    assert PATH is not None
    heard = chromium.Heard()
    with chromium.started(PATH) as browser:
        opened = browser.new_page(viewport=chromium.DESKTOP)  # type: ignore[arg-type]
        heard.listen(opened)
        yield opened
    assert heard.told == []


def height(page: Page) -> float:
    box = page.locator(".drawing").bounding_box()
    assert box is not None
    return box["height"]


def test_a_month_of_the_timeline_leads_to_its_first_event(site: Path, page: Page) -> None:
    page.goto((site / "timeline.html").as_uri())
    page.get_by_role("link", name="Nov 2024 (").click()
    page.wait_for_url("**/timeline.html#month-2024-11")
    first = page.locator("tr:target")
    assert first.bounding_box()["y"] < chromium.DESKTOP["height"]  # type: ignore[index]
    assert "November 2024" in first.inner_text()


def test_the_timeline_zooms_to_the_days_of_the_filters(site: Path, page: Page) -> None:
    page.goto((site / "timeline.html").as_uri())
    shown, lanes = page.locator(SHOWN), page.locator(".drawing .lane:visible")
    every, before = shown.count(), height(page)
    page.get_by_label("To", exact=True).fill("2024-06-30")
    expect(lanes).to_have_count(2)  # June, and November for what had happened by a day of it
    assert shown.count() < every
    assert height(page) < before
    page.get_by_role("button", name="Clear").click()
    expect(shown).to_have_count(every)
    assert height(page) == before


def test_a_chart_of_figures_follows_the_filters_and_its_switches(site: Path, page: Page) -> None:
    page.goto((site / "figures/troops-in-russia.html").as_uri())
    claims = page.locator(f"{SHOWN}[data-figure]")
    expect(claims).to_have_count(4)
    page.get_by_label("Who", exact=True).select_option("Ukraine")
    expect(claims).to_have_count(1)
    assert claims.get_attribute("data-claim") == "ukraine-more-than-10000"
    page.get_by_role("button", name="Clear").click()
    expect(claims).to_have_count(4)
    page.get_by_label("South Korea (1)").focus()
    page.keyboard.press("Space")
    expect(claims).to_have_count(3)
    expect(page.locator("[data-claim=south-korea-more-than-10000]:visible")).to_have_count(0)


PARTED = """<!doctype html><title>Parts</title><script src="{}" defer></script>
<figure class="chart"><svg class="drawing"><a class="m" href="here.html" aria-label="here"></a>
<a class="m" href="there.html" aria-label="there"></a></svg></figure>
<table data-filtered><tbody><tr><th><a href="here.html">here</a></th></tr><tr><th><a href="too.html">too</a></th></tr>
</tbody></table><nav class="pager"></nav>"""


def test_marks_of_rows_on_another_page_are_not_among_what_a_filter_finds(tmp_path: Path, page: Page) -> None:
    parted = tmp_path / "parted.html"
    parted.write_text(PARTED.format((build.HERE / "charts.js").as_uri()), encoding="utf-8")
    page.goto(parted.as_uri())
    expect(page.locator("a.m.out")).to_have_count(0)
    page.evaluate("document.querySelectorAll('tr')[1].hidden = true")
    expect(page.locator("a.m.out")).to_have_attribute("href", "there.html")
    page.evaluate("document.querySelectorAll('tr')[1].hidden = false")
    expect(page.locator("a.m.out")).to_have_count(0)


def test_a_mark_says_what_it_is_and_leads_to_its_claim_by_keyboard(site: Path, page: Page) -> None:
    page.goto((site / "figures/troops-in-russia.html").as_uri())
    mark = page.locator(SHOWN).first
    address = str(mark.get_attribute("href")).removeprefix("../")
    mark.focus()
    assert page.locator(".tip").inner_text() == mark.get_attribute("aria-label")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{address}")
