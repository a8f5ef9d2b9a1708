"""The package under check: its tables, and its citations joined with what they lean on."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import polars as pl

from treaty_record.load import schema
from treaty_record.notation import TEXT

from ..derive import FACTS, cell_values

LONGEST_CHAIN = 64
"""Translations of translations that are followed to find a day; cycles are reported by a rule of their own."""


class Package:
    """The tables under check: typed, each row with its number ``_row`` and ``_bad``, whether it has a fault already."""

    def __init__(self, tables: Mapping[str, pl.DataFrame], contract: Mapping[str, Any]) -> None:
        """Keep the tables that are there; others count as empty."""
        self.contract = contract
        self.tables = {name: tables[name] if name in tables else _no_rows(contract[name]) for name in contract}
        self._sound: dict[str, pl.DataFrame] = {}
        self._ascends: dict[str, bool] = {}
        self._plain: dict[tuple[str, str], bool] = {}

    def with_marks(self, found: Mapping[str, list[int]]) -> "Package":
        """Return the package with further rows marked as faulty."""
        marked = {
            name: frame.with_columns(pl.col("_bad") | pl.col("_row").is_in(found[name])) if name in found else frame
            for name, frame in self.tables.items()
        }
        return Package(marked, self.contract)

    def fields(self, table: str) -> dict[str, dict[str, Any]]:
        """Return the fields of a table as the contract has them, by name."""
        return {field["name"]: field for field in self.contract[table]["schema"]["fields"]}

    def key(self, table: str) -> list[str]:
        """Return the columns of a table's primary key."""
        return list(self.contract[table]["schema"]["primaryKey"])

    def sound(self, table: str) -> pl.DataFrame:
        """Return a table's rows without those that have a fault already."""
        if table not in self._sound:
            frame = self.tables[table]
            self._sound[table] = frame.filter(~pl.col("_bad")) if frame["_bad"].any() else frame
        return self._sound[table]

    def ascends(self, table: str) -> bool:
        """Tell whether each key of a table is greater than the one before: none is there twice, and rows are sorted."""
        if table not in self._ascends:
            self._ascends[table] = _ascends(self.tables[table], self.key(table))
        return self._ascends[table]

    def plain(self, table: str, column: str) -> bool:
        """Tell whether every cell of a column is text as it should be, so that nothing need be looked for."""
        if (table, column) not in self._plain:
            self._plain[table, column] = bool(self.tables[table][column].str.contains(TEXT).all())
        return self._plain[table, column]

    @cached_property
    def cited(self) -> pl.DataFrame:
        """Return the citations with their passage and article; ``_bad`` where any of these has a fault already."""
        return _cited(self)

    @cached_property
    def cells(self) -> pl.DataFrame:
        """Return the citations of single cells with the cell's value, as ``cited``."""
        return _cells(self)

    @cached_property
    def lost(self) -> pl.DataFrame:
        """Return the sound citations of rows that do not exist."""
        keys = [
            frame.select(row_table=pl.lit(name), row_id=pl.col(self.key(name)[0]))
            for name, frame in self.tables.items()
            if len(self.key(name)) == 1
        ]
        return self.sound("citations").join(pl.concat(keys), on=["row_table", "row_id"], how="anti")

    @cached_property
    def unsure(self) -> pl.DataFrame:
        """Return row_table and row_id of the rows whose citations cannot be judged, because of faults told already."""
        return _unsure(self)


def _ascends(frame: pl.DataFrame, key: list[str]) -> bool:
    less, equal = pl.lit(False), pl.lit(True)
    for column in map(pl.col, key):
        before = column.shift(1)
        less, equal = less | (equal & (before < column)), equal & (before == column)
    return len(frame) < 2 or bool(frame.select(less.slice(1).fill_null(False).all()).item())


def _no_rows(table: Mapping[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(schema={**schema(table), "_row": pl.Int64, "_bad": pl.Boolean})


def _cited(package: Package) -> pl.DataFrame:
    """Return the citations with passage and article; ``_bad`` where any of these has a fault already.

    Adds quote, place, article_id, language, and reference: the article's day or that of the text it translates.
    """
    passages = package.tables["passages"].select(
        "passage_id", "article_id", "place", "quote", passage_note="note", _passage_bad="_bad"
    )
    joined = package.tables["citations"].join(passages.unique("passage_id"), on="passage_id", how="left")
    joined = joined.join(_dated_articles(package), on="article_id", how="left")
    bad = pl.any_horizontal(pl.col("_bad", "_passage_bad", "_article_bad").fill_null(True))
    return joined.with_columns(_bad=bad).drop("_passage_bad", "_article_bad")


def _dated_articles(package: Package) -> pl.DataFrame:
    """Return article_id, language, reference and _article_bad, an original's fault counting for its translation."""
    articles = package.tables["articles"].unique("article_id", maintain_order=True)
    known = articles.select(
        "article_id", "language", reference="published", _parent="translation_of", _article_bad="_bad"
    )
    links = articles.select(_parent="article_id", _published="published", _next="translation_of", _parent_bad="_bad")
    for _ in range(LONGEST_CHAIN):
        open_ = pl.col("reference").is_null() & pl.col("_parent").is_not_null()
        if not known.select(open_.any()).item():
            break
        known = known.join(links, on="_parent", how="left", maintain_order="left").select(
            "article_id",
            "language",
            pl.coalesce("reference", "_published"),
            pl.when(open_).then("_next").otherwise(None).alias("_parent"),
            pl.col("_article_bad") | pl.col("_parent_bad").fill_null(False),
        )
    return known.drop("_parent")


def _cells(package: Package) -> pl.DataFrame:
    """Return the citations of single cells with value and notation, as ``cited``; a cited row's fault counts too."""
    joined = cell_values(package.tables, package.cited, package.contract)
    return joined.with_columns(_bad=pl.col("_bad") | pl.col("_row_bad")).drop("_row_bad")


def _unsure(package: Package) -> pl.DataFrame:
    """Return the rows that a citation with a fault names; all rows of facts where one names none."""
    named = [frame.filter("_bad").select("row_table", "row_id") for frame in (package.cited, package.cells)]
    facts = [package.tables[table].select(row_table=pl.lit(table), row_id=package.key(table)[0]) for table in FACTS]
    every = pl.concat(facts)
    found = pl.concat(named).unique()
    lost = found.filter(pl.col("row_table").ne_missing("articles")).join(every, on=["row_table", "row_id"], how="anti")
    return pl.concat([found, every]) if len(lost) else found
