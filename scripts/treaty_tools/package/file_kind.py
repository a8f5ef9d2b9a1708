"""Recognise files that are not the kind of table that their name suggests."""

import re

_BEGINNINGS = {
    b"\x1f\x8b": "compressed with gzip; decompress it",
    b"BZh": "compressed with bzip2; decompress it",
    b"\xfd7zXZ\x00": "compressed with xz; decompress it",
    b"\x28\xb5\x2f\xfd": "compressed with Zstandard; decompress it",
    b"PK\x03\x04": "a ZIP archive or an Excel workbook; extract it, or export its sheet as CSV",
    b"\xd0\xcf\x11\xe0": "an Excel workbook; export its sheet as CSV",
    b"%PDF-": "a PDF document; export the table as CSV",
    b"SQLite format 3\x00": "an SQLite database; export the table as CSV",
    b"version https://git-lfs.github.com/spec/": "a Git LFS pointer; fetch the file itself with 'git lfs pull'",
}
_PARQUET = b"PAR1"
_HTML = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UTF_16_WITHOUT_MARK = re.compile(rb"(?:[^\x00]\x00){4}|(?:\x00[^\x00]){4}")


def other_kind(content: bytes) -> str | None:
    """Return what a file is and what to do about it, None if it may be a table."""
    for beginning, kind in _BEGINNINGS.items():
        if content.startswith(beginning):
            return f"is {kind}"
    if _HTML.match(content):
        return "is an HTML page; download the file itself"
    return None


def is_parquet(content: bytes) -> bool:
    """Return whether a file begins like a Parquet file."""
    return content.startswith(_PARQUET)


def is_utf_16(content: bytes) -> bool:
    """Return whether a file is UTF-16, with or without a byte order mark."""
    return content.startswith(_UTF_16) or _UTF_16_WITHOUT_MARK.match(content) is not None
