"""What a rule is, and the register of all of them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import polars as pl


class Found(NamedTuple):
    """Faults in one table: a frame of ``_row`` (the rows' own number), ``column`` and ``message``."""

    table: str
    faults: pl.DataFrame
    follows: bool = False
    """True where these only follow from a fault elsewhere: the rows are marked, and nothing is said."""


class Package:
    """The tables under check: typed, each row with its number ``_row`` and ``_bad``, whether it has a fault already."""

    def __init__(self, tables: Mapping[str, pl.DataFrame], contract: Mapping[str, Any]) -> None:
        """Keep the tables that are there; others count as empty."""
        self.contract = contract
        self.tables = {name: tables[name] if name in tables else _no_rows(contract[name]) for name in contract}
        self._sound: dict[str, pl.DataFrame] = {}

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
            self._sound[table] = self.tables[table].filter(~pl.col("_bad"))
        return self._sound[table]

    @cached_property
    def cited(self) -> pl.DataFrame:
        """Return the citations with their passage and article; ``_bad`` where any of these has a fault already."""
        from .views import cited

        return cited(self)

    @cached_property
    def cells(self) -> pl.DataFrame:
        """Return the citations of single cells with the cell's value, as ``cited``."""
        from .views import cells

        return cells(self)

    @cached_property
    def unsure(self) -> pl.DataFrame:
        """Return row_table and row_id of the rows whose citations cannot be judged, because of faults told already."""
        from .views import unsure

        return unsure(self)


def _no_rows(table: Mapping[str, Any]) -> pl.DataFrame:
    from treaty_record.load import schema

    return pl.DataFrame(schema={**schema(table), "_row": pl.Int64, "_bad": pl.Boolean})


Check = Callable[[Package], Iterator[Found]]


@dataclass(frozen=True)
class Rule:
    """One thing that must hold: its id, its level, a sentence for a curator, why it exists, and the check."""

    id: str
    level: int
    sentence: str
    why: str
    stage: int
    check: Check | None
    """None for a rule that is checked while a file is read."""


RULES: dict[str, Rule] = {}
"""Every rule by id, in the order of levels."""


def rule(id: str, level: int, sentence: str, *, stage: int = 4) -> Callable[[Check], Check]:
    """Register a check; rules of a later stage do not look at rows in which an earlier one found a fault."""

    def register(check: Check) -> Check:
        RULES[id] = Rule(id, level, sentence, (check.__doc__ or "").strip(), stage, check)
        return check

    return register


def read_rule(id: str, level: int, sentence: str, why: str) -> None:
    """Register a rule that is checked while files are read."""
    RULES[id] = Rule(id, level, sentence, why, 0, None)


def faults(rows: pl.DataFrame, column: str, message: pl.Expr | str) -> pl.DataFrame:
    """Return one fault in each of some rows; ``message`` is text or an expression over their columns."""
    text = pl.lit(message) if isinstance(message, str) else message
    return rows.select("_row", column=pl.lit(column), message=text)


def shown(value: pl.Expr | str, longest: int = 80) -> pl.Expr:
    """Return an expression that quotes a value for a message, shortened where it is long."""
    text = (pl.col(value) if isinstance(value, str) else value).cast(pl.String)
    short = pl.when(text.str.len_chars() > longest).then(text.str.slice(0, longest) + "…").otherwise(text)
    return pl.format("'{}'", short)
