"""Recognise a file by its first bytes: a zip file, a descriptor, or something else that can be named."""

import zipfile
from pathlib import Path

FIRST = 512
"""Bytes that are enough to recognise a file."""
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
STARTS = {
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"\x1f\x8b": "compressed with gzip, as .tar.gz is",
    b"BZh": "compressed with bzip2, as .tar.bz2 is",
    b"\xfd7zXZ\x00": "compressed with xz, as .tar.xz is",
    b"\x28\xb5\x2f\xfd": "compressed with Zstandard, as .tar.zst is",
}
"""First bytes of files that people mistake for a package."""
TAR = b"ustar"
TAR_AT = 257
WAY_OUT = "unpack it, or pack it as a zip file"


def is_zip(path: Path, first: bytes) -> bool:
    """Return whether a file is a zip file, or named like one and not another known kind."""
    named = path.suffix.lower() == ".zip"
    return first.startswith(ZIP) or (other_archive(first) is None and (named or zipfile.is_zipfile(path)))


def is_descriptor(path: Path, first: bytes) -> bool:
    """Return whether a file is a package's descriptor, judging by its name or its first character."""
    return path.suffix.lower() == ".json" or first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def other_archive(first: bytes) -> str | None:
    """Return the kind of an unsupported archive, None if the file is not a known one."""
    if first[TAR_AT:].startswith(TAR):
        return "a tar archive"
    return next((kind for start, kind in STARTS.items() if first.startswith(start)), None)
