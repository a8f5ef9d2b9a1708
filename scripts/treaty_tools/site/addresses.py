"""Where each page lies in the site: addresses that stay the same from release to release."""

import hashlib
import re
from urllib.parse import urlsplit

from treaty_record.notation import SLUG

HOME, TIMELINE, REPORTED = "index.html", "timeline.html", "reported.html"
CLAIMS, ACTORS = "claims.html", "actors.html"
FIGURES, CONTRADICTIONS, WHO = "figures.html", "contradictions.html", "who-says-so.html"
SOURCES, ORIGINS, SEARCH, ABOUT, RETIRED = "sources.html", "origins.html", "search.html", "about.html", "retired.html"


def row(table: str, row_id: str) -> str:
    """Return the address of a row that has a page of its own."""
    return f"{table}/{row_id}.html"


def measure(term: str) -> str:
    """Return the address of a measure's page."""
    return f"figures/{slug(term)}.html"


def term(column: str, name: str) -> str:
    """Return the address of a term's definition."""
    return f"{ABOUT}#{term_anchor(column, name)}"


def term_anchor(column: str, name: str) -> str:
    """Return the anchor of a term's definition."""
    return f"term-{slug(column)}-{slug(name)}"


def slug(text: str) -> str:
    """Return a text as a part of an address; one that is no slug yet gets a hash, so that no two become one."""
    if re.fullmatch(SLUG, text):
        return text
    short = re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")[:60]
    if re.fullmatch("[a-z0-9 ._]+", text):
        return short
    return f"{short}-{hashlib.sha256(text.encode()).hexdigest()[:8]}".lstrip("-")


def page(first: str, number: int) -> str:
    """Return the address of a further page of what begins at an address; keys of these tables have no dots."""
    return first if number == 1 else f"{first.removesuffix('.html')}.{number}.html"


def elsewhere(url: str | None) -> str | None:
    """Return an address on the web that may become a link, None for any that is not http or https."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
