"""Predicates: rules that look at one row of a view at a time, so that the rows may come in any number of batches."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from ..reporting.found import Found, shown, where
from ..views.view import View

Rows = Callable[[pl.DataFrame], pl.DataFrame]
"""Returns the rows of a frame that fail, perhaps with columns for the message; looks at each row by itself."""


@dataclass(frozen=True, eq=False)
class Predicate:
    """When a row of a view fails, in which column, and the message."""

    view: View
    fails: pl.Expr | Rows
    """Null counts as not failing."""
    column: str
    message: pl.Expr | str
    """An expression on the columns of the failing rows, or text in which ``{}`` is the cell."""
    other: pl.Expr | None = None
    """The cell elsewhere that the message ends with; see ``reporting.found.cell``."""
    advice: str = ""
    among: pl.Expr | None = None
    """The rows that a function has to look at; it is not called if there are none."""
    of: tuple[str, str] | None = None
    """The table that the error is in, and the column with the number of its row, if not the view's own."""

    @property
    def selects(self) -> pl.Expr | None:
        """The rows that fail, or may fail if a function decides; None for all."""
        return self.fails if isinstance(self.fails, pl.Expr) else self.among

    def failing(self, selected: pl.DataFrame) -> pl.DataFrame:
        """Return the rows that fail among those that ``selects`` selects."""
        return selected if isinstance(self.fails, pl.Expr) or selected.is_empty() else self.fails(selected)

    def errors(self, failing: pl.DataFrame) -> Iterator[Found]:
        """Yield the error in each of the rows that fail, nothing if there are none."""
        if failing.is_empty():
            return
        table, row = self.of or (self.view.table, "_row")
        rows = failing.with_columns(_row=row) if self.of else failing
        yield from where(table, rows, self.column, self.text, self.other, self.advice)

    @property
    def text(self) -> pl.Expr | str:
        """The message as an expression, or as text without a cell."""
        if isinstance(self.message, str) and "{}" in self.message:
            return pl.format(self.message, shown(self.column))
        return self.message


def errors(frame: pl.DataFrame, predicates: Sequence[Predicate]) -> Mapping[Predicate, Sequence[Found]]:
    """Return what predicates find in some rows of their view, after evaluating their expressions in one pass."""
    if frame.is_empty():
        return {}
    selected = {str(number): each.selects for number, each in enumerate(predicates) if each.selects is not None}
    flags = frame.select(**selected)
    found = {}
    for number, predicate in enumerate(predicates):
        rows = _selected(frame, flags[str(number)]) if str(number) in selected else frame
        found[predicate] = list(predicate.errors(predicate.failing(rows)))
    return found


def _selected(frame: pl.DataFrame, flag: pl.Series) -> pl.DataFrame:
    return frame.filter(flag) if flag.any() else frame.clear()
