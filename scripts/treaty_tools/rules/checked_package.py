"""The package under check: its tables, and its citations joined with the rows that they depend on.

``unsound``, ``unresolved`` and ``depends_on_unsound`` are explained in ``rules/__init__.py``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from threading import RLock

import polars as pl

from treaty_record.contract import Column, Reference, TableSchema
from treaty_record.facts.sources import along_copies

from ..derive.agreement import cited_cells
from ..derive.links import links
from ..package.package import Package
from ..reporting.found import Found


class ComputedOnce:
    """A frame of a package that is computed once, even if rules in several threads ask for it at the same time."""

    def __init__(self, compute: Callable[["CheckedPackage"], pl.DataFrame]) -> None:
        """Wrap the method that computes the frame."""
        self.compute = compute
        self.__doc__ = compute.__doc__

    def __get__(self, package: "CheckedPackage", owner: type["CheckedPackage"]) -> pl.DataFrame:
        """Return the frame, after waiting for another thread that is computing it."""
        name = self.compute.__name__
        with package.computing:
            if name not in package.computed:
                package.computed[name] = self.compute(package)
            return package.computed[name]


class CheckedPackage:
    """The tables under check: typed, each row with its number ``_row`` and ``_bad``, whether it is unsound."""

    def __init__(self, package: Package) -> None:
        """Keep the tables of a package; those of the contract that are missing count as empty."""
        self.package, self.contract = package, package.contract
        self.tables = {
            name: package.tables[name] if name in package.tables else _no_rows(table)
            for name, table in self.contract.tables.items()
        }
        self._sound: dict[str, pl.DataFrame] = {}
        self._ascends: dict[str, bool] = {}
        self._numbered: dict[str, pl.DataFrame] = {}
        self.computing = RLock()
        self.computed: dict[str, pl.DataFrame] = {}
        self.cell_errors: Mapping[str, Sequence[Found]] | None = None
        """The errors in cells by rule, once they were looked for."""

    def with_unsound(self, found: Mapping[str, Sequence[pl.Series]]) -> "CheckedPackage":
        """Return the package with more rows marked as unsound; ``found`` holds their numbers by table."""
        marked = dict(self.tables)
        for name in found.keys() & marked.keys():
            rows = pl.concat(list(found[name])).unique()
            marked[name] = marked[name].with_columns(pl.col("_bad") | pl.col("_row").is_in(rows.implode()))
        return CheckedPackage(replace(self.package, tables=marked))

    def columns(self, table: str) -> Mapping[str, Column]:
        """Return the columns of a table as the contract has them, by name."""
        return self.contract.tables[table].columns

    def key(self, table: str) -> list[str]:
        """Return the columns of a table's primary key."""
        return list(self.contract.tables[table].key)

    def references(self, table: str) -> tuple[Reference, ...]:
        """Return every foreign key of a table."""
        return self.contract.tables[table].references

    def sound(self, table: str) -> pl.DataFrame:
        """Return the rows of a table that are not unsound."""
        if table not in self._sound:
            frame = self.tables[table]
            self._sound[table] = frame.filter(~pl.col("_bad")) if frame["_bad"].any() else frame
        return self._sound[table]

    def ascends(self, table: str) -> bool:
        """Return whether the keys of a table strictly ascend: they are unique, and the rows are sorted by them."""
        if table not in self._ascends:
            self._ascends[table] = _ascends(self.tables[table], self.key(table))
        return self._ascends[table]

    @ComputedOnce
    def links(self) -> pl.DataFrame:
        """Return the numbers of the rows that each citation refers to: at (the cited row), passage, article."""
        return links(self.tables, self.contract)

    @ComputedOnce
    def cited(self) -> pl.DataFrame:
        """Return all citations, in order, with the numbers of ``links`` and ``_depends_on_unsound``.

        That is true if the citation, its passage or its article is unsound.
        """
        passages, articles = self.tables["passages"]["_bad"], self.dated_articles["_bad"]
        sources = passages.gather(self.links["passage"]), articles.gather(self.links["article"])
        depends_on_unsound = pl.any_horizontal("_bad", *(bad.fill_null(True) for bad in sources))
        return self.tables["citations"].with_columns(*self.links, _depends_on_unsound=depends_on_unsound)

    @ComputedOnce
    def dated_articles(self) -> pl.DataFrame:
        """Return the articles in order: reference (the day, or that of the text it translates) and ``_bad``."""
        return _dated_articles(self.tables["articles"])

    @ComputedOnce
    def cells(self) -> pl.DataFrame:
        """Return the citations of single cells as ``cited``, with notation, met and precise.

        These depend on the cited row as well.
        """
        cells = cited_cells(self.tables, self.links["at"], self.contract)
        cited = self.cited[cells["citation"]].with_columns(cells)
        return cited.with_columns(_depends_on_unsound=pl.col("_depends_on_unsound") | self._cite_unsound_rows(cited))

    def _cite_unsound_rows(self, cited: pl.DataFrame) -> pl.Series:
        """Return, for each of some citations, whether the row that it cites is unsound."""
        unsound = pl.repeat(False, len(cited), eager=True)
        for table, frame in self.tables.items():
            if frame["_bad"].any():
                here = (cited["row_table"] == table).arg_true()
                unsound = unsound.scatter(here, frame["_bad"].gather(cited["at"].gather(here)))
        return unsound

    def quoted(self, cited: pl.DataFrame) -> pl.DataFrame:
        """Return citations with the words of their passage and their language, and the day of the article.

        Columns: quote (of a passage in the title, the title), begins, language, and reference, the day.
        """
        passages, articles = self.tables["passages"], self.tables["articles"]
        titles = cited.select(title=articles["title"].gather(cited["article"])).to_series()
        words = passages.select("quote", "place", "begins")[cited["passage"]].with_columns(titles)
        title = pl.when(pl.col("place") == "title").then("title")
        return cited.with_columns(
            words.select(pl.coalesce("quote", title).alias("quote"), "begins"),
            language=articles["language"].gather(cited["article"]),
            reference=self.dated_articles["reference"].gather(cited["article"]),
        )

    @ComputedOnce
    def unresolved(self) -> pl.DataFrame:
        """Return the citations that lead to no row, as ``cited``."""
        return self.cited.filter(pl.col("at").is_null())

    def unresolved_for(self, *tables: str) -> pl.DataFrame:
        """Return the unresolved citations with an error that may be meant for a row of some tables.

        They name one of the tables, or the id of one of its rows, or neither a table nor a row that exists.
        """
        if self.unresolved.is_empty():
            return self.unresolved
        named = pl.col("row_table").is_in(tables) | ~pl.col("row_table").is_in(list(self.tables))
        for table in tables:
            named |= pl.col("row_id").is_in(self.tables[table][self.key(table)[0]].implode())
        return self.unresolved.filter(pl.col("_depends_on_unsound") & named.fill_null(True))

    @ComputedOnce
    def depends_on_unsound(self) -> pl.DataFrame:
        """Return row_table and at (its number) of each row with a citation that depends on an unsound row."""
        frames = (self.cited, self.cells)
        named = [frame.filter("_depends_on_unsound").select("row_table", "at").drop_nulls() for frame in frames]
        return pl.concat(named).unique()

    def numbered(self, table: str) -> pl.DataFrame:
        """Return the rows of a table that are not unsound, with their numbers as ``at``."""
        if table not in self._numbered:
            self._numbered[table] = self.tables[table].with_row_index("at").filter(~pl.col("_bad"))
        return self._numbered[table]


def _ascends(frame: pl.DataFrame, key: list[str]) -> bool:
    less, equal = pl.lit(False), pl.lit(True)
    for column in map(pl.col, key):
        before = column.shift(1)
        less, equal = less | (equal & (before < column)), equal & (before == column)
    return len(frame) < 2 or bool(frame.select(less.slice(1).fill_null(False).all()).item())


def _no_rows(table: TableSchema) -> pl.DataFrame:
    return pl.DataFrame(schema={**table.polars_schema, "_row": pl.Int64, "_bad": pl.Boolean})


def _dated_articles(articles: pl.DataFrame) -> pl.DataFrame:
    """Return reference and ``_bad``, an original's error counting for its translation if its date is needed."""
    known = along_copies(articles, "published", "_bad").rename({"_bad": "_chain_bad"})
    joined = articles.select("article_id", "_bad").join(known, on="article_id", how="left", maintain_order="left")
    return joined.select(pl.col("_bad") | pl.col("_chain_bad").fill_null(False), reference="published")
