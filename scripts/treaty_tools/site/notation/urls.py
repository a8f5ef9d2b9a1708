"""Where each page lies in the site: addresses that stay the same from release to release."""

import re
import unicodedata
from urllib.parse import quote, unquote, urlencode, urlsplit

from ...writing.file_names import file_stem, hashed

ENCODED = re.compile("(?:%[89A-F][0-9A-F])+")
"""Characters that are not ASCII, as an address encodes them."""
HOME, TIMELINE, REPORTED = "index.html", "timeline.html", "reported.html"
CLAIMS, ACTORS = "claims.html", "actors.html"
FIGURES, CONTRADICTIONS, WHO = "figures.html", "contradictions.html", "who-says-so.html"
CHANGED, MET, PLACES = "changed-positions.html", "who-met-whom.html", "places.html"
SOURCES, ORIGINS, SEARCH, ABOUT, RETIRED = "sources.html", "origins.html", "search.html", "about.html", "retired.html"


def row(table: str, row_id: str) -> str:
    """Return the address of a row that has a page of its own."""
    return f"{table}/{file_stem(row_id)}.html"


def table(name: str) -> str:
    """Return the address of the page of a table that a package adds."""
    return f"table-{slug(name.replace('_', '-'))}.html"


def measure(term: str) -> str:
    """Return the address of a measure's page."""
    return f"figures/{slug(term)}.html"


def term(column: str, name: str) -> str:
    """Return the address of a term's definition."""
    return f"{ABOUT}#{term_anchor(column, name)}"


def term_anchor(column: str, name: str) -> str:
    """Return the anchor of a term's definition."""
    return f"term-{column}-{slug(name)}"


def slug(text: str) -> str:
    """Return a text as a part of an address: blanks become low lines, and other texts get a hash.

    No two texts become one, also where a file system ignores case.
    """
    plain = re.fullmatch("[a-z0-9]+(?:[-. ][a-z0-9]+)*", text)
    return file_stem(text.replace(" ", "_")) if plain else hashed(text)


def page(first: str, number: int) -> str:
    """Return the address of a further page of what begins at an address; no file stem ends in such a number."""
    return first if number == 1 else f"{first.removesuffix('.html')}--{number}.html"


def elsewhere(url: str | None) -> str | None:
    """Return an address on the web that may become a link, None for any that is not http or https."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def filtered(**chosen: str) -> str:
    """Return the part of an address after # that filters the table of a page."""
    return urlencode(chosen)


def short(url: str) -> str:
    """Return an address with letters and digits of other scripts as they are, which browsers encode themselves."""
    return ENCODED.sub(_decoded, url)


def _decoded(found: re.Match[str]) -> str:
    text = unquote(found[0], errors="ignore")
    is_word = all(char.isalnum() or unicodedata.category(char).startswith("M") for char in text)
    return text if is_word and quote(text) == found[0] else found[0]
