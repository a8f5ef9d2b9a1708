"""What may become of asking an address."""

from collections.abc import Mapping
from dataclasses import dataclass

STATUSES: Mapping[str, str] = {
    "answers": "A page came from the address.",
    "moved": "A page came from another address, to which this one leads.",
    "front page": "The address leads to a site's front page, where the article is not.",
    "gone": "The site says that there is no such page (404, 410).",
    "refused": "The site does not let us have the page (401, 403, 451, other 4xx).",
    "busy": "The site wants to be asked later (429, or 503 with Retry-After).",
    "server error": "The site says that it is broken (5xx).",
    "robots": "The site's robots.txt forbids programs to ask for the page, or is itself broken (5xx).",
    "no name": "There is no such site: its name leads nowhere.",
    "unreachable": "No connection came about, or it broke.",
    "timed out": "The answer took too long.",
    "wrong certificate": "The site cannot show that it is the one named.",
    "garbled": "What came is no HTTP, or not the whole page.",
    "too large": "The page has more bytes than are read.",
    "empty": "A page without content came.",
    "bad redirect": "The address leads in circles, too far on, from https to http, or out of the web.",
    "not public": "The address, or one it leads to, is in a private or reserved network; it was not asked.",
    "not asked": "No address is known, or what is known is none.",
}
"""Every status, with what it means."""

ALIVE = ("answers", "moved")
"""Statuses that came with a page."""

UNDECIDED = ("refused", "busy", "robots", "not asked")
"""Statuses that do not tell whether a person would find the article there."""


@dataclass(frozen=True)
class Page:
    """A page as it came: its bytes, unpacked, and the media type and charset that the server gives it."""

    body: bytes
    media_type: str | None = None
    charset: str | None = None


@dataclass(frozen=True)
class Answer:
    """What became of an address: ``address`` is where the last answer came from, ``page`` is there where alive."""

    status: str
    code: int | None = None
    address: str | None = None
    note: str | None = None
    page: Page | None = None


class Failure(Exception):  # noqa: N818 -- a dead link is news, no error
    """Raised where there is no page to be had, with the answer to give."""

    def __init__(self, status: str, note: str | None = None, code: int | None = None) -> None:
        """Keep what became of the address."""
        super().__init__(f"{status}: {note}" if note else status)
        self.status, self.note, self.code = status, note, code
