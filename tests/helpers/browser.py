"""A headless Chromium for tests of the site, and what it hears while pages are open."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
AXE = files("axe_playwright_python").joinpath("axe.min.js")
"""axe-core as the package for Playwright brings it."""
TOGETHER = 24
"""Pages opened at once, each in a frame that is not shown: a fraction of the time of one after the other."""
_OPEN = """async (addresses) => {
  const frame = (src) => Object.assign(document.createElement("iframe"), { src, hidden: true });
  const frames = addresses.map(frame);
  const opened = frames.map((frame) => new Promise((done) => frame.addEventListener("load", done)));
  document.body.append(...frames);
  await Promise.all(opened);
  for (const frame of frames) frame.remove();
}"""


def executable() -> str | None:
    """Return the Chromium of this machine, None where there is none; $CHROMIUM names another."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def started(path: str) -> Iterator[Browser]:
    """Yield a headless browser with an empty profile of its own."""
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *root])
        yield browser
        browser.close()


ABORTED = "net::ERR_ABORTED"


@dataclass
class Heard:
    """All that a page says that it should not: messages, faults, dialogs, requests that fail or leave the folder."""

    told: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Hear a page from now on."""
        page.on("console", self._message)
        page.on("pageerror", lambda error: self.told.append(f"error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("request", self._request)
        page.on("dialog", self._dialog)

    def _message(self, message: ConsoleMessage) -> None:
        self.told.append(f"{message.type}: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != ABORTED:  # the page was left before the script had come
            self.told.append(f"failed: {request.url}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith(("file:", "data:", "blob:")):
            self.told.append(f"request: {request.url}")

    def _dialog(self, dialog: Dialog) -> None:
        self.told.append(f"dialog: {dialog.message}")
        dialog.dismiss()


def open_all(page: Page, addresses: Sequence[str]) -> None:
    """Open pages, some at a time, in frames of the page that is open."""
    for first in range(0, len(addresses), TOGETHER):
        page.evaluate(_OPEN, list(addresses[first : first + TOGETHER]))


def pages(site: Path) -> list[Path]:
    """Return every page of a site."""
    return sorted(site.rglob("*.html"))
