"""The cells and rows of the site's tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup, escape

from treaty_record.facts.challenges import NONE
from treaty_record.values.number import spelt

from ..explain.support import UNKNOWN
from .inline import Inline
from .record import Record, Row

MOST = 12
"""Items of a cell that are not folded."""


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
    """Return a list in a cell; of a long one, all but the first are folded."""
    if len(shown) < 2:
        return Markup("").join(shown)
    if len(shown) <= MOST + 1:
        return _list(shown)
    more = Markup("<details><summary>and {} more</summary>{}</details>")
    return _list(shown[:MOST]) + more.format(len(shown) - MOST, _list(shown[MOST:]))


def _list(items: Sequence[Markup]) -> Markup:
    return Markup(f'<ul class="several">{"".join(f"<li>{escape(item)}</li>" for item in items)}</ul>')


def challenged(record: Record, table: str, row: Row) -> Cell:
    """Return whether a row is disputed or was reversed, or that no challenge is recorded."""
    return Cell(several([challenge(term) for term in record.challenges[table, next(iter(row.values()))]]))


def challenge(term: str) -> Markup:
    """Return a term of ``facts.challenges`` in words, marked unless it is that there is none."""
    return Markup(term) if term.lower() == NONE else Markup('<span class="disputed">{}</span>').format(term)


def origins(record: Record, table: str, row_id: str) -> list[str]:
    """Return the independent origins of an event or claim in order, as ``n_origins`` counts them."""
    return record.row_origins.get((table, row_id), [])


def sources(record: Record, table: str, row: Row) -> Cell:
    """Return the number of independent sources of an event or claim, and if there is none, why."""
    found = len(origins(record, table, next(iter(row.values()))))
    shown = _chip(found) if found else _chip(0) + Markup(" <small>{}</small>").format(_no_origin(row))
    return Cell(shown, None if found else "0", kind="number")


def _chip(number: int) -> Markup:
    """Return a number of independent sources as a mark: none, one, or two and more look different."""
    return Markup(f'<b class="chip n{min(number, 2)}">{number}</b>')


def languages(record: Record, table: str, row_id: str) -> list[str]:
    """Return the languages of the articles that cite a row."""
    return sorted({c.article["language"] for c in record.cited(table, row_id)})


def origins_cell(at: Inline, table: str, row: Row) -> Cell:
    """Return the number of independent origins of an event or claim with their names; it is sorted by the number."""
    found = origins(at.record, table, next(iter(row.values())))
    names = [at.origin(origin) for origin in found] or [Markup(_no_origin(row))]
    listed = several(names) if len(names) > 1 else _list(names)
    return Cell(_chip(len(found)) + listed, str(len(found)))


def _no_origin(row: Row) -> str:
    """Return why a row has no independent origin."""
    if row["n_unknown_origin"]:
        return UNKNOWN
    return "announced only" if row["n_announcing"] else "none"
