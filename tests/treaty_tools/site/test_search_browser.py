"""Search in a browser, from disk: spellings, phrases, order, reasons and suggestions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.helpers import browser as chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium.executable() is None, reason="no Chromium here: .ci/programs installs one"),
]
COMPLETE = "#results[aria-busy=false]"
SAME = (
    ("zelensky", ["zelenskyy", "zelenskiy", "selenskyj", "зеленский", "zelenski"]),
    ("peskov", ["песков", "peskow", "peszkov"]),
    ("nebenzia", ["nebenzya", "nebenzja", "небензя"]),
    ("shoigu", ["schoigu", "шойгу", "shoygu"]),
    ("lavrov", ["lawrow", "лавров"]),
    ("rutte", ["rute"]),
    ("prisoner", ["prisoners"]),
    ("ratify", ["ratifies", "ratified"]),
    ("capture", ["captured", "captures", "capturing"]),
)
OTHER = (("kim", "king"), ("putin", "pushkin"), ("kursk", "krusk"), ("russia", "prussia"), ("troops", "trips"))


def search(page: Page, site: Path, query: str) -> list[str]:
    """Return the titles found."""
    page.goto("about:blank")
    page.goto(f"{(site / 'search.html').as_uri()}#q={quote(query)}")
    page.locator(COMPLETE).wait_for()
    return page.locator("#results-table tbody th a").all_inner_texts()


def test_spellings_of_one_word_share_a_key(small_site: Path, opened: Page) -> None:
    opened.goto((small_site / "search.html").as_uri())
    words = sorted(
        {word for one, others in SAME for word in (one, *others)} | {word for pair in OTHER for word in pair}
    )
    keys = opened.evaluate(
        "(words) => Object.fromEntries(words.map((word) => [word, window.treaty.spelling.key(word)]))", words
    )
    assert {one: {keys[word] for word in others} for one, others in SAME} == {one: {keys[one]} for one, _ in SAME}
    assert [pair for pair in OTHER if keys[pair[0]] and keys[pair[0]] == keys[pair[1]]] == []


def test_the_exact_name_comes_first_and_each_row_says_why(small_site: Path, opened: Page) -> None:
    assert search(opened, small_site, "Kim Jong-un")[0] == "Kim Jong Un"
    assert search(opened, small_site, "কিম জং-উন")[0] == "Kim Jong Un"
    assert opened.locator("#results-table tbody .why").first.inner_text() == "also written: কিম জং-উন"


def test_the_words_of_a_passage_are_found_and_lead_to_it(small_site: Path, opened: Page) -> None:
    assert len(search(opened, small_site, "ডিক্রি")) >= 1
    opened.locator("#results-table tbody a").first.click()
    opened.wait_for_url("**/articles/vtcnews-bn-20241112-phe-chuan.html#passage-*")


def test_a_phrase_is_found_as_it_is(small_site: Path, opened: Page) -> None:
    apart, phrase = search(opened, small_site, "treaty ratifies"), search(opened, small_site, '"ratifies the treaty"')
    assert 0 < len(phrase) < len(apart)


def test_a_slip_is_put_right_and_nothing_found_says_what_to_try(small_site: Path, opened: Page) -> None:
    assert search(opened, small_site, "ratifyx") == []
    assert opened.locator("#help p").last.inner_text().startswith("Try fewer words, a part of a word")
    opened.locator("#help a").first.click()
    opened.wait_for_url("**#q=ratif*")
    assert opened.locator("#results-table tbody a").count() > 0


def test_where_no_row_has_all_words_those_with_most_are_shown(small_site: Path, opened: Page) -> None:
    assert len(search(opened, small_site, "decree treaty xqzzy")) > 0
    assert opened.locator("#help p").first.inner_text() == "No row has all 3 words; these have 2 of them."
