"""One table as a sheet of Excel: days as days, ids as text, references and addresses as links."""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import polars as pl
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from treaty_record.contract import Column
from treaty_record.values.number import spelt, texts

from ..reporting.days import days_as_text
from .exported_package import ExportedPackage
from .writing_systems import font, right_to_left

MOST_LINKS = 65_530
"""Links that Excel opens in one sheet; further cells are plain text."""
ADDRESS = re.compile(r"https?://\S+")
LONGEST_LINK = 2_079
"""UTF-16 code units of the longest address that Excel takes as a link."""
ESCAPED = re.compile(r'[%"<>\[\]^`{}]')
"""Characters that take three in a link, such as ``%5B``."""
FIRST_DAY, LAST_DAY = "1900-03-01", "9999-12-31"
"""Other days are written as text: Excel counts a 29 February 1900 that never was, and ends with the year 9999."""
LONGEST_CELL = 32_767
"""UTF-16 code units of the longest text in a cell."""
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
"""Characters that a link cannot have, since XML cannot; in cells Excel has a way to write them."""
EXACT = 10**15
"""Whole numbers from here on are written as text: Excel keeps 15 digits."""
WIDEST = 50
"""Characters that a column shows at most."""
LONGEST_AS_TEXT = 255
"""Characters up to which Excel shows a cell that is formatted as text."""

Put = Callable[[int, int, Any], object]
"""Write a value that is not null to a row and a column."""


@dataclass
class Styles:
    """The formats of a workbook, each made once."""

    book: Workbook
    made: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)

    def __call__(self, **properties: object) -> Format:
        """Return the format with some properties."""
        key = tuple(properties.items())
        if key not in self.made:
            self.made[key] = self.book.add_format(properties)
        return self.made[key]

    def text(self, text: str, **properties: object) -> Format | None:
        """Return how a text is shown: nothing special where letters are Latin, Greek or Cyrillic.

        Excel keeps a text that begins like a formula as text even after somebody edits it.
        """
        if text.startswith(("=", "+", "-", "@")):
            properties["quote_prefix"] = True
        if name := font(text):
            properties["font_name"] = name
        if right_to_left(text):
            properties["reading_order"] = 2
        return self(**properties) if properties else None


@dataclass
class Sheet:
    """A sheet of a table that is being written."""

    package: ExportedPackage
    table: str
    lines: Mapping[str, Mapping[str, int]]
    """For each table that is referred to, the line of each key."""
    sheet: Worksheet
    styles: Styles
    links: int = 0

    def write(self) -> None:
        """Write the header, then the rows."""
        frame, schema = days_as_text(self.package.tables[self.table]), self.package.schemas[self.table]
        self.sheet.freeze_panes(1, 0)
        self.sheet.autofilter(0, 0, len(frame), frame.width - 1)
        self.sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        for at, column in enumerate(schema.columns.values()):
            self.head(at, column, frame[column.name])
        puts = [self.put(column.type, schema.parents.get(column.name)) for column in schema.columns.values()]
        for line, row in enumerate(frame.iter_rows(), 1):
            for at, value in enumerate(row):
                if value is not None:
                    puts[at](line, at, value)

    def head(self, at: int, column: Column, cells: pl.Series) -> None:
        """Write the head of a column, with what it means as a note, and make it as wide as it needs."""
        self.sheet.write_string(0, at, column.name, self.styles(bold=True, bottom=1, bg_color="#EEEEEE"))
        if column.description:
            self.sheet.write_comment(0, at, fitting(column.description), {"x_scale": 2, "font_size": 9})
        longest = int(texts(cells).str.len_chars().max() or 0)  # type: ignore[arg-type] # of a number
        as_text = column.type == "string" and longest <= LONGEST_AS_TEXT
        width = min(max(longest, len(column.name) + 3) + 1, WIDEST)
        self.sheet.set_column(at, at, width, self.styles(num_format="@") if as_text else None)

    def put(self, type_: str, parent: str | None) -> Put:
        """Return what writes the cells of a column of some type, or of one that refers to another table."""
        if parent and type_ == "string":
            return partial(self.row_link, parent)
        puts: dict[str, Put] = {
            "string": self.text,
            "integer": self.number,
            "number": self.number,
            "date": self.day,
            "boolean": self.truth,
        }
        return puts[type_]

    def text(self, line: int, at: int, value: str) -> None:
        """Write a text; an address becomes a link."""
        if is_link(value):
            self.link(line, at, value, value)
        else:
            self.sheet.write_string(line, at, value, self.styles.text(value))

    def row_link(self, parent: str, line: int, at: int, value: str) -> None:
        """Write the key of another row as a link to it."""
        self.link(line, at, value, f"internal:'{parent}'!A{self.lines[parent][value] + 1}")

    def link(self, line: int, at: int, value: str, target: str) -> None:
        """Write a text as a link while Excel takes more, if a link can have its characters."""
        self.links += 1
        if self.links > MOST_LINKS or CONTROL.search(value):
            self.sheet.write_string(line, at, value, self.styles.text(value))
        else:
            style = self.styles.text(value, font_color="#0563C1", num_format="@")
            self.sheet.write_url(line, at, target, style, value)

    def number(self, line: int, at: int, value: float) -> None:
        """Write a number."""
        if abs(value) < EXACT:
            self.sheet.write_number(line, at, value)
        else:
            self.sheet.write_string(line, at, spelt(value))

    def day(self, line: int, at: int, value: str) -> None:
        """Write a day, given as text."""
        if len(value) == len(FIRST_DAY) and FIRST_DAY <= value <= LAST_DAY:
            midnight = datetime.datetime.fromisoformat(value)
            self.sheet.write_datetime(line, at, midnight, self.styles(num_format="yyyy-mm-dd"))
        else:
            self.sheet.write_string(line, at, value)

    def truth(self, line: int, at: int, value: bool) -> None:
        """Write true or false."""
        self.sheet.write_boolean(line, at, value)


def is_link(text: str) -> bool:
    """Tell whether a text is an address that Excel takes as a link."""
    return bool(ADDRESS.fullmatch(text)) and units(text) + 2 * len(ESCAPED.findall(text)) <= LONGEST_LINK


def fitting(text: str, most: int = LONGEST_CELL) -> str:
    """Return a text that explains something, cut off where a cell could not hold it."""
    return text if units(text) <= most else text.encode("utf-16-le")[: 2 * most - 2].decode("utf-16-le", "ignore") + "…"


def units(text: str) -> int:
    """Return how many UTF-16 code units a text has, in which Excel counts."""
    return len(text.encode("utf-16-le")) // 2
