"""The possible outcomes of requesting an address."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..reporting.terminal import safe

STATUSES: Mapping[str, str] = {
    "answers": "The address returned a page.",
    "moved": "The address redirects to another one, which returned a page.",
    "front page": "The address redirects to the site's front page; the article is not there.",
    "gone": "The site says that the page does not exist (404, 410).",
    "refused": "The site will not serve the page to a program (401, 403, 451, other 4xx).",
    "busy": "The site asks to try again later (429, or 503 with Retry-After).",
    "server error": "The site reports an internal error (5xx).",
    "robots": "The site's robots.txt forbids the request, or cannot be read.",
    "no name": "The host name does not resolve.",
    "unreachable": "The connection failed or broke.",
    "timed out": "The site took too long to answer.",
    "wrong certificate": "The site's TLS certificate is not valid for it.",
    "garbled": "The reply is not valid HTTP or is incomplete.",
    "too large": "The page is larger than the limit.",
    "empty": "The page has no content.",
    "bad redirect": "The address redirects in a loop, too often, from https to http, or to no valid web address.",
    "not public": "The address leads to a private or reserved network; nothing was requested.",
    "not asked": "Nothing was requested: no valid address is known, or the run was interrupted.",
    "failed": "An error in treaty itself; please report it.",
}
"""Every status, with what it means."""

ALIVE = ("answers", "moved")
"""Statuses that came with a page."""

UNDECIDED = ("refused", "busy", "robots", "not asked", "failed")
"""Statuses that do not show whether a person would find the article there."""

OFFLINE = ("no name", "unreachable", "timed out")
"""Statuses that every address would have without a network."""

AS_TEXT = "copy the article's text into a .txt file and pass that with --page"
"""What to do with a page that cannot be read."""

LONGEST_NOTE = 250
"""Maximum number of characters, since servers control parts of notes."""


@dataclass(frozen=True)
class Page:
    """A page as received: its decompressed bytes, and the media type and charset that the server declares."""

    body: bytes
    media_type: str | None = None
    charset: str | None = None


@dataclass(frozen=True)
class Answer:
    """The outcome of one address: ``address`` is where the last reply came from; only a live one has a ``page``."""

    status: str
    code: int | None = None
    address: str | None = None
    note: str | None = None
    page: Page | None = None


class Failure(Exception):  # noqa: N818 -- a dead link is news, not an error
    """Raised if there is no page, with the outcome to report."""

    def __init__(self, status: str, note: str | None = None, code: int | None = None) -> None:
        """Store the outcome."""
        self.status, self.note, self.code = status, note and shortened(note), code
        super().__init__(f"{status}: {self.note}" if note else status)


def unexpected(error: Exception) -> Failure:
    """Return the outcome of an address on which our own code failed."""
    return Failure("failed", f"unexpected {type(error).__name__} ({shortened(str(error), 80)}); please report this")


def shortened(text: str, most: int = LONGEST_NOTE) -> str:
    """Return a text as one line of at most ``most`` characters, omitting its middle if necessary."""
    shown = safe(text)
    return shown if len(shown) <= most else f"{shown[: most // 2]}…{shown[len(shown) + 1 - most // 2 :]}"
