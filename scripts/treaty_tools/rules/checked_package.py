"""The package under check: its tables, and its citations joined with what they lean on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from threading import RLock
from typing import Any

import polars as pl

from treaty_record.facts.sources import along_translations
from treaty_record.reading import schema

from ..derive.agreement import said_cells
from ..derive.links import links
from ..package.extension import Reference, reference_of
from .characters import PLAIN


class MadeOnce:
    """A property of a package that is worked out once, also where rules that run side by side ask for it."""

    def __init__(self, make: Callable[["Package"], pl.DataFrame]) -> None:
        """Keep how it is made."""
        self.make = make
        self.__doc__ = make.__doc__

    def __get__(self, package: "Package", owner: type["Package"]) -> pl.DataFrame:
        """Return what is made; who comes second waits for it."""
        with package.making:
            if self.make.__name__ not in package.made:
                package.made[self.make.__name__] = self.make(package)
            return package.made[self.make.__name__]


class Package:
    """The tables under check: typed, each row with its number ``_row`` and ``_bad``, whether it has a fault already."""

    def __init__(self, tables: Mapping[str, pl.DataFrame], contract: Mapping[str, Any]) -> None:
        """Keep the tables that are there; others count as empty."""
        self.contract = contract
        self.tables = {name: tables[name] if name in tables else _no_rows(contract[name]) for name in contract}
        self._sound: dict[str, pl.DataFrame] = {}
        self._ascends: dict[str, bool] = {}
        self._plain: dict[str, dict[str, bool]] = {}
        self._numbered: dict[str, pl.DataFrame] = {}
        self.making = RLock()
        self.made: dict[str, pl.DataFrame] = {}

    def with_marks(self, found: Mapping[str, Sequence[pl.Series]]) -> "Package":
        """Return the package with further rows marked as faulty, by their numbers."""
        marked = dict(self.tables)
        for name in found.keys() & marked.keys():
            rows = pl.concat(list(found[name])).unique()
            marked[name] = marked[name].with_columns(pl.col("_bad") | pl.col("_row").is_in(rows.implode()))
        return Package(marked, self.contract)

    def fields(self, table: str) -> dict[str, dict[str, Any]]:
        """Return the fields of a table as the contract has them, by name."""
        return {field["name"]: field for field in self.contract[table]["schema"]["fields"]}

    def key(self, table: str) -> list[str]:
        """Return the columns of a table's primary key."""
        return list(self.contract[table]["schema"]["primaryKey"])

    def references(self, table: str) -> Iterator[Reference]:
        """Yield every foreign key of a table."""
        for key in self.contract[table]["schema"].get("foreignKeys", []):
            if reference := reference_of(key, table):
                yield reference
        yield from self.contract[table].get("references", [])

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
        if table not in self._plain:
            found = self.tables[table].select(pl.col(pl.String).str.contains(PLAIN).all())
            self._plain[table] = found.row(0, named=True)
        return self._plain[table][column]

    @MadeOnce
    def links(self) -> pl.DataFrame:
        """Return the numbers of the rows that each citation leans on: at, passage, article."""
        return links(self.tables, self.contract)

    @MadeOnce
    def cited(self) -> pl.DataFrame:
        """Return the citations, all and in order, with the numbers of ``links`` and ``_unsound``.

        That is true where the citation, its passage or its article has a fault already.
        """
        passages, articles = self.tables["passages"]["_bad"], self.dated_articles["_bad"]
        leans = passages.gather(self.links["passage"]), articles.gather(self.links["article"])
        unsound = pl.any_horizontal("_bad", *(bad.fill_null(True) for bad in leans))
        return self.tables["citations"].with_columns(*self.links, _unsound=unsound)

    @MadeOnce
    def dated_articles(self) -> pl.DataFrame:
        """Return the articles in order: reference (the day, or that of the text it translates) and ``_bad``."""
        return _dated_articles(self.tables["articles"])

    @MadeOnce
    def cells(self) -> pl.DataFrame:
        """Return the citations of single cells as ``cited``, with notation, met and precise.

        A fault of the row that is cited makes them unsound too.
        """
        cells = said_cells(self.tables, self.links["at"], self.contract)
        cited = self.cited[cells["citation"]].with_columns(cells)
        return cited.with_columns(_unsound=pl.col("_unsound") | self._faulty_rows(cited))

    def _faulty_rows(self, cited: pl.DataFrame) -> pl.Series:
        """Return which citations cite a row that has a fault already."""
        faulty = pl.repeat(False, len(cited), eager=True)
        for table, frame in self.tables.items():
            if frame["_bad"].any():
                here = (cited["row_table"] == table).arg_true()
                faulty = faulty.scatter(here, frame["_bad"].gather(cited["at"].gather(here)))
        return faulty

    def quoted(self, cited: pl.DataFrame) -> pl.DataFrame:
        """Return citations with the quote they rest on, its language, and reference: the article's day."""
        passages, articles = self.tables["passages"], self.tables["articles"]
        return cited.with_columns(
            quote=passages["quote"].gather(cited["passage"]),
            language=articles["language"].gather(cited["article"]),
            reference=self.dated_articles["reference"].gather(cited["article"]),
        )

    @MadeOnce
    def lost(self) -> pl.DataFrame:
        """Return the sound citations of rows that do not exist."""
        named = [name for name in self.tables if len(self.key(name)) == 1]
        return self.cited.filter(pl.col("at").is_null() & ~pl.col("_bad") & pl.col("row_table").is_in(named))

    @MadeOnce
    def unsure(self) -> pl.DataFrame:
        """Return row_table and at of the rows that a citation with a fault names."""
        frames = (self.cited, self.cells)
        named = [frame.filter("_unsound").select("row_table", "at").drop_nulls() for frame in frames]
        return pl.concat(named).unique()

    @MadeOnce
    def astray(self) -> pl.DataFrame:
        """Return the citations with a fault that lead to no row, so that it is not known which rows they speak of."""
        return self.cited.filter(pl.col("_unsound") & pl.col("at").is_null())

    def meant_for(self, *tables: str) -> pl.DataFrame:
        """Return the citations astray that may be meant for rows of some tables: by row_table, row_id, or neither."""
        if self.astray.is_empty():
            return self.astray
        named = pl.col("row_table").is_in(tables) | ~pl.col("row_table").is_in(list(self.tables))
        for table in tables:
            named |= pl.col("row_id").is_in(self.tables[table][self.key(table)[0]].implode())
        return self.astray.filter(named.fill_null(True))

    def numbered(self, table: str) -> pl.DataFrame:
        """Return a table's rows without those that have a fault already, with their numbers as ``at``."""
        if table not in self._numbered:
            self._numbered[table] = self.tables[table].with_row_index("at").filter(~pl.col("_bad"))
        return self._numbered[table]


def _ascends(frame: pl.DataFrame, key: list[str]) -> bool:
    less, equal = pl.lit(False), pl.lit(True)
    for column in map(pl.col, key):
        before = column.shift(1)
        less, equal = less | (equal & (before < column)), equal & (before == column)
    return len(frame) < 2 or bool(frame.select(less.slice(1).fill_null(False).all()).item())


def _no_rows(table: Mapping[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(schema={**schema(table), "_row": pl.Int64, "_bad": pl.Boolean})


def _dated_articles(articles: pl.DataFrame) -> pl.DataFrame:
    """Return reference and ``_bad``, an original's error counting for its translation if its date is needed."""
    known = along_translations(articles, "published", "_bad").rename({"_bad": "_chain_bad"})
    joined = articles.select("article_id", "_bad").join(known, on="article_id", how="left", maintain_order="left")
    return joined.select(pl.col("_bad") | pl.col("_chain_bad").fill_null(False), reference="published")
