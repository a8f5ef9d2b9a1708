"""Unpack a package from an untrusted zip file: only the files that the package names are written, within limits."""

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from ..package.descriptor import DESCRIPTOR
from .extract import ReadFile, extract, refused

LARGEST_ARCHIVE = 1024 * 1024 * 1024
"""Maximum size of a zip file, in bytes."""
MOST_FILES = 10_000
"""Maximum number of files in a zip file."""
READ = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Supported compression methods: others may need gigabytes of memory to read a few bytes."""
OTHERS = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "xz", 98: "PPMd", 99: "AES encryption"}
"""Unsupported compression methods that tools offer, by their number in zip files."""
ENCRYPTED, UTF_8 = 0x1, 0x800
"""Flags of a file in an archive."""
OF_SYSTEMS = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
"""Files that macOS and Windows add to archives."""
FIRST_DAY, UNIX = (1980, 1, 1, 0, 0, 0), 3
"""The date and the system that are recorded for the files of an archive."""
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(EOFError, OSError, NotImplementedError, RuntimeError, ValueError, OverflowError),
)
"""What the standard library raises for zip files that it cannot read."""


def unpack(path: Path, room: Path) -> Path:
    """Write the package in a zip file into an empty folder, and return that folder.

    Its datapackage.json is at the top or in one folder; there may be other files. Raises BadData if there is none, or
    it cannot be unpacked.
    """
    if path.stat().st_size > LARGEST_ARCHIVE:
        raise refused(path.name, f"is larger than {LARGEST_ARCHIVE // 1024 // 1024} MiB")
    try:
        with zipfile.ZipFile(path) as opened:
            return extract(_reader(opened, path.name), room)
    except UnicodeDecodeError:
        raise refused(path.name, "has a file name marked as UTF-8 that is not UTF-8: pack it again") from None
    except BROKEN as error:
        raise refused(path.name, f"cannot be read as a zip file: {error}") from None


def _reader(opened: zipfile.ZipFile, name: str) -> ReadFile:
    """Return a function that reads files of the package in an open zip file."""
    files = _files(opened, name)
    below = _folder(files, name)

    def read(path: str, most: int) -> bytes | None:
        info = files.get(unicodedata.normalize("NFC", below + path))
        if info is None:
            return None
        if info.flag_bits & ENCRYPTED:
            raise refused(path, "is encrypted: pack it without a password")
        if info.compress_type not in READ:
            kind = OTHERS.get(info.compress_type, f"method {info.compress_type}")
            raise refused(
                path, f"is compressed with {kind}, which is not supported: pack it with Deflate, as most tools do"
            )
        with opened.open(info) as file:
            return file.read(most + 1)

    return read


def _files(opened: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    """Return the files of an archive by path, without those that operating systems add."""
    listed = opened.infolist()
    if len(listed) > MOST_FILES:
        raise refused(name, f"has more than {MOST_FILES:,} files")
    backslashes = not any("/" in info.orig_filename for info in listed)
    files: dict[str, zipfile.ZipInfo] = {}
    for info in listed:
        path = _path(info).replace("\\", "/") if backslashes else _path(info)
        if not OF_SYSTEMS.search(path) and files.setdefault(path, info) is not info:
            raise refused(name, f"has {path!r} twice: pack each file once")
    return files


def _path(info: zipfile.ZipInfo) -> str:
    """Return the path of a file in an archive as a descriptor writes it.

    macOS writes UTF-8 without the flag that says so, and decomposed.
    """
    path = info.orig_filename.partition("\0")[0]
    if not info.flag_bits & UTF_8:
        with suppress(UnicodeError):
            path = path.encode("cp437").decode("utf-8")
    return unicodedata.normalize("NFC", path)


def _folder(files: dict[str, zipfile.ZipInfo], name: str) -> str:
    """Return the folder of the package in an archive, as a prefix of its files' paths; empty if it is at the top."""
    found = [path.removesuffix(DESCRIPTOR) for path in files if PurePosixPath(path).name == DESCRIPTOR]
    least = min((path.count("/") for path in found), default=0)
    folders = sorted(path for path in found if path.count("/") == least)
    if not folders:
        raise refused(name, f"contains no {DESCRIPTOR}: pack the package's folder")
    if len(folders) > 1:
        raise refused(name, f"contains more than one package: {folders[0]!r}, {folders[1]!r}; pack one of them")
    return folders[0]


def pack(files: Mapping[str, bytes], *, compressed: bool = False) -> bytes:
    """Return a reproducible zip file: the same bytes for the same files, whenever and wherever it is made.

    Unless asked for, nothing is compressed, since different versions of zlib produce different bytes.
    """
    packed = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(packed, "w", method) as made:
        for path in sorted(files):
            info = zipfile.ZipInfo(path, FIRST_DAY)
            info.create_system, info.external_attr, info.compress_type = UNIX, 0o100644 << 16, method
            made.writestr(info, files[path])
    return packed.getvalue()
