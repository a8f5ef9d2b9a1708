"""Name files after keys and tables so that names are valid on every operating system and unique."""

import hashlib
import re

LONGEST = 200
"""Maximum length of a name used unchanged: file systems allow 255 bytes, and a page number and an ending follow."""
PLAIN = re.compile("[a-z0-9]+(?:[._-][a-z0-9]+)*")
"""Names that are used unchanged: they have no double hyphen, which separates a hash."""
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
"""Device names on Windows, which files cannot have, with or without an extension."""


def file_stem(name: str) -> str:
    """Return the file name, without extension, for a key or a table; one that cannot be used unchanged gets a hash.

    >>> file_stem("bridge-closes"), file_stem("con")
    ('bridge-closes', 'con--1143da2bc54c')
    """
    if len(name) <= LONGEST and PLAIN.fullmatch(name) and name.partition(".")[0] not in RESERVED:
        return name
    return hashed(name)


def hashed(name: str) -> str:
    """Return the beginning of a name, in characters valid in file names, with a hash of the whole name."""
    start = re.sub("[^a-z0-9]+", "-", name[:LONGEST].lower()).strip("-")
    return f"{start}--{hashlib.sha256(name.encode(errors='surrogatepass')).hexdigest()[:12]}"
