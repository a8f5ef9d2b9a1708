"""Recognise files that are not web pages by their first bytes, and say how to get the article's text from them."""

import re
from collections.abc import Iterator

from .outcome import AS_TEXT

HTML_ONLY = "save the page again as 'HTML only'"
UNPACK = "unpack it and pass the HTML file in it"

_KINDS = (
    (rb"\s*%PDF-", "a PDF", AS_TEXT),
    (rb"bplist0", "a Safari web archive", "save the page again as 'Page Source'"),
    (rb"\x1f\x8b", "a file compressed with gzip", UNPACK),
    (rb"\x28\xb5\x2f\xfd", "a file compressed with Zstandard", UNPACK),
    (rb"BZh[1-9]", "a file compressed with bzip2", UNPACK),
    (rb"\xfd7zXZ\0", "a file compressed with xz", UNPACK),
    (rb"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    (rb"PK(?:\x03\x04|\x05\x06)", "a ZIP archive or an office document", f"{UNPACK}, or {AS_TEXT}"),
    (rb"\xd0\xcf\x11\xe0", "an office document", AS_TEXT),
    (rb"\{\\rtf", "an RTF document", AS_TEXT),
    (rb"\x89PNG", "a PNG image", AS_TEXT),
    (rb"\xff\xd8\xff", "a JPEG image", AS_TEXT),
    (rb"GIF8[79]a", "a GIF image", AS_TEXT),
    (rb"RIFF....WEBP", "a WebP image", AS_TEXT),
    (rb"(?:II\*\0|MM\0\*)", "a TIFF image", AS_TEXT),
    (rb"....ftyp(?:avif|heic|mif1)", "an AVIF or HEIC image", AS_TEXT),
    (rb"....ftyp|\x1aE\xdf\xa3|OggS|ID3", "a video or sound recording", AS_TEXT),
)

_MARKED_AS_TEXT = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_NULS = 0.01
"""Share of zero bytes above which a file can only be text in UTF-16."""


def foreign_kind(data: bytes) -> str | None:
    """Return what a file is and what to do instead, None if it may be a web page or a text."""
    return next(_foreign_kinds(data), None)


def _foreign_kinds(data: bytes) -> Iterator[str]:
    for pattern, kind, way_out in _KINDS:
        if re.match(pattern, data, re.DOTALL):
            yield f"{kind}; {way_out}"
    if not data.startswith(_MARKED_AS_TEXT) and data.count(0) > _NULS * len(data):
        yield f"a binary file; {HTML_ONLY}"
