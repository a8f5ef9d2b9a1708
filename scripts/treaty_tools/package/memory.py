"""How much memory the tables of a package need, and how much there is, so that a program stops before it is killed."""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from treaty_record.reading import paths

from .parts import PARQUET

BASE = 150 * 1024**2
"""Bytes that the libraries take, whatever the package."""
FOR_CSV, FOR_PARQUET = 3.5, 20.0
"""Bytes of memory for each byte of a file, as ``scripts/benchmarks/validate.py`` measures them."""
FOR_CELL = 40
"""Bytes of memory for each cell of a table whose descriptor says how many rows it has."""


class TooLargeError(Exception):
    """Raised before a package is read that needs more memory than there is."""

    def __init__(self, needed: int, available: int) -> None:
        """Keep both numbers of bytes."""
        super().__init__(f"needs about {in_words(needed)} of memory, but {in_words(available)} are available")


def in_words(size: int) -> str:
    """Return a number of bytes for a message."""
    return f"{size / 1e9:,.1f} GB" if size >= 1e9 else f"{size / 1e6:,.0f} MB"


def check(tables: Iterable[Mapping[str, Any]], folder: Path) -> None:
    """Raise TooLargeError if some tables need more memory than is available."""
    least, most = needed(tables, folder), available()
    if most is not None and least > most:
        raise TooLargeError(least, most)


def needed(tables: Iterable[Mapping[str, Any]], folder: Path) -> int:
    """Return about how many bytes it takes to validate some tables, given as resources of the descriptor."""
    return BASE + sum(_needed(table, folder) for table in tables)


def _needed(table: Mapping[str, Any], folder: Path) -> int:
    sizes = {path: _size(folder / path) for path in paths(table)}
    parquet = sum(size for path, size in sizes.items() if path.endswith(PARQUET))
    rows, fields = table.get("rows"), table.get("schema", {}).get("fields", ())
    if parquet and type(rows) is int:
        return max(parquet, FOR_CELL * rows * len(fields))
    return int(FOR_PARQUET * parquet + FOR_CSV * (sum(sizes.values()) - parquet))


def _size(path: Path) -> int:
    """Return the size of a file, 0 if there is none."""
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def available(root: Path = Path("/")) -> int | None:
    """Return how many bytes a process may still use, None if the system does not say.

    That is the least of what is free or easily freed, of what the limits of its control groups leave, and of its own
    limit of address space.
    """
    limits = [*_free(root), *_left_of_groups(root), *_left_of_process(root)]
    return max(0, min(limits)) if limits else None


def _free(root: Path) -> Iterator[int]:
    """Yield the memory that is free or easily freed; on systems without ``/proc``, all that there is."""
    found = re.search(r"^MemAvailable:\s+(\d+) kB", _text(root / "proc/meminfo"), re.MULTILINE)
    if found:
        yield int(found[1]) * 1024
    elif root == Path("/"):
        with suppress(AttributeError, OSError, ValueError):
            yield os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


V1, V2 = ("memory.limit_in_bytes", "memory.usage_in_bytes"), ("memory.max", "memory.current")
"""The files of a control group that hold its limit and its use, by version."""


def _left_of_groups(root: Path) -> Iterator[int]:
    """Yield what each of the control groups around this process leaves, if it has a limit.

    Within a container, the root of the tree is the container's own group, whatever path the kernel gives.
    """
    for line in _text(root / "proc/self/cgroup").splitlines():
        _, controllers, path = line.split(":", 2)
        if not controllers or "memory" in controllers.split(","):
            tree = root / "sys/fs/cgroup" / ("memory" if controllers else "")
            group = tree / path.strip("/")
            while group.is_relative_to(tree):
                yield from _left(group, *(V1 if controllers else V2))
                group = group.parent


def _left(group: Path, limit: str, use: str) -> Iterator[int]:
    """Yield what a control group leaves of its limit; files that it keeps in memory are easily freed."""
    most, used = _text(group / limit).strip(), _text(group / use).strip()
    if most.isdecimal() and used.isdecimal():
        cached = re.search(r"^(?:total_)?inactive_file (\d+)", _text(group / "memory.stat"), re.MULTILINE)
        yield int(most) - int(used) + (int(cached[1]) if cached else 0)


def _left_of_process(root: Path) -> Iterator[int]:
    """Yield what the limit of address space leaves this process, if it has one (``ulimit -v``)."""
    used = _text(root / "proc/self/statm").split(" ")[0]
    if sys.platform != "win32" and used:
        import resource  # which Windows does not have

        most, _ = resource.getrlimit(resource.RLIMIT_AS)
        if most != resource.RLIM_INFINITY:
            yield most - int(used) * resource.getpagesize()


def _text(path: Path) -> str:
    """Return what a file of the system says, nothing if there is none."""
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
