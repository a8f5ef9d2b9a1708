"""The articles' texts: read from a folder into the coordinate space that offsets count in."""

import errno
import hashlib
import os
import re
import stat
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from pathlib import Path

LIMIT = 64 * 2**20
"""The greatest number of bytes read as one article's text."""

BOM = b"\xef\xbb\xbf"

_ARTICLE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PLACE = re.compile(r"p([1-9][0-9]{0,8})(?:-([1-9][0-9]{0,8}))?")

# A device or a pipe must not block us before fstat can tell that it is none of ours.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_SPLIT_VOWELS = {
    "\u09be": ("\u09c7\u09be",),
    "\u0b3e": ("\u0b47\u0b3e",),
    "\u0bbe": ("\u0bc6\u0bbe", "\u0bc7\u0bbe"),
    "\u0cc2": ("\u0cc6\u0cc2",),
    "\u0d3e": ("\u0d46\u0d3e", "\u0d47\u0d3e"),
    "\u0dcf": ("\u0dd9\u0dcf",),
}
"""Vowel signs that NFC composes with one sign right before them, and with nothing else."""
_NEVER_COMPOSES = "\u0995"


MOST_MARKS = 30
"""Combining marks in a row; no language needs more (Stream-Safe Text, UAX #15), and their number squared takes time."""

_PILED = rf"(?<!\p{{M}})\p{{M}}{{{MOST_MARKS + 1}}}"


class PiledMarks(ValueError):  # noqa: N818 -- named for what the text has
    """Raised if a text has too many combining marks in a row to be one."""

    def __init__(self) -> None:
        """Say how many."""
        super().__init__(f"has more than {MOST_MARKS} combining marks in a row, which no text needs")


class TextError(Exception):
    """Raised where a file stands in a text's place and cannot be read as one."""

    def __init__(self, path: str | Path, reason: str) -> None:
        """Keep the file and what is wrong with it."""
        super().__init__(f"{path}: {reason}")
        self.path = Path(path)
        self.reason = reason


Span = tuple[int, int]
"""A range of code points, its end exclusive."""


@dataclass(frozen=True, slots=True)
class Text:
    """One article's text in the coordinate space, and the hash that names it."""

    body: str
    sha256: str


def read(folder: Path, article_id: str) -> Text | None:
    """Return an article's text, or None where the folder does not hold it.

    Raises TextError where what lies there is no readable text, or the id names no file there.
    """
    if not is_article_id(article_id):
        raise TextError(folder, f"{article_id!r} is not an article id, so it names no file here")
    file = f"{folder}/{article_id}.txt"  # not a Path: building a hundred thousand takes half a second
    data = _contents(file)
    if data is None:
        return None
    try:
        return from_bytes(data)
    except UnicodeDecodeError as error:
        bad = error.object[error.start]
        raise TextError(file, f"not UTF-8: byte 0x{bad:02x} at offset {error.start}") from None
    except PiledMarks as piled:
        raise TextError(file, str(piled)) from None


def is_article_id(text: str) -> bool:
    """Tell whether a text is a slug: lower-case letters and digits, joined by single hyphens."""
    return bool(_ARTICLE_ID.fullmatch(text))


def _contents(file: str) -> bytes | None:
    """Return the bytes of a regular file of sane size, or None where there is none."""
    try:
        descriptor = os.open(file, _FLAGS)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise TextError(file, os.strerror(error.errno or errno.EIO)) from None
    try:
        return _regular_contents(file, descriptor)
    finally:
        os.close(descriptor)


def _regular_contents(file: str, descriptor: int) -> bytes:
    """Return the bytes of an open file, anything but a regular file of sane size refused."""
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise TextError(file, "not a file of text")
    if status.st_size > LIMIT:
        raise TextError(file, f"more than {LIMIT // 2**20} MiB, no article's text")
    data = chunk = os.read(descriptor, status.st_size)
    while chunk and len(data) < status.st_size:
        chunk = os.read(descriptor, status.st_size - len(data))
        data += chunk
    return data


def from_bytes(data: bytes) -> Text:
    """Return a file's contents as the coordinate space: no BOM, line ends LF, NFC.

    Raises UnicodeDecodeError if they are not UTF-8, PiledMarks if they are no text.
    """
    stored = data.removeprefix(BOM)
    decoded = stored.decode("utf-8")
    body = bounded_nfc(with_line_feeds(decoded))
    canonical = stored if body is decoded else body.encode("utf-8")
    return Text(body, hashlib.sha256(canonical).hexdigest())


def with_line_feeds(text: str) -> str:
    """Return a text with every line end, CRLF or CR, made LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def nfc(text: str) -> str:
    """Return a text in NFC: the same object where it is in NFC already."""
    return text if is_nfc(text) else unicodedata.normalize("NFC", text)


def bounded_nfc(text: str) -> str:
    """Return a text in NFC, in a time that grows with its length alone. Raises PiledMarks."""
    if is_nfc(text):
        return text
    import regex  # here, since few texts need it

    if regex.search(_PILED, text):
        raise PiledMarks
    return unicodedata.normalize("NFC", text)


def is_nfc(text: str) -> bool:
    """Tell whether a text is in NFC.

    Python's quick check gives up at a vowel sign that might compose, as every Bangla or Tamil AA
    might, and normalises the text, at 35 MB/s. What those signs compose with is known: look for
    that instead.
    """
    if text.isascii():
        return True
    for sign, pairs in _SPLIT_VOWELS.items():
        if sign in text:
            if any(pair in text for pair in pairs):
                return False
            text = text.replace(sign, _NEVER_COMPOSES)
    return unicodedata.is_normalized("NFC", text)


def paragraphs(body: str) -> list[Span]:
    """Return the non-blank lines of a text, the first of them being paragraph 1."""
    spans: list[Span] = []
    start = 0
    for line in body.split("\n"):
        end = start + len(line)
        if line and not line.isspace():
            spans.append((start, end))
        start = end + 1
    return spans


def place_of(spans: Sequence[Span], start: int, end: int) -> str | None:
    """Return the place of a range: ``p3``, ``p4-5``, or None where it covers blank lines only."""
    first = bisect_right(spans, start, key=itemgetter(1)) + 1
    last = bisect_left(spans, end, key=itemgetter(0))
    if first > last:
        return None
    return f"p{first}" if first == last else f"p{first}-{last}"


def span_of(spans: Sequence[Span], place: str) -> Span | None:
    """Return the range of a place, None where it names no paragraphs or the text has fewer."""
    numbers = paragraph_numbers(place)
    if numbers is None or numbers[1] > len(spans):
        return None
    return spans[numbers[0] - 1][0], spans[numbers[1] - 1][1]


def is_placed(spans: Sequence[Span], place: str | None, start: int, end: int) -> bool:
    """Tell whether a range lies in the paragraphs that a place names, if it names any."""
    numbers = paragraph_numbers(place or "")
    if numbers is None:
        return True
    first, last = numbers
    return last <= len(spans) and spans[first - 1][0] <= start and end <= spans[last - 1][1]


@lru_cache(maxsize=10_000)
def paragraph_numbers(place: str) -> tuple[int, int] | None:
    """Return the first and the last paragraph a place names, None for a title or a caption."""
    match = _PLACE.fullmatch(place)
    if match is None:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    return (first, last) if first <= last else None
