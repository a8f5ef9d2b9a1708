"""The page inside a web archive that Chrome, Edge or Internet Explorer saved as a single file (MHTML, RFC 2557)."""

import re
from email.message import Message
from email.parser import BytesParser

from .file_kinds import HTML_ONLY
from .outcome import Failure, Page
from .reply import content_type

_HEADERS = re.compile(rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related", re.I)
_LOOKED_AT = 16_384

MOST_PARTS = 5_000
"""Files in one archive; a page has some hundred."""


def is_mhtml(data: bytes) -> bool:
    """Tell whether data begins with the headers of an MHTML file."""
    return bool(_HEADERS.match(data[:_LOOKED_AT]))


def page(data: bytes) -> Page:
    """Return the first HTML page in an MHTML file. Raises Failure if there is none."""
    if data.count(b"\n--") > MOST_PARTS:
        raise _unreadable()
    try:
        parts = _parts(BytesParser().parsebytes(data))
        found = next((part for part in parts if part.get_content_type() == "text/html"), None)
        body = found.get_payload(decode=True) if found else None
    except (LookupError, RecursionError, TypeError, ValueError):  # what the parser raises for malformed headers
        raise _unreadable() from None
    if found is None or not isinstance(body, bytes):
        raise _unreadable()
    return Page(body, *content_type(str(found["content-type"])))


def _parts(message: Message) -> list[Message]:
    """Return the parts of an archive, which are not nested."""
    payload = message.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def _unreadable() -> Failure:
    return Failure("garbled", f"is an MHTML file in which no page can be read; {HTML_ONLY}")
