"""A browser for the tests of the site, and the site of the small package."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.helpers import browser as chromium
from treaty_tools.site import build, folder, record

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def small_site(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the five articles, on disk."""
    out = tmp_path_factory.mktemp("small") / "site"
    folder.write(out, build.files(record.read(pristine), pristine))
    return out


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """One headless browser for all tests."""
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
