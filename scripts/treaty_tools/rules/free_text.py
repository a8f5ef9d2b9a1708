"""Level 1: free text is on one line, equal if it looks equal, and harmless to the programs that open it."""

from collections.abc import Callable, Iterator

import polars as pl

from treaty_record.contract import Column
from treaty_record.values.patterns import VERBATIM

from ..package.cell_types import EMPTY
from ..reporting.found import Found, faults, shown
from . import invisible
from .cells import Test, cells_that_fail, is_text
from .characters import FORMAT, UNSAFE
from .checked_package import CheckedPackage
from .code_points import edge, unnormalised
from .rule import CELLS, rule


def beyond_ascii(cell: pl.Expr) -> pl.Expr:
    """Return the cell if it has a character outside ASCII, otherwise null."""
    return pl.when(cell.str.len_bytes() != cell.str.len_chars()).then(cell)


def each_text(cell: pl.Expr, describe: Callable[[str], str]) -> pl.Expr:
    """Return what a function says of each cell."""
    return cell.map_batches(lambda texts: texts.map_elements(describe, pl.String), return_dtype=pl.String)


def odd_text(package: CheckedPackage, test: Test) -> Iterator[Found]:
    """Yield every sound cell of text that fails a test, skipping columns in which all cells are plain."""
    return cells_that_fail(package, test, lambda table, column: not package.plain(table, column))


@rule(
    "blank",
    1,
    "Text does not start or end with whitespace, and a missing value is an empty cell, not an empty quoted string.",
    fix="Remove the whitespace around the text, or leave the cell empty.",
    stage=CELLS,
)
def blanks(package: CheckedPackage) -> Iterator[Found]:
    """Values that look equal must be equal, and programs disagree on what an empty quoted string means."""
    yield from empty_strings(package)
    test = Test(
        is_text,
        lambda cell, _: cell.str.contains(r"^\s|\s$") & ~invisible.has(cell),
        lambda cell, _: pl.format("{} {}; remove it", shown(cell), each_text(cell, edge)),
    )
    yield from odd_text(package, test)


def empty_strings(package: CheckedPackage) -> Iterator[Found]:
    """Yield every cell that holds an empty string instead of a missing value."""
    for table in package.tables:
        frame = package.sound(table)
        texts = [name for name, column in package.columns(table).items() if column.type == "string"]
        shortest = frame.select(pl.col(texts).str.len_bytes().min())
        for name in texts:
            if len(frame) and shortest[name].item() == 0:
                yield Found(table, faults(frame.select("_row", name).filter(pl.col(name) == ""), name, EMPTY))


@rule(
    "control",
    1,
    "Text has no control, invisible or replacement characters, and no line breaks or tabs.",
    fix="Remove the character, or replace it as the message says; write the text on one line.",
    stage=CELLS,
)
def control_characters(package: CheckedPackage) -> Iterator[Found]:
    """A row is one line; terminals, editors and spreadsheets may act on such characters (CVE-2021-42574)."""
    free = Test(is_text, lambda cell, _: invisible.has(cell), lambda cell, _: invisible.message(cell, UNSAFE))
    yield from odd_text(package, free)
    matched = Test(
        _has_own_pattern,
        lambda cell, _: invisible.has(cell),
        lambda cell, _: invisible.message(cell, UNSAFE),
    )
    yield from cells_that_fail(package, matched)
    for table in package.tables:
        yield from _hidden_in_names(package, table)


def _has_own_pattern(column: Column) -> bool:
    """Return whether a column has a pattern that the package declares, not the contract."""
    return column.pattern is not None and not column.form and not column.notation


def _hidden_in_names(package: CheckedPackage, table: str) -> Iterator[Found]:
    """Yield every free text with a format character in a key or a reference; other text may contain these."""
    naming = {*package.key(table), *package.contract.tables[table].parents}
    for name, column in package.columns(table).items():
        if name in naming and is_text(column):
            cell = beyond_ascii(pl.col(name))
            hidden = package.sound(table).filter(invisible.has(cell, FORMAT) & ~invisible.has(cell))
            if len(hidden):
                yield Found(table, faults(hidden, name, invisible.message(pl.col(name))))


@rule(
    "formula",
    1,
    "Text does not start with a character that makes a spreadsheet run it as a formula: = + - @; titles, quotes, pins, "
    "names and cited values, which are not ours to change, may start with + - or @.",
    fix="Reword the text so that it does not start with = + - or @; leave out the = of words that are not ours.",
    stage=CELLS,
)
def formulas(package: CheckedPackage) -> Iterator[Found]:
    """A spreadsheet that opens the file runs such a cell as a formula (OWASP, CSV injection)."""
    test = Test(
        is_text,
        lambda cell, column: cell.str.contains("^=" if _is_verbatim(column) else r"^[=+\-@]"),
        lambda cell, column: pl.format(
            "{} starts with {}, so that spreadsheets run it as a formula",
            shown(cell),
            pl.lit("=" if _is_verbatim(column) else "= + - or @"),
        ),
    )
    return odd_text(package, test)


def _is_verbatim(column: Column) -> bool:
    """Return whether a column holds words that are not ours."""
    return column.pattern == VERBATIM[1:-1]


@rule(
    "nfc",
    1,
    "Text is in Unicode normalisation form C (NFC).",
    fix="Replace the characters that the message names by those that it gives, as 'treaty fix' does in source files.",
    stage=CELLS,
)
def normal_form(package: CheckedPackage) -> Iterator[Found]:
    """Offsets count code points of NFC, and a word must not have two encodings that look the same (UAX 15)."""
    test = Test(
        is_text,
        lambda cell, _: beyond_ascii(cell) != beyond_ascii(cell).str.normalize("NFC"),
        lambda cell, _: pl.format("{} is not in NFC: it {}", shown(cell), each_text(cell, unnormalised)),
    )
    return cells_that_fail(package, test)
