"""Excel: a workbook with a sheet for each table, and one that says what they are."""

import datetime
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import polars as pl
from xlsxwriter.workbook import Workbook

from .exported_package import ExportedPackage
from .sheet import LONGEST_CELL, Sheet, Styles, fitting
from .sql import references

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
LONGEST_PROPERTY = 255
LONGEST_NAME = 31
RESERVED = "history"
"""What Excel does not let a sheet be called."""
READ_ME = "read me"
"""The first sheet; no table can have this name."""
MADE = datetime.datetime(1980, 1, 1)
"""The day on which every workbook says that it was made, so that what is written twice is the same."""
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(package: ExportedPackage, out: Path) -> Path:
    """Write the workbook.

    Raises click.ClickException where a table is more than Excel can hold.
    """
    whole = package.with_flat
    for refused in refusals(whole):
        raise click.ClickException(f"{refused}: export to another format")
    path = out / f"{package.file_stem}.xlsx"
    content = io.BytesIO()  # a full disk is then met here, and not when Python clears the library's open files away
    with Workbook(content, OPTIONS) as book:
        book.set_properties({"title": fitting(package.text("title"), LONGEST_PROPERTY), "created": MADE})
        styles = Styles(book)
        read_me(whole, styles)
        lines = lines_of(whole)
        for table in whole.tables:
            Sheet(whole, table, lines, book.add_worksheet(table), styles).write()
    path.write_bytes(content.getvalue())
    return path


def refusals(package: ExportedPackage) -> Iterator[str]:
    """Yield why tables do not fit into sheets."""
    for table, frame in package.tables.items():
        if len(frame) >= MOST_ROWS:
            yield f"{table} has {len(frame):,} rows, and a sheet of Excel holds {MOST_ROWS - 1:,}"
        if frame.width > MOST_COLUMNS:
            yield f"{table} has {frame.width:,} columns, and a sheet of Excel holds {MOST_COLUMNS:,}"
        if len(table) > LONGEST_NAME:
            yield f"{table} has a name of {len(table):,} characters, and that of a sheet of Excel has {LONGEST_NAME}"
        if table == RESERVED:
            yield f"Excel reserves the name {RESERVED!r}, which no sheet can have"
        for name in frame.select(pl.col(pl.String)).columns:
            units = utf16_units(frame[name])
            if len(long := units.filter(units > LONGEST_CELL)):
                yield f"{table}.{name} has a text of {long[0]:,} characters, and a cell of Excel holds {LONGEST_CELL:,}"


def utf16_units(texts: pl.Series) -> pl.Series:
    """Return how many UTF-16 code units texts have."""
    return texts.str.len_chars() + texts.str.count_matches(r"[\x{10000}-\x{10FFFF}]")


def lines_of(package: ExportedPackage) -> Mapping[str, Mapping[str, int]]:
    """Return, for each table that another refers to, the line in its sheet of each key, counted from 0."""
    parents = {parent: key for table in package.tables for _, parent, key in references(package.schemas[table])}
    return {
        parent: {value: line for line, value in enumerate(package.tables[parent][key], 1)}
        for parent, key in parents.items()
    }


def read_me(package: ExportedPackage, styles: Styles) -> None:
    """Write the first sheet: what the package is, its licences, and its tables with links."""
    sheet = styles.book.add_worksheet(READ_ME)
    sheet.set_column(0, 0, 24)
    sheet.set_column(2, 2, 100)
    sheet.write_string(0, 0, fitting(package.text("title") or package.name), styles(bold=True, font_size=14))
    version = [f"Version {package.text('version')}"] if package.text("version") else []
    told = [package.text("description"), *version, *(f"Licence: {entry.title}" for entry in package.licences())]
    for line, said in enumerate(told, 1):
        sheet.write_string(line, 0, fitting(said))
    head = len(told) + 2
    for at, name in enumerate(("sheet", "rows", "a row is")):
        sheet.write_string(head, at, name, styles(bold=True, bottom=1))
    link = styles(font_color="#0563C1", num_format="@")
    for line, (table, frame) in enumerate(package.tables.items(), head + 1):
        sheet.write_url(line, 0, f"internal:'{table}'!A1", link, table)
        sheet.write_number(line, 1, len(frame))
        sheet.write_string(line, 2, fitting(package.schemas[table].description))
