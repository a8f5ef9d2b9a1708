"""The page of what changed since an earlier release."""

from markupsafe import Markup

from . import table_cells
from .changes import ADDRESS, Change, Changes
from .inline import Inline
from .paging import Section
from .rendering import Renderer

COLUMNS = (("Row", ""), ("Table", "choice"), ("Change", "choice"), ("What", ""))


def page(to: Renderer, found: Changes) -> dict[str, str]:
    """Return the page of what changed."""
    version = to.at.record.about.version
    lead = Markup("<p>What changed from version {} to {}. Counts and other derived cells are left out.</p>").format(
        found.since or "before", version or "now"
    )
    items = [_line(to.at, change) for change in found.rows]
    section = Section("changes", "All changes", items, COLUMNS, filtered=True, none="Nothing changed.")
    return to.pages("list.html", ADDRESS, [section], title="What changed", lead=lead, charts=())


def _line(at: Inline, change: Change) -> Markup:
    cells = (at.text(change.table), at.text(change.kind), at.text(change.detail))
    return table_cells.tr([table_cells.text(row(at, change), head=True), *map(table_cells.text, cells)])


def row(at: Inline, change: Change) -> Markup:
    """Return a link to a row, or the id of one that has no page any more."""
    if change.row_id in at.record.rows[change.table]:
        return at.link(change.table, change.row_id)
    return at.text(f"{change.table}/{change.row_id}")
