"""What a page says of itself: its address, title, site, day and language."""

import html
import logging
import re
import unicodedata
from dataclasses import dataclass

from ..quotes import texts
from .outcome import Answer
from .page_text import PLAIN, decoded_page

LOOKED_AT = 65_536
"""Characters at the beginning of a page in which its language and its address are looked for."""

_LANGUAGE = re.compile(r"""<html\b[^>]*?\blang\s*=\s*["']?\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)""", re.I)
_SAVED_FROM = re.compile(r"(?:<!-- saved from url=\(\d+\)|Snapshot-Content-Location:\s*)(https?://\S+)", re.I)
_ADDRESS = re.compile(r"https?://[^\s/]+\S*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Metadata:
    """What a page says of itself, None where it says nothing."""

    url: str | None = None
    title: str | None = None
    site: str | None = None
    published: str | None = None
    language: str | None = None


def metadata(answer: Answer) -> Metadata:
    """Return what a page says of itself; the address of one that was fetched is known in any case.

    Raises Failure if the page cannot be read.
    """
    asked = answer.address if answer.address and _ADDRESS.fullmatch(answer.address) else None
    if answer.page is None or answer.page.media_type == PLAIN:
        return Metadata(asked)
    saved = _SAVED_FROM.search(answer.page.body[:LOOKED_AT].decode("latin-1"))
    _, read = decoded_page(answer.page)
    return _of_html(read.text, asked or (html.unescape(saved[1]) if saved else None))


def _of_html(page: str, address: str | None) -> Metadata:
    from trafilatura.metadata import extract_metadata

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = extract_metadata(page, date_config={"extensive_search": False, "original_date": True})
    language = _LANGUAGE.search(page[:LOOKED_AT])
    return Metadata(
        url=found.url if found.url and _ADDRESS.fullmatch(found.url) else address,
        title=_line(found.title),
        site=_line(found.sitename),
        published=found.date if found.date and _DAY.fullmatch(found.date) else None,
        language=_tag(language[1]) if language else None,
    )


def _line(text: str | None) -> str | None:
    """Return a text on one line, in NFC, without control characters; None if nothing is left."""
    if not text:
        return None
    seen = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in texts.nfc(text))
    return " ".join(seen.split(" ")).strip() or None


def _tag(language: str) -> str:
    """Return the language of a page as the record writes it: without a region unless it tells two scripts apart."""
    base, *others = re.split("[-_]", language)
    scripts = [other.title() for other in others if len(other) == 4]
    if base.lower() == "zh" and not scripts:
        scripts = ["Hant"] if {other.upper() for other in others} & {"TW", "HK", "MO"} else []
    return "-".join([base.lower(), *scripts])
