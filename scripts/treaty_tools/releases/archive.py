"""A package in a zip file, which may be a stranger's: nothing is written but what the package names, in bounds."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from ..descriptor import DESCRIPTOR
from .taking import refused, take

LARGEST_ARCHIVE = 1024 * 1024 * 1024
"""Bytes that a zip file may have."""
MOST_FILES = 10_000
"""Files that may lie in a zip file."""
READ = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Kinds of compression that are read: others may ask for gigabytes to read a few bytes."""
FIRST_DAY, UNIX = (1980, 1, 1, 0, 0, 0), 3
"""When and where files of an archive are said to have been made."""


def unpack(path: Path, room: Path) -> Path:
    """Write the package of a zip file into an empty folder, and return that.

    The package lies at the top, or all of it in one folder. Raises BadData where it cannot be taken out.
    """
    if path.stat().st_size > LARGEST_ARCHIVE:
        raise refused(path.name, f"is larger than {LARGEST_ARCHIVE // 1024 // 1024} MiB")
    try:
        with zipfile.ZipFile(path) as opened:
            return take(_reader(opened, path.name), room)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise refused(path.name, f"is no zip file that can be read: {error}") from None


def _reader(opened: zipfile.ZipFile, name: str) -> Callable[[str, int], bytes | None]:
    """Return what reads files of the package that lies in an open zip file."""
    listed = opened.infolist()
    if len(listed) > MOST_FILES:
        raise refused(name, f"has more than {MOST_FILES:,} files")
    files: dict[str, zipfile.ZipInfo] = {}
    for info in listed:
        if files.setdefault(info.filename, info) is not info:
            raise refused(name, f"has {info.filename!r} twice")
    below = _folder(files)

    def read(path: str, most: int) -> bytes | None:
        info = files.get(below + path)
        if info is None:
            return None
        if info.flag_bits & 1:
            raise refused(path, "is encrypted")
        if info.compress_type not in READ:
            raise refused(path, "is compressed in a way that is not read: use deflate")
        with opened.open(info) as file:
            return file.read(most + 1)

    return read


def _folder(files: dict[str, zipfile.ZipInfo]) -> str:
    """Return the folder that all of a package lies in, as its files' names begin; nothing where it lies at the top."""
    tops = {name.partition("/")[0] for name in files}
    one = f"{min(tops)}/" if len(tops) == 1 else ""
    return one if one + DESCRIPTOR in files else ""


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return a zip file that is the same bytes whenever and wherever it is made of the same files.

    Nothing is compressed, since zlib's versions compress to other bytes.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as made:
        for path in sorted(files):
            info = zipfile.ZipInfo(path, FIRST_DAY)
            info.create_system, info.external_attr = UNIX, 0o100644 << 16
            made.writestr(info, files[path])
    return packed.getvalue()
