"""Name files after keys and tables so that every operating system takes the name and no two keys share one."""

import hashlib
import re

LONGEST = 200
"""Characters of a name that is used as it is: file systems take 255 bytes, and an ending and a page number follow."""
PLAIN = re.compile("[a-z0-9]+(?:[._-][a-z0-9]+)*")
"""Names that are used as they are: they have no two hyphens in a row, which set off a hash."""
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
"""Names of devices on Windows, where no file can have them, whatever ending follows."""


def file_stem(name: str) -> str:
    """Return the name of a file for a key or a table, without an ending; one that cannot be used as it is gets a hash.

    >>> file_stem("kim-ratifies-treaty"), file_stem("con")
    ('kim-ratifies-treaty', 'con--1143da2bc54c')
    """
    if len(name) <= LONGEST and PLAIN.fullmatch(name) and name.partition(".")[0] not in RESERVED:
        return name
    return hashed(name)


def hashed(name: str) -> str:
    """Return the beginning of a name, as file names are written, with a hash of the whole."""
    start = re.sub("[^a-z0-9]+", "-", name[:LONGEST].lower()).strip("-")
    return f"{start}--{hashlib.sha256(name.encode(errors='surrogatepass')).hexdigest()[:12]}"
