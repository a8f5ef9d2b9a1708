"""Level 1: free text is in one line, the same wherever it looks the same, and acts on no program."""

from collections.abc import Iterator

import polars as pl

from ..package.cell_types import EMPTY
from ..reporting.found import Found, faults, shown
from . import invisible
from .cells import Field, Test, cells_that_fail, is_text
from .characters import FORMAT, UNSAFE
from .checked_package import Package
from .rule import CELLS, rule


def beyond_ascii(cell: pl.Expr) -> pl.Expr:
    """Return the cell where it has other characters than those of ASCII, else null."""
    return pl.when(cell.str.len_bytes() != cell.str.len_chars()).then(cell)


def odd_text(package: Package, test: Test) -> Iterator[Found]:
    """Yield every sound cell of text that fails a test, looking only at columns with a cell that is not plain."""
    return cells_that_fail(package, test, lambda table, column: not package.plain(table, column))


@rule("blank", 1, "Text has no blanks before or after it, and a missing value is an empty cell.", stage=CELLS)
def blanks(package: Package) -> Iterator[Found]:
    """Values that look the same must be the same, and readers differ in what they make of an empty quoted string."""
    yield from empty_strings(package)
    test = Test(
        is_text,
        lambda cell, _: cell.str.contains(r"^\s|\s$") & ~invisible.has(cell),
        lambda cell, _: pl.format("{} has blanks before or after it", shown(cell)),
    )
    yield from odd_text(package, test)


def empty_strings(package: Package) -> Iterator[Found]:
    """Yield every cell of text that is empty, yet there."""
    for table in package.tables:
        frame = package.sound(table)
        texts = [name for name, field in package.fields(table).items() if field["type"] == "string"]
        shortest = frame.select(pl.col(texts).str.len_bytes().min())
        for name in texts:
            if len(frame) and shortest[name].item() == 0:
                yield Found(table, faults(frame.select("_row", name).filter(pl.col(name) == ""), name, EMPTY))


@rule(
    "control",
    1,
    "Text has no control, invisible or replacement characters, line breaks and tabs included.",
    stage=CELLS,
)
def control_characters(package: Package) -> Iterator[Found]:
    """One row is one line; a terminal, an editor or a spreadsheet may act on the rest, or hide it (CVE-2021-42574)."""
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


def _has_own_pattern(field: Field) -> bool:
    """Tell whether a column matches a pattern that the package, not the contract, gives it."""
    return "pattern" in field["constraints"] and not field.get("form") and not field.get("notation")


def _hidden_in_names(package: Package, table: str) -> Iterator[Found]:
    """Yield every free text that names a row and holds a format character, which text of other kinds may."""
    schema = package.contract[table]["schema"]
    naming = {*package.key(table), *(name for key in schema.get("foreignKeys", []) for name in key["fields"])}
    for name, field in package.fields(table).items():
        if name in naming and is_text(field):
            cell = beyond_ascii(pl.col(name))
            hidden = package.sound(table).filter(invisible.has(cell, FORMAT) & ~invisible.has(cell))
            if len(hidden):
                yield Found(table, faults(hidden, name, invisible.message(pl.col(name))))


@rule("formula", 1, "Text does not begin with a character that a spreadsheet would run: = + - @.", stage=CELLS)
def formulas(package: Package) -> Iterator[Found]:
    """OWASP, CSV injection: a spreadsheet that opens the file runs such a cell as a formula."""
    test = Test(
        is_text,
        lambda cell, _: cell.str.contains(r"^[=+\-@]"),
        lambda cell, _: pl.format("{} begins with a character that a spreadsheet would run as a formula", shown(cell)),
    )
    return odd_text(package, test)


@rule("nfc", 1, "Text is in Unicode normalisation form C.", stage=CELLS)
def normal_form(package: Package) -> Iterator[Found]:
    """Offsets count code points of NFC, and a word must not have two spellings that look alike (Unicode, UAX 15)."""
    test = Test(
        is_text,
        lambda cell, _: beyond_ascii(cell) != beyond_ascii(cell).str.normalize("NFC"),
        lambda cell, _: pl.format("{} is not in NFC; normalise it", shown(cell)),
    )
    return cells_that_fail(package, test)
