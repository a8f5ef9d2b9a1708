"""The page inside a web archive that Chrome, Edge or Internet Explorer saved as a single file (MHTML, RFC 2557)."""

import re
from email.parser import BytesParser

from .file_kinds import HTML_ONLY
from .outcome import Failure, Page
from .reply import content_type

_HEADERS = re.compile(rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related", re.I)
_LOOKED_AT = 16_384

MOST_PARTS = 5_000
"""Maximum number of files in one archive; a page has about a hundred."""

MOST_LINES = 1_000_000
"""Maximum number of lines in an archive; the parser takes a second for a few hundred thousand."""

MOST_NESTED = 20
"""Maximum number of nested multiparts, in each of which the parser scans every line again."""

_NESTED = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.I | re.M)


def is_mhtml(data: bytes) -> bool:
    """Return whether data begins with the headers of an MHTML file."""
    return bool(_HEADERS.match(data[:_LOOKED_AT]))


def page(data: bytes) -> Page:
    """Return the first HTML page in an MHTML file. Raises Failure if there is none."""
    if data.count(b"\n--") > MOST_PARTS or data.count(b"\n") > MOST_LINES or len(_NESTED.findall(data)) > MOST_NESTED:
        raise _unreadable()
    try:
        parts = BytesParser().parsebytes(data).walk()
        found = next((part for part in parts if part.get_content_type() == "text/html"), None)
        body = found.get_payload(decode=True) if found else None
    except (LookupError, RecursionError, TypeError, ValueError):  # what the parser raises for malformed headers
        raise _unreadable() from None
    if found is None or not isinstance(body, bytes):
        raise _unreadable()
    return Page(body, *content_type(str(found["content-type"])))


def _unreadable() -> Failure:
    return Failure("not a web page", f"an MHTML file without a readable page; {HTML_ONLY}")
