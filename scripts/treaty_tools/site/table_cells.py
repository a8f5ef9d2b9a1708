"""The cells and rows of the site's tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup, escape

from treaty_record.values.number import spelt

from ..explain.support import UNKNOWN
from .inline import Inline
from .record import Record, Row

MOST = 12
"""Items that one cell shows."""


@dataclass(frozen=True)
class Cell:
    """What a cell shows, and what it is sorted and filtered by if that is not its text."""

    shown: Markup
    key: str | None = None
    days: tuple[str, str] | None = None
    """First and last day of a date, empty if open."""
    head: bool = False
    kind: str = ""
    """Its CSS class: ``number`` or ``when``."""


def tr(cells: Sequence[Cell]) -> Markup:
    """Return a row of a table."""
    return Markup(f"<tr>{''.join(map(_td, cells))}</tr>\n")


def _td(cell: Cell) -> str:
    """Return the HTML of a cell, without a template because there are a million of them."""
    marks = f' class="{cell.kind}"' if cell.kind else ""
    if cell.key is not None:
        marks += f' data-key="{escape(cell.key)}"'
    if cell.days is not None:
        marks += "".join(f' data-{end}="{day}"' for end, day in zip(("from", "to"), cell.days, strict=True) if day)
    return f'<th scope="row"{marks}>{cell.shown}</th>' if cell.head else f"<td{marks}>{cell.shown}</td>"


def text(shown: Markup, *, head: bool = False) -> Cell:
    """Return a cell that is sorted by its text."""
    return Cell(shown, head=head)


def number(value: float | Decimal | None, shown: Markup | None = None) -> Cell:
    """Return a cell that is sorted by a number."""
    if value is None:
        return Cell(shown, "", kind="number") if shown else Cell(Markup(""))
    key = spelt(value)
    plain = Markup(f"{Decimal(key):,}")
    return Cell(plain, kind="number") if shown is None else Cell(shown, key, kind="number")


def when(shown: Markup, earliest: date | None, latest: date | None) -> Cell:
    """Return a cell with a date, sorted by the first day that it can mean."""
    first, last = (day.isoformat() if day else "" for day in (earliest, latest))
    return Cell(shown, days=(first, last), kind="when")


def several(shown: Sequence[Markup]) -> Markup:
    """Return a list in a cell; only the first are shown of a long one, and the rest counted."""
    if len(shown) < 2:
        return Markup("").join(shown)
    more = [Markup("and {} more").format(len(shown) - MOST)] if len(shown) > MOST else []
    items = "".join(f"<li>{escape(item)}</li>" for item in [*shown[:MOST], *more])
    return Markup(f'<ul class="several">{items}</ul>')


def disputed(row: Row) -> Cell:
    """Return whether a row is disputed."""
    return Cell(Markup('<span class="disputed">disputed</span>') if row["disputed"] else Markup("no"))


def origins(record: Record, table: str, row_id: str) -> list[str]:
    """Return the independent origins of an event or claim in order, as ``n_origins`` counts them."""
    return record.row_origins.get((table, row_id), [])


def languages(record: Record, table: str, row_id: str) -> list[str]:
    """Return the languages of the articles that cite a row."""
    return sorted({c.article["language"] for c in record.cited(table, row_id)})


def origins_cell(at: Inline, table: str, row: Row) -> Cell:
    """Return the independent origins of an event or claim; the cell is sorted by their number."""
    found = origins(at.record, table, next(iter(row.values())))
    return Cell(several([at.origin(origin) for origin in found]) or _no_origin(row), str(len(found)))


def _no_origin(row: Row) -> Markup:
    """Return why a row has no independent origin."""
    if row["n_unknown_origin"]:
        return Markup(UNKNOWN)
    return Markup("announced only" if row["n_announcing"] else "none")
