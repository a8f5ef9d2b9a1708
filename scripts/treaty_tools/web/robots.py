"""What a site's robots.txt allows (RFC 9309)."""

from protego import Protego

from .outcome import Failure, Page

LONGEST = 512 * 1024
"""Bytes of a robots.txt that are read; the standard asks for 500 KiB at least."""

TOKEN = "treaty-record"
"""The name by which a robots.txt may speak of us."""

LONGEST_DELAY = 10.0
"""Seconds between two requests that a robots.txt may ask for; more is taken for a slip."""


class Rules:
    """What one site allows: everything where there are no rules."""

    def __init__(self, text: str = "") -> None:
        """Read the rules of a robots.txt."""
        self._parsed = Protego.parse(text)

    def allows(self, address: str) -> bool:
        """Tell whether we may ask for an address of the site."""
        return bool(self._parsed.can_fetch(address, TOKEN))

    @property
    def delay(self) -> float:
        """Return the seconds that the site wants between two requests."""
        return min(float(self._parsed.crawl_delay(TOKEN) or 0), LONGEST_DELAY)


def rules(code: int, page: Page) -> Rules:
    """Return the rules that an answer for robots.txt sets: a site without one allows everything.

    Raises Failure where the site is broken, which forbids everything.
    """
    if code == 429 or code >= 500:
        raise Failure("robots", f"robots.txt answers {code}, which forbids everything")
    return Rules(page.body[:LONGEST].decode("utf-8-sig", "replace")) if 200 <= code < 300 else Rules()
