"""Find the errors in a CSV file, with their line numbers."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ..reporting.problem import Problem
from ..reporting.text import count
from .file_kind import is_parquet, is_utf_16, other_kind

BOM = b"\xef\xbb\xbf"
MOST_LISTED = 1000
"""Maximum number of lines, or columns, of one file that are reported individually."""
LONGEST_EXAMPLE = 80
"""Maximum length, in bytes, of a cell that a message shows corrected."""

SOUND = re.compile(rb'(?:[^"]*+(?<![^,\n])"[^"]*+(?:""[^"]*+)*+"(?=[,\n]))*+[^"]*+')
"""Everything up to the first quote that is not part of a properly quoted cell (inner quotes doubled)."""
_QUOTED_CELL = re.compile(rb'"[^"]*+(?:""[^"]*+)*+"')
_CELL_END = re.compile(rb"[,\n]|\Z")
_CONFLICT = re.compile(rb"^<{7} .*$", re.MULTILINE)
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


def kind_faults(content: bytes, path: str) -> Iterator[Problem]:
    """Yield an error if a file is not CSV at all, or contains a merge conflict."""
    if is_utf_16(content):
        yield Problem(path, 1, "", "is UTF-16; save it as UTF-8", "encoding")
    elif kind := other_kind(content):
        yield Problem(path, 1, "", kind, "csv")
    elif is_parquet(content):
        yield Problem(path, 1, "", "is Parquet; name it .parquet, in datapackage.json too", "csv")
    elif marker := _conflict(content):
        message = "has an unresolved merge conflict; resolve it and remove the lines of <, = and >"
        yield Problem(path, content.count(b"\n", 0, marker.start()) + 1, "", message, "csv")


def _conflict(content: bytes) -> re.Match[bytes] | None:
    """Return the first marker of a merge conflict; one byte is found much faster than several."""
    start = content.find(b"<")
    start = content.find(b"<<<<<<< ", start) if start >= 0 else start
    return _CONFLICT.search(content, content.rfind(b"\n", 0, start) + 1) if start >= 0 else None


def utf8_faults(content: bytes, path: str) -> Iterator[Problem]:
    """Yield the position of the first byte that is not UTF-8; polars rejects such a file without saying where."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"is not UTF-8 (byte 0x{content[error.start]:02x}); save it as UTF-8"
        yield Problem(path, line, "", message, "encoding")


def encoding_faults(content: bytes, path: str) -> Iterator[Problem]:
    """Yield the first violation of the file encoding rules."""
    if content.startswith(BOM):
        yield Problem(path, 1, "", "begins with a byte order mark; save it as UTF-8 without one", "encoding")
        return
    if b"\r" in content:
        line = content.count(b"\n", 0, content.index(b"\r")) + 1
        yield Problem(path, line, "", "has a carriage return; end lines by LF alone", "encoding")
    elif content and not content.endswith(b"\n"):
        yield Problem(path, content.count(b"\n") + 1, "", "does not end its last line; add a line feed", "encoding")


def first_line_faults(content: bytes, path: str, columns: Sequence[str]) -> Iterator[Problem]:
    """Yield how the first line differs from the contract's columns."""
    end = content.find(b"\n")
    first = content[: len(content) if end < 0 else end].partition(b"\r")[0]  # already reported, and csv stops at it
    if faults := list(quote_faults(first + b"\n", path, ())):
        yield from faults
        return
    header = next(csv.reader([first.decode("utf-8", "replace")], strict=True), [])
    if separator := _other_separator(header, columns):
        message = f"separates cells with {_SEPARATORS[separator]}; save it with commas between cells"
        yield Problem(path, 1, "", message, "csv")
    elif not set(header).intersection(columns):
        what = "does not begin with a header" if header else "has no header"
        yield Problem(path, 1, "", f"{what}; its first line must be {','.join(columns)}", "header")
    else:
        yield from header_faults(header, path, columns)


def _other_separator(header: Sequence[str], columns: Sequence[str]) -> str | None:
    """Return the separator of a header that has no commas, or None if no other separator is recognised."""
    if len(header) != 1 or len(columns) < 2:
        return None
    known = set(columns)
    return next((each for each in _SEPARATORS if len(known.intersection(header[0].split(each))) > 1), None)


def header_faults(header: Sequence[str], path: str, columns: Sequence[str]) -> Iterator[Problem]:
    """Yield how the header of a file differs from the contract's columns."""
    if list(header) == list(columns):
        return
    known, times = set(columns), Counter(header)
    missing = [name for name in columns if name not in times]
    unknown = [name for name in times if name not in known]
    doubled = sorted(name for name, n in times.items() if n > 1)
    yield from (Problem(path, 1, name, "is missing from the header", "header") for name in missing)
    strange = (Problem(path, 1, name, "is not a column of this table", "header") for name in unknown)
    yield from _listed(strange, "columns")
    repeated = (Problem(path, 1, name, "is in the header more than once", "header") for name in doubled)
    yield from _listed(repeated, "columns")
    if not (missing or unknown or doubled):
        yield Problem(path, 1, "", f"has its columns in another order than {', '.join(columns)}", "header")


def quote_faults(content: bytes, path: str, columns: Sequence[str]) -> Iterator[Problem]:
    """Yield the first quote of each line that is misplaced according to RFC 4180."""
    return _listed(_stray_quotes(content, path, columns), "lines")


def _stray_quotes(content: bytes, path: str, columns: Sequence[str]) -> Iterator[Problem]:
    start, line = 0, 1
    while (at := _end_of_sound(content, start)) < len(content):
        line += content.count(b"\n", start, at)
        column = _column_at(content, at, columns) if line > 1 else ""
        yield Problem(path, line, column, _stray(content, at), "csv")
        closing = _QUOTED_CELL.match(content, at)
        start = content.find(b"\n", closing.end() if closing and _opens(content, at) else at)
        if start < 0 or (_opens(content, at) and not closing):
            return
        line += content.count(b"\n", at, start)


def _end_of_sound(content: bytes, start: int) -> int:
    sound = SOUND.match(content, start)
    return sound.end() if sound else start


def _opens(content: bytes, at: int) -> bool:
    """Return whether the quote at an offset is the first character of a cell."""
    return at == 0 or content[at - 1] in b",\n"


def _stray(content: bytes, at: int) -> str:
    """Return what is wrong with the quote at an offset, and how to correct its cell."""
    if not _opens(content, at):
        line = content.rfind(b"\n", 0, at) + 1
        cell = _cell_from(content, max(line, content.rfind(b",", line, at) + 1))
        advice = _rewritten(cell) or "quote the whole cell and double the quotes in it"
        return f"has a quote in a cell that is not quoted; {advice}"
    if not _QUOTED_CELL.match(content, at):
        return "has a quoted cell that is never closed; add the closing quote"
    cell = _cell_from(content, at)
    advice = _rewritten(cell[1:-1]) if cell.endswith(b'"') else ""
    return f"has text after the closing quote of a cell; {advice or 'double the quotes within it'}"


def _cell_from(content: bytes, start: int) -> bytes:
    """Return the bytes up to the next comma or line end."""
    end = _CELL_END.search(content, start)
    return content[start : end.start() if end else len(content)]


def _rewritten(cell: bytes) -> str:
    """Return advice that shows the corrected cell, or an empty string if it is long or not UTF-8."""
    try:
        text = cell.decode("utf-8") if len(cell) <= LONGEST_EXAMPLE else ""
    except UnicodeDecodeError:
        text = ""
    doubled = text.replace('"', '""')
    return f'write "{doubled}"' if text else ""


def _column_at(content: bytes, at: int, columns: Sequence[str]) -> str:
    """Return the column at an offset, or an empty string if its row began on an earlier line or is too long."""
    before = content[content.rfind(b"\n", 0, at) + 1 : at]
    number = _QUOTED_CELL.sub(b"", before).count(b",")
    return columns[number] if before.count(b'"') % 2 == 0 and number < len(columns) else ""


def line_faults(content: bytes, path: str, columns: Sequence[str]) -> Iterator[Problem]:
    """Yield each line whose number of cells differs from the header's."""
    return _listed(_uneven_lines(content, path, len(columns)), "lines")


def _uneven_lines(content: bytes, path: str, wanted: int) -> Iterator[Problem]:
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(content), "utf-8", newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if len(cells) != wanted:
                message = (
                    f"has {count(len(cells), 'cell')}, but the header has {wanted}"
                    if cells
                    else "is an empty line; remove it"
                )
                yield Problem(path, line, "", message, "csv")
            line = reader.line_num + 1
    except csv.Error as error:
        yield Problem(path, line, "", f"is not CSV: {error}", "csv")


def _listed(problems: Iterable[Problem], what: str) -> Iterator[Problem]:
    """Yield the first problems of a file and a note if there are more: there may be millions of these objects."""
    found = iter(problems)
    yield from islice(found, MOST_LISTED)
    if following := next(found, None):
        message = f"and further {what} have such errors; the first {MOST_LISTED:,} are listed"
        yield Problem(following.path, following.line, "", message, following.rule)
