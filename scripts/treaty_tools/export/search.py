"""Full-text search in SQLite, over words in any script."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from .exported_package import ExportedPackage
from .sql import listed, quoted

SEARCHED: Mapping[str, tuple[str, ...]] = {
    "articles": ("title", "title_gloss"),
    "passages": ("gloss", "quote"),
    "actors": ("name",),
    "names": ("name",),
    "events": ("title",),
    "claims": ("statement",),
}
"""The columns that are searched, by table."""
PARTS = ("config", "content", "data", "docsize", "idx")
"""The tables in which SQLite keeps a search table: its name, an underscore and one of these."""
PIECES = "pieces"
"""A further column of each index, for scripts that do not part their words."""
TOKENIZER = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
"""Marks belong to words: without ``Mn`` and ``Mc`` a Bangla or Hindi word would end at its first vowel sign. Diacritics
are left out of Latin letters alone, so that "phe chuan" finds "phê chuẩn" and и stays another letter than й."""
UNPARTED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff]{2,}"
)
"""Runs of Thai, Lao, Burmese, Khmer, Chinese, Japanese and Korean, in which words follow each other or take endings."""
LONGEST = 8
"""Characters of the longest piece: what people look for is shorter, or can be parted by blanks."""


def index(database: sqlite3.Connection, package: ExportedPackage) -> None:
    """Make the search tables, each with its table's key and its own copy of what is searched."""
    for table, searched in SEARCHED.items():
        key = package.schemas[table].key[0]
        name = quoted(search_table(package, table))
        settings = f"tokenize = {quoted(TOKENIZER)}, prefix = '2 3'"
        database.execute(
            f"CREATE VIRTUAL TABLE {name} USING fts5({quoted(key)} UNINDEXED, {listed(searched)}, {PIECES}, {settings})"
        )
        marks = ", ".join("?" * (len(searched) + 3))
        sql = f"INSERT INTO {name} (rowid, {quoted(key)}, {listed(searched)}, {PIECES}) VALUES ({marks})"
        database.executemany(sql, rows(package.tables[table], key, searched))
        database.execute(f"INSERT INTO {name} ({name}) VALUES ('optimize')")


def search_table(package: ExportedPackage, table: str) -> str:
    """Return the name of the table in which another is searched: one that no table of the package has or needs."""
    name = f"{table}_search"
    while not package.with_flat.tables.keys().isdisjoint((name, *(f"{name}_{part}" for part in PARTS))):
        name += "_"
    return name


def row_number(columns: Iterable[str]) -> str:
    """Return a name by which SQLite knows the number of a row, which a column of that name hides."""
    return next((name for name in ("rowid", "_rowid_", "oid") if name not in columns), "rowid")


def rows(frame: pl.DataFrame, key: str, searched: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
    """Yield the number of each row in its table, its key, what is searched, and the pieces of that."""
    for number, row in enumerate(frame.select(key, *searched).iter_rows(), 1):
        yield number, *row, pieces(" ".join(filter(None, row[1:])))


def pieces(text: str) -> str | None:
    """Return every piece of the runs of a text without blanks, so that a word is found within a run; None without any.

    >>> pieces("조약 비준")
    '조 약 비 준'
    """
    if text.isascii():
        return None
    found = (piece for run in UNPARTED.findall(text) for piece in parts(run))
    return " ".join(dict.fromkeys(found)) or None


def parts(run: str) -> Iterator[str]:
    """Yield the pieces of one run, except the run itself, which is found anyway."""
    for length in range(1, min(LONGEST, len(run) - 1) + 1):
        yield from (run[start : start + length] for start in range(len(run) - length + 1))
