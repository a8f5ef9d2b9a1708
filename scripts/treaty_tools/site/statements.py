"""Claims on the pages of events, actors and claims: fewer columns than the list has, and none that repeats the page."""

from collections.abc import Sequence

from markupsafe import Markup

from . import listings, table_cells
from .inline import Inline
from .paging import Section
from .record import Row

COLUMNS = (
    ("Said", "date"),
    ("Statement", ""),
    ("Kind", "choice"),
    ("Figure", "number"),
    ("Independent sources", "sources"),
    ("Challenged", "choice"),
)


def section(at: Inline, anchor: str, title: str, claims: Sequence[Row], *, own: bool = False) -> Section:
    """Return a section of claims; on the ``own`` page of their claimant they do not repeat who says so."""
    return Section(anchor, title, [_row(at, claim, own) for claim in claims], COLUMNS)


def _row(at: Inline, claim: Row, own: bool) -> Markup:
    """Return a row of ``COLUMNS``, written once."""
    return at.line("own statements" if own else "statements", claim["claim_id"], lambda: _written(at, claim, own))


def _written(at: Inline, claim: Row, own: bool) -> Markup:
    link = at.statement(claim) if own else at.link("claims", claim["claim_id"])
    return table_cells.tr([listings.said(at, claim), *cells(at, claim, link)])


def cells(at: Inline, claim: Row, link: Markup) -> list[table_cells.Cell]:
    """Return what a table says of a claim beside its day."""
    return [
        table_cells.text(link, head=True),
        table_cells.text(at.text(claim["kind"])),
        listings.figure(at, claim),
        table_cells.sources(at.record, "claims", claim),
        table_cells.challenged(at.record, "claims", claim),
    ]
