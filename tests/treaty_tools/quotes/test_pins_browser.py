"""Links to pinned passages in a real browser: it scrolls to the right words, in eight scripts."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.helpers import browser as chromium
from tests.treaty_tools.quotes.scripts import SAMPLES, Sample
from treaty_record.values import pins

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PATH = chromium.executable()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(PATH is None, reason="no Chromium here: .ci/programs installs one"),
]
FAR = "<p style='height: 3000px'>…</p>"
IN_VIEW = """() => {
  const box = document.getElementById("passage").getBoundingClientRect();
  return window.scrollY > 0 && box.top >= 0 && box.bottom <= window.innerHeight;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert PATH is not None
    with chromium.started(PATH) as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=chromium.DESKTOP)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def made(folder: Path, sample: Sample) -> str:
    """Write a page whose passage is far below its other paragraphs; return its address."""
    paragraphs = [
        f"{FAR}<p id=passage>{escape(line)}</p>{FAR}" if line == sample.passage else f"<p>{escape(line)}</p>"
        for line in sample.body.split("\n")
    ]
    file = folder / "page.html"
    file.write_text(f"<!doctype html><meta charset=utf-8>{''.join(paragraphs)}", encoding="utf-8")
    return file.as_uri()


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_a_link_opens_the_page_at_the_passage(page: Page, tmp_path: Path, sample: Sample) -> None:
    url = made(tmp_path, sample)
    link = pins.link(url, sample.begins, sample.ends, sample.body)
    assert link != url
    page.goto(link)
    page.wait_for_function(IN_VIEW)


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_a_pin_inside_a_word_gets_the_plain_address(page: Page, tmp_path: Path, sample: Sample) -> None:
    url = made(tmp_path, sample)
    assert pins.link(url, sample.cut, None, sample.body) == url
    page.goto(url)
    assert page.evaluate("window.scrollY") == 0
