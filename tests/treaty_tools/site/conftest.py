"""The site of the five articles, made once for all tests that read it, and a browser for those that walk it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.helpers import browser as chromium
from tests.helpers.packages import add, edit, renew
from tests.helpers.pages import Files, Pages, made, parsed
from treaty_tools.site import folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def package(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five articles, with retired rows, a scraped copy with an address, a misnomer, and a note that names rows."""
    copy = shutil.copytree(pristine, tmp_path_factory.mktemp("site") / "package")
    gone = {"retired_in": "0.1.0", "reason": "It was told of twice."}
    add(copy, "retirements", row_table="events", row_id="kim-signs-decree", replaced_by="kim-ratifies-treaty", **gone)
    add(copy, "retirements", row_table="names", row_id="kim-jong-un.xx", **gone)
    edit(copy, "articles", "tbs-mirror-20241112-reuters-ratifies", url="https://mirror.example.org/copy")
    wrong = {"name": "Kim Jong-il", "language": "en", "kind": "misnomer"}
    add(copy, "names", name_id="kim-jong-un.en-wrong", actor_id="kim-jong-un", **wrong)
    edit(copy, "events", "kim-ratifies-treaty", note="It follows treaty-signing and no-such-row.")
    edit(copy, "actors", "vtc-news", ownership_source="https://example.org/about")
    renew(copy)
    return copy


@pytest.fixture(scope="session")
def five_articles(package: Path) -> Files:
    """Every file of the site."""
    return made(package)


@pytest.fixture(scope="session")
def files(five_articles: Files) -> Files:
    return five_articles


@pytest.fixture(scope="session")
def pages(files: Files) -> Pages:
    return parsed(files)


@pytest.fixture(scope="session")
def small_site(five_articles: Files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site on disk."""
    out = tmp_path_factory.mktemp("small") / "site"
    folder.write(out, five_articles.items())
    return out


@pytest.fixture(scope="module")  # Playwright runs once at a time, and some modules start it themselves
def chrome() -> Iterator[Browser]:
    """One headless browser for the tests of a module."""
    path = chromium.executable()
    assert path is not None
    with chromium.started(path) as started:
        yield started


@pytest.fixture
def opened(chrome: Browser) -> Iterator[Page]:
    """A page on a desktop; nothing may go wrong while a test goes on."""
    heard = chromium.Heard()
    context = chrome.new_context(viewport=chromium.DESKTOP, accept_downloads=True)  # type: ignore[arg-type]
    context.set_default_timeout(20_000)
    page = context.new_page()
    heard.listen(page)
    yield page
    context.close()
    assert heard.told == []
