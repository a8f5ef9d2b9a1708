"""A CSV file as text cells, or what is wrong with it at which line."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

import polars as pl

from .checks.rule import read_rule
from .problem import BadData, Problem

BOM = b"\xef\xbb\xbf"
MOST_CELLS = 50_000_000
"""Cells that a table may have: polars takes at least 16 bytes for each, also where a line is empty."""

_QUOTED = re.compile(rb'(?:[^"]*+(?<=[,\n])"[^"]*+(?:""[^"]*+)*+"(?=[,\n]))*+[^"]*+')
"""What a file is whose quotes stand only around whole cells, doubled within."""

read_rule(
    "encoding",
    1,
    "A file is UTF-8 without byte order mark, its lines ended by LF.",
    "Readers differ in what they make of anything else; one of them will show wrong letters.",
)
read_rule(
    "header",
    1,
    "The first line names the contract's columns, in order.",
    "A reader that goes by position and one that goes by name must find the same cells.",
)
read_rule(
    "csv",
    1,
    "Every line has as many cells as the header, and quotes are closed (RFC 4180).",
    "A reader that fills up or cuts off a line shifts cells silently; a file said to be Parquet is Parquet.",
)


def read(content: bytes, path: str, columns: Sequence[str]) -> pl.DataFrame:
    """Return a file's rows as text, null where a cell is empty.

    Raises BadData with everything that keeps the rows from being read for sure.
    """
    csv.field_size_limit(max(csv.field_size_limit(), len(content) + 1))
    if problems := list(_encoding_faults(content, path)) or list(_header_faults(content, path, columns)):
        raise BadData(list(_utf8_faults(content, path)) or problems)
    try:
        frame = pl.read_csv(content, infer_schema=False) if content.count(b"\n", 0, -1) else _no_rows(columns)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        message = next(iter(str(error).splitlines()), "cannot be read")
        found = list(_utf8_faults(content, path)) or list(_line_faults(content, path, columns))
        raise BadData(found or [Problem(path, 1, "", message, "csv")]) from None
    doubtful = frame.columns != list(columns) or not _is_whole(frame, content)
    if doubtful and (faults := list(_line_faults(content, path, columns))):
        raise BadData(faults)
    return frame


def _is_whole(frame: pl.DataFrame, content: bytes) -> bool:
    """Tell whether a file has as many separators as its cells need: polars fills up lines that have too few.

    Each cell has one after it, a comma or a line feed; what is left are quotes: two around a cell, two for one within.
    Polars also passes over quotes in other places, and so joins or cuts cells.
    """
    header = content.index(b"\n") + 1
    quotes = content.count(b'"', header)
    if quotes and not _QUOTED.fullmatch(content, header - 1):
        return False
    cells = frame.select(pl.all().str.len_bytes().sum()).sum_horizontal().item() or 0
    within = frame.select(pl.all().str.count_matches('"', literal=True).sum()).sum_horizontal().item() if quotes else 0
    return len(content) == header + int(cells) + frame.height * frame.width + quotes - int(within or 0)


def _no_rows(columns: Sequence[str]) -> pl.DataFrame:
    return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))


def _utf8_faults(content: bytes, path: str) -> Iterator[Problem]:
    """Yield the first byte that is not UTF-8; polars refuses such a file, but does not say where."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"is not UTF-8 (byte 0x{content[error.start]:02x}); save it as UTF-8"
        yield Problem(path, line, "", message, "encoding")


def _encoding_faults(content: bytes, path: str) -> Iterator[Problem]:
    """Yield the first thing that is not as files are encoded."""
    if content.startswith(BOM):
        yield Problem(path, 1, "", "begins with a byte order mark; save it as UTF-8 without one", "encoding")
        return
    if b"\r" in content:
        line = content.count(b"\n", 0, content.index(b"\r")) + 1
        yield Problem(path, line, "", "has a carriage return; end lines by LF alone", "encoding")
    elif content and not content.endswith(b"\n"):
        yield Problem(path, content.count(b"\n") + 1, "", "does not end its last line; add a line feed", "encoding")


def _header_faults(content: bytes, path: str, columns: Sequence[str]) -> Iterator[Problem]:
    """Yield how the first line differs from the contract's columns, and more lines after it than can be held."""
    end = content.find(b"\n")
    first = content[: len(content) if end < 0 else end].decode("utf-8", "replace")
    try:
        header = next(csv.reader([first], strict=True), [])
    except csv.Error as error:
        yield Problem(path, 1, "", f"is not CSV: {error}", "csv")
        return
    yield from header_faults(header, path, columns)
    if (content.count(b"\n") - 1) * len(columns) > MOST_CELLS:
        yield Problem(path, 1, "", f"has more than {MOST_CELLS:,} cells", "csv")


def header_faults(header: Sequence[str], path: str, columns: Sequence[str]) -> Iterator[Problem]:
    """Yield how the header of a file differs from the contract's columns."""
    if list(header) == list(columns):
        return
    missing = [name for name in columns if name not in header]
    unknown = [name for name in header if name not in columns]
    doubled = sorted({name for name in header if header.count(name) > 1})
    yield from (Problem(path, 1, name, "is missing from the header", "header") for name in missing)
    yield from (Problem(path, 1, name, "is no column of this table", "header") for name in unknown)
    yield from (Problem(path, 1, name, "stands more than once in the header", "header") for name in doubled)
    if not (missing or unknown or doubled):
        yield Problem(path, 1, "", f"has its columns in another order than {', '.join(columns)}", "header")


def _line_faults(content: bytes, path: str, columns: Sequence[str]) -> Iterator[Problem]:
    """Yield each line that has not as many cells as the header, and a quote that is not closed."""
    reader = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if len(cells) != len(columns):
                message = f"has {len(cells)} cells, the header {len(columns)}"
                yield Problem(path, line, "", message, "csv")
            line = reader.line_num + 1
    except csv.Error as error:
        yield Problem(path, line, "", f"is not CSV: {error}", "csv")
