"""Read a CSV file as text cells, or report its errors by line."""

import csv
from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from ..reporting.problem import BadData, Problem
from . import csv_faults

MOST_CELLS = 40_000_000
"""Maximum number of cells in a table: polars uses at least 16 bytes for each, even on empty lines."""

FEW_BYTES = 100_000
"""Size up to which a file needs little memory whatever its lines have."""

LONGEST_CELL = 1_000_000
"""Maximum length of a cell, in bytes."""


def read(content: bytes, path: str, names: Iterable[str]) -> pl.DataFrame:
    """Return a file's rows as text, with null for empty cells.

    Raises BadData with every error that prevents the rows from being read reliably.
    """
    columns = list(names)
    csv.field_size_limit(max(csv.field_size_limit(), len(content) + 1))
    _check_before_reading(content, path, columns)
    try:
        has_rows = 0 <= content.find(b"\n") < len(content) - 1
        frame = pl.read_csv(content, infer_schema=False) if has_rows else _no_rows(columns)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        message = f"cannot be read as CSV: {next(iter(str(error).splitlines()), type(error).__name__)}"
        raise BadData(_unread(content, path, columns) or [Problem(path, 1, "", message, "csv")]) from None
    total, longest = _sizes(frame)
    doubtful = frame.columns != list(columns) or not _is_whole(frame, content, total)
    if doubtful and (faults := _malformed(content, path, columns)):
        raise BadData(faults)
    if longest > LONGEST_CELL:
        raise BadData(_long_cells(frame, path))
    return frame


def _check_before_reading(content: bytes, path: str, columns: Sequence[str]) -> None:
    """Raise BadData for errors that can be found before parsing, so that parsing uses a bounded amount of memory."""
    if problems := list(csv_faults.kind_faults(content, path)):
        raise BadData(problems)
    problems = list(csv_faults.encoding_faults(content, path))
    problems = problems or list(csv_faults.first_line_faults(content, path, columns))
    if problems:
        raise BadData(list(csv_faults.utf8_faults(content, path)) or problems)
    if len(content) <= FEW_BYTES:
        return
    cells = (content.count(b"\n") - 1) * len(columns)
    if cells > MOST_CELLS:
        raise BadData([Problem(path, 1, "", f"has more than {MOST_CELLS:,} cells", "csv")])
    if cells > len(content) and (problems := _unread(content, path, columns)):  # some lines have too few commas
        raise BadData(problems)


def _unread(content: bytes, path: str, columns: Sequence[str]) -> list[Problem]:
    return list(csv_faults.utf8_faults(content, path)) or _malformed(content, path, columns)


def _malformed(content: bytes, path: str, columns: Sequence[str]) -> list[Problem]:
    """Return the misplaced quotes or, if there are none, the lines that are too short or too long."""
    faults = csv_faults.quote_faults(content, path, columns)
    return list(faults) or list(csv_faults.line_faults(content, path, columns))


def _sizes(frame: pl.DataFrame) -> tuple[int, int]:
    """Return the length of all cells and of the longest one, in bytes."""
    sizes = pl.all().str.len_bytes()
    total, longest = frame.select(pl.sum_horizontal(sizes.sum()), longest=pl.max_horizontal(sizes.max())).row(0)
    return int(total or 0), int(longest or 0)


def _is_whole(frame: pl.DataFrame, content: bytes, total: int) -> bool:
    """Return whether a file has as many separators as its cells need, since polars pads lines that have too few.

    Each cell is followed by one, a comma or a line feed; the rest are quotes: two around a cell, two for each within.
    Polars also skips quotes in other places, and so merges or truncates cells.
    """
    header = content.index(b"\n") + 1
    first = content.find(b'"', header)
    quotes = content.count(b'"', first) if first >= 0 else 0
    if quotes and not csv_faults.SOUND.fullmatch(content, header):
        return False
    within = pl.sum_horizontal(pl.all().str.count_matches('"', literal=True).sum())
    inner = frame.select(within).item() or 0 if quotes else 0
    return len(content) == header + total + frame.height * frame.width + quotes - int(inner)


def _no_rows(columns: Sequence[str]) -> pl.DataFrame:
    return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))


def _long_cells(frame: pl.DataFrame, path: str) -> Iterator[Problem]:
    """Yield each cell that is too long, with its line."""
    breaks = pl.sum_horizontal(pl.all().str.count_matches("\n", literal=True).fill_null(0))
    lines = frame.select(pl.int_range(2, pl.len() + 2) + breaks.cum_sum().shift(1, fill_value=0)).to_series()
    for name in frame.columns:
        sizes = frame[name].str.len_bytes()
        for row in (sizes > LONGEST_CELL).arg_true():
            yield Problem(path, lines[row], name, too_long(sizes[row]), "csv")


def too_long(size: int) -> str:
    """Return the message for a cell that exceeds the maximum length."""
    return f"has {size:,} bytes; a cell may have at most {LONGEST_CELL:,}"
