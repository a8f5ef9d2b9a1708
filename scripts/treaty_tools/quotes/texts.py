"""Read the articles' texts from a folder, normalised so that offsets mean the same everywhere."""

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
"""Maximum size of an article's text in bytes."""

BOM = b"\xef\xbb\xbf"

_ARTICLE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PLACE = re.compile(r"p([1-9][0-9]{0,8})(?:-([1-9][0-9]{0,8}))?")

# A device or a pipe must not block before fstat shows that it is not a regular file.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_SPLIT_VOWELS = {
    "\u09be": ("\u09c7\u09be",),
    "\u0b3e": ("\u0b47\u0b3e",),
    "\u0bbe": ("\u0bc6\u0bbe", "\u0bc7\u0bbe"),
    "\u0cc2": ("\u0cc6\u0cc2",),
    "\u0d3e": ("\u0d46\u0d3e", "\u0d47\u0d3e"),
    "\u0dcf": ("\u0dd9\u0dcf",),
}
"""Vowel signs that NFC composes with one sign directly before them, and with nothing else."""
_NEVER_COMPOSES = "\u0995"


MOST_MARKS = 30
"""Maximum run of combining marks: no language needs more (Stream-Safe Text, UAX #15), and NFC takes quadratic time."""

_PILED = rf"(?<!\p{{M}})\p{{M}}{{{MOST_MARKS + 1}}}"


class PiledMarks(ValueError):  # noqa: N818 -- named for what the text has
    """Raised if a text has too many combining marks in a row."""

    def __init__(self) -> None:
        """Set the message."""
        super().__init__(f"has more than {MOST_MARKS} combining marks in a row; no language needs so many")


class TextError(Exception):
    """Raised if there is a file for an article's text, and it cannot be read."""

    def __init__(self, path: str | Path, reason: str) -> None:
        """Keep the file and what is wrong with it."""
        super().__init__(f"{path}: {reason}")
        self.path = Path(path)
        self.reason = reason


Span = tuple[int, int]
"""A range of code points, its end exclusive."""


@dataclass(frozen=True, slots=True)
class Text:
    """One article's normalised text and its hash."""

    body: str
    sha256: str


def read(folder: Path, article_id: str) -> Text | None:
    """Return an article's text, or None if the folder does not have it.

    Raises TextError if the file cannot be read as text, or the id cannot be the name of a file.
    """
    if not is_article_id(article_id):
        raise TextError(folder, f"{article_id!r} is not an article id")
    file = f"{folder}/{article_id}.txt"  # not a Path: creating a hundred thousand takes half a second
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
    """Return whether a text is a slug: lower-case letters and digits, joined by single hyphens."""
    return bool(_ARTICLE_ID.fullmatch(text))


def _contents(file: str) -> bytes | None:
    """Return the bytes of a regular file within the limit, or None if there is no such file."""
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
    """Return the bytes of an open file; raise TextError unless it is a regular file within the limit."""
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise TextError(file, "not a regular file")
    if status.st_size > LIMIT:
        raise TextError(file, f"more than {LIMIT // 2**20} MiB, the limit for a text")
    data = chunk = os.read(descriptor, status.st_size)
    while chunk and len(data) < status.st_size:
        chunk = os.read(descriptor, status.st_size - len(data))
        data += chunk
    return data


def from_bytes(data: bytes) -> Text:
    """Return a file's contents normalised: no BOM, LF line endings, NFC.

    Raises UnicodeDecodeError if they are not UTF-8, PiledMarks if they have too many combining marks in a row.
    """
    stored = data.removeprefix(BOM)
    decoded = stored.decode("utf-8")
    body = bounded_nfc(with_line_feeds(decoded))
    canonical = stored if body is decoded else body.encode("utf-8")
    return Text(body, hashlib.sha256(canonical).hexdigest())


def with_line_feeds(text: str) -> str:
    """Return a text with CRLF and CR line endings replaced by LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def nfc(text: str) -> str:
    """Return a text in NFC: the same object if it already is."""
    return text if is_nfc(text) else unicodedata.normalize("NFC", text)


def bounded_nfc(text: str) -> str:
    """Return a text in NFC, in time linear in its length. Raises PiledMarks."""
    if is_nfc(text):
        return text
    import regex  # imported here because few texts need it

    if regex.search(_PILED, text):
        raise PiledMarks
    return unicodedata.normalize("NFC", text)


def is_nfc(text: str) -> bool:
    """Return whether a text is in NFC.

    Python's quick check gives up at a vowel sign that might compose, such as every Bangla or Tamil AA, and normalises
    the text at 35 MB/s. Searching for the few pairs that do compose is faster.
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
    """Return the ranges of the non-blank lines of a text; the first is paragraph 1."""
    spans: list[Span] = []
    start = 0
    for line in body.split("\n"):
        end = start + len(line)
        if line and not line.isspace():
            spans.append((start, end))
        start = end + 1
    return spans


def numbers_of(spans: Sequence[Span], start: int, end: int) -> range:
    """Return the numbers of the paragraphs that a range touches."""
    first = bisect_right(spans, start, key=itemgetter(1)) + 1
    last = bisect_left(spans, (end,), lo=first - 1)  # a shorter tuple comes before a span that starts there
    return range(first, last + 1)


def place_of(spans: Sequence[Span], start: int, end: int) -> str | None:
    """Return the place of a range: ``p3``, ``p4-5``, or None if it covers only blank lines."""
    numbers = numbers_of(spans, start, end)
    first, last = numbers.start, numbers.stop - 1
    if first > last:
        return None
    return f"p{first}" if first == last else f"p{first}-{last}"


def span_of(spans: Sequence[Span], place: str) -> Span | None:
    """Return the range of a place, None if it does not name paragraphs or the text has fewer."""
    numbers = paragraph_numbers(place)
    if numbers is None or numbers[1] > len(spans):
        return None
    return spans[numbers[0] - 1][0], spans[numbers[1] - 1][1]


def is_placed(spans: Sequence[Span], place: str | None, start: int, end: int) -> bool:
    """Return whether a range lies in the paragraphs that a place names, if it names any."""
    numbers = paragraph_numbers(place or "")
    if numbers is None:
        return True
    first, last = numbers
    return last <= len(spans) and spans[first - 1][0] <= start and end <= spans[last - 1][1]


@lru_cache(maxsize=10_000)
def paragraph_numbers(place: str) -> tuple[int, int] | None:
    """Return the first and last paragraph that a place names, None for a title or a caption."""
    match = _PLACE.fullmatch(place)
    if match is None:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    return (first, last) if first <= last else None
